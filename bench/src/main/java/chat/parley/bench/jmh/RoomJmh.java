package chat.parley.bench.jmh;

import chat.parley.engine.domain.Caller;
import chat.parley.engine.domain.ContentType;
import chat.parley.engine.domain.Decision;
import chat.parley.engine.domain.Loaded;
import chat.parley.engine.domain.PageRequest;
import chat.parley.engine.domain.Policy;
import chat.parley.engine.domain.Room;
import chat.parley.engine.domain.RoomAnswer;
import chat.parley.engine.domain.RoomCommand;
import chat.parley.engine.domain.RoomEvent;
import chat.parley.engine.domain.RoomKey;
import chat.parley.engine.domain.RoomKind;
import chat.parley.engine.domain.RoomQuery;
import chat.parley.engine.domain.RoomSnapshot;
import chat.parley.engine.domain.Synced;
import chat.parley.engine.domain.WindowSize;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Deciding, applying and reading, in rooms of few and of many members with a full window. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class RoomJmh {

  private static final Instant START = Instant.parse("2026-11-20T12:00:00Z");
  private static final Caller ADA = new Caller("main", "ada", "Ada", null, Caller.Role.USER);
  private static final Caller ROOT = new Caller("main", "root", "Root", null, Caller.Role.ADMIN);
  private static final int POSTED = 2_500;

  /** Members of the room. */
  @Param({"3", "10000"})
  public int members;

  private Room room;
  private RoomCommand.Post post;
  private RoomEvent posted;
  private Instant now;

  /** A room whose window and memory of clientMessageIds are full. */
  @Setup
  public void fill() {
    room = Room.absent(new RoomKey("main", "bench"), WindowSize.DEFAULT);
    now = START;
    run(
        new RoomCommand.Create(
            ADA, RoomKind.GROUP, "Bench", null, Policy.DEFAULT, List.of("bo", "cy"), false));
    for (int i = room.memberCount(); i < members; i++) {
      run(new RoomCommand.PutMember(ROOT, "user-" + i, null, false, null));
    }
    for (int i = 0; i < POSTED; i++) {
      run(post("c-" + i));
    }
    post = post("next");
    posted = events(post).get(0);
  }

  /** What a new message costs up to its event. */
  @Benchmark
  public Decision decidePost() {
    return room.decide(post, now, Loaded.NOTHING);
  }

  /** What its event makes of the room. */
  @Benchmark
  public Room applyPosted() {
    return room.apply(posted);
  }

  /** A list of 30 out of the window. */
  @Benchmark
  public RoomAnswer readWindow() {
    return room.answer(new RoomQuery.Messages(ADA, PageRequest.newest(30), 0), 1);
  }

  /** A subscriber that lacks the last 20 changes. */
  @Benchmark
  public Synced resume() {
    return room.resume(ADA, room.rev() - 20);
  }

  /** What is written as a snapshot, before its bytes. */
  @Benchmark
  public RoomSnapshot snapshot() {
    return room.snapshot();
  }

  private void run(RoomCommand command) {
    now = now.plusMillis(10);
    events(command).forEach(event -> room = room.apply(event));
  }

  private List<RoomEvent> events(RoomCommand command) {
    if (room.decide(command, now, Loaded.NOTHING) instanceof Decision.Accepted accepted) {
      return accepted.events();
    }
    throw new IllegalStateException("the room refuses " + command);
  }

  private static RoomCommand.Post post(String clientMessageId) {
    return new RoomCommand.Post(
        ADA, "A message of a usual length.", ContentType.TEXT, clientMessageId, null, List.of());
  }
}
