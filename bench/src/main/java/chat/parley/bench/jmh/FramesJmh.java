package chat.parley.bench.jmh;

import chat.parley.engine.domain.Change;
import chat.parley.engine.domain.EventJson;
import chat.parley.engine.domain.Ids;
import chat.parley.engine.domain.Message;
import chat.parley.engine.domain.RoomEvent;
import chat.parley.engine.session.SessionPush;
import chat.parley.engine.session.SessionRequest;
import chat.parley.http.wire.FrameReader;
import chat.parley.http.wire.FrameWriter;
import chat.parley.http.wire.WireTime;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What a message costs at the sockets and at the journal: its frames and its event. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class FramesJmh {

  private static final String SEND =
      """
      {"type":"send","id":17,"roomId":"room-17","clientMessageId":"3f2a7c0e-5b1d-4c61-9a57",\
      "content":"%s"}"""
          .formatted(NodeMessages.TEXT);

  private final FrameWriter writer = new FrameWriter(32, 200);
  private final Message message = NodeMessages.message(4_711);
  private final SessionPush event =
      new SessionPush.Event(
          "room-17", new Change.OfMessage(4_800, Change.Kind.MESSAGE_POSTED, message));
  private final SessionPush ack =
      new SessionPush.Ack(
          17L,
          "room-17",
          message.id(),
          message.seq(),
          4_800,
          message.clientMessageId(),
          message.createdAt(),
          false);
  private final SessionPush page = new SessionPush.HistoryPage(18L, "room-17", NodeMessages.page());
  private final RoomEvent posted =
      new RoomEvent.MessagePosted(
          4_800,
          message.seq(),
          message.id(),
          message.senderId(),
          message.senderName(),
          null,
          message.content(),
          message.contentType(),
          message.clientMessageId(),
          4_711L,
          null,
          List.of(),
          null,
          message.createdAt());
  private final byte[] postedJson = EventJson.write(posted);

  /** A delivery, once a node for all who see the same. */
  @Benchmark
  public byte[] encodeEvent() {
    return writer.encode(event);
  }

  /** The sender's answer. */
  @Benchmark
  public byte[] encodeAck() {
    return writer.encode(ack);
  }

  /** A list of 30. */
  @Benchmark
  public byte[] encodePage() {
    return writer.encode(page);
  }

  /** A client's frame. */
  @Benchmark
  public Optional<SessionRequest> decodeSend() {
    return FrameReader.read(SEND);
  }

  /** The journal's row, before the database. */
  @Benchmark
  public byte[] writeEvent() {
    return EventJson.write(posted);
  }

  /** The same row at a replay, or at the views. */
  @Benchmark
  public RoomEvent readEvent() {
    return EventJson.read(postedJson);
  }

  /** One of the ids that each message is checked for. */
  @Benchmark
  public boolean checkId() {
    return Ids.isValid(message.senderId());
  }

  /** A message's time as the wire has it. */
  @Benchmark
  public String writeTime() {
    return WireTime.write(message.createdAt());
  }
}
