package chat.parley.engine.session;

import static org.awaitility.Awaitility.await;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.ManualTime;
import akka.actor.typed.ActorRef;
import akka.actor.typed.Props;
import chat.parley.engine.domain.Caller;
import chat.parley.engine.domain.ErrorCode;
import chat.parley.engine.domain.PageRequest;
import chat.parley.engine.domain.RoomAnswer;
import chat.parley.engine.domain.RoomCommand;
import chat.parley.engine.domain.RoomKey;
import chat.parley.engine.domain.RoomQuery;
import chat.parley.engine.domain.RoomReply;
import chat.parley.engine.feed.FeedSettings;
import chat.parley.engine.feed.Feeds;
import chat.parley.engine.feed.LossyRoom;
import chat.parley.engine.presence.MemoryPresences;
import chat.parley.engine.presence.Presences;
import chat.parley.engine.room.RoomMessage;
import chat.parley.engine.room.Rooms;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/** A node's sessions over rooms, tokens and a time that the test makes. */
final class SessionScene implements AutoCloseable {

  static final Instant START = Instant.parse("2026-11-20T12:00:00Z");

  /** A command that reached the rooms, to be answered by the test. */
  record Executed(RoomKey room, RoomCommand command, CompletableFuture<RoomReply> reply) {}

  /** A page that was asked for. */
  record Asked(RoomKey room, PageRequest page, CompletableFuture<RoomAnswer> answer) {}

  /** A sign of typing that reached the rooms. */
  record Typed(RoomKey room, String userId, boolean on) {}

  final List<Executed> executed = new CopyOnWriteArrayList<>();
  final List<Asked> asked = new CopyOnWriteArrayList<>();
  final List<Typed> typed = new CopyOnWriteArrayList<>();
  final Map<String, CompletableFuture<TokenVerifier.Verified>> tokens = new ConcurrentHashMap<>();
  final AtomicLong nanos = new AtomicLong();
  final SessionSettings settings;
  final LossyRoom rooms;
  final SessionRegistry sessions;
  final MemoryRevocations store;
  final Revocations revocations;
  final MemoryPresences people = new MemoryPresences();
  final Presences presences;

  private final ActorTestKit kit;
  private final ManualTime time;
  private final AtomicReference<Runnable> clockHook = new AtomicReference<>();

  SessionScene() {
    this(new MemoryRevocations());
  }

  SessionScene(MemoryRevocations store) {
    this.store = store;
    Config all = ManualTime.config().withFallback(ConfigFactory.load());
    kit = ActorTestKit.create(all);
    time = ManualTime.get(kit.system());
    rooms = new LossyRoom(0, 1, kit.<RoomMessage>createTestProbe().getRef());
    settings = SessionSettings.of(all);
    ActorRef<Feeds.Message<Outgoing>> feeds =
        kit.system()
            .systemActorOf(
                Feeds.of(rooms, new SessionPushes(), FeedSettings.of(all), rooms),
                "feeds",
                Props.empty());
    revocations =
        Revocations.start(kit.system(), store, new TestClock()).toCompletableFuture().join();
    presences = Presences.start(kit.system(), new TestRooms(), people, new TestClock());
    sessions =
        new SessionRegistry(
            kit.system(),
            new SessionShared(
                new TestRooms(),
                feeds,
                revocations.over(this::verify),
                revocations,
                presences,
                settings,
                new SessionIndex(),
                new TestClock(),
                nanos::get,
                bound -> bound - 1));
  }

  @Override
  public void close() {
    kit.shutdownTestKit();
  }

  static RoomKey room(String roomId) {
    return new RoomKey("main", roomId);
  }

  /** A token whose answer the test has prepared, else a good one of the user of this name. */
  private CompletionStage<TokenVerifier.Verified> verify(String token) {
    return tokens.getOrDefault(token, CompletableFuture.completedFuture(verified(token, 3_600)));
  }

  static TokenVerifier.Verified verified(String userId, long seconds) {
    return verified(new Caller("main", userId, userId, null, Caller.Role.USER), seconds);
  }

  static TokenVerifier.Verified verified(Caller caller, long seconds) {
    return new TokenVerifier.Verified(caller, START, START.plusSeconds(seconds));
  }

  /** Something that happens once, in the midst of what a session does. */
  void atTheNextLookAtTheClock(Runnable action) {
    clockHook.set(action);
  }

  void pass(Duration duration) {
    nanos.addAndGet(duration.toNanos());
    time.timePasses(duration);
  }

  /** Lets time pass in steps until something has happened. */
  void passUntil(Duration step, java.util.concurrent.Callable<Boolean> happened) {
    await()
        .pollInterval(Duration.ofMillis(5))
        .until(
            () -> {
              pass(step);
              return happened.call();
            });
  }

  Client connect() {
    return new Client(sessions.open(new Connection(null, "test")));
  }

  /** A client whose hello has been answered. */
  Client enter(String userId, SessionRequest.Position... positions) {
    Client client = connect();
    client.ask(new SessionRequest.Hello("hello", userId, "test", List.of(positions)));
    client.expect(SessionPush.Hello.class);
    return client;
  }

  /** A client that follows a room, from what it has now. */
  Client follow(String userId, String roomId) {
    Client client = enter(userId);
    client.ask(new SessionRequest.Subscribe("sub", roomId, rooms.rev(room(roomId))));
    client.expect(SessionPush.SyncedRoom.class);
    return client;
  }

  /** The far end of a connection. */
  static final class Client {

    final Sessions.Session session;
    private final List<Outgoing> taken = new ArrayList<>();
    private int seen;

    Client(Sessions.Session session) {
      this.session = session;
    }

    void ask(SessionRequest request) {
      session.receive(request);
    }

    /** Takes what waits. */
    List<SessionPush> heard() {
      return taken().stream().map(Outgoing::push).toList();
    }

    List<Outgoing> taken() {
      for (Outgoing next = session.outbox().poll(); next != null; next = session.outbox().poll()) {
        taken.addAll(next.parts());
      }
      return List.copyOf(taken);
    }

    /** The next push of a kind after the last one that was expected. */
    <T extends SessionPush> T expect(Class<T> kind) {
      await()
          .pollInterval(Duration.ofMillis(5))
          .until(
              () -> {
                List<SessionPush> heard = heard();
                while (seen < heard.size()) {
                  if (kind.isInstance(heard.get(seen++))) {
                    return true;
                  }
                }
                return false;
              });
      return kind.cast(taken.get(seen - 1).push());
    }

    /** All of a kind so far. */
    <T extends SessionPush> List<T> all(Class<T> kind) {
      return heard().stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    void expectBye(SessionPush.Code code) {
      org.assertj.core.api.Assertions.assertThat(expect(SessionPush.Bye.class).code())
          .isEqualTo(code);
      await().until(() -> session.outbox().isFinished());
    }

    /** Everything that was asked before has been looked at when this returns. */
    void settle() {
      String id = "settle" + seen;
      ask(new SessionRequest.Ping(id));
      await()
          .pollInterval(Duration.ofMillis(5))
          .until(() -> heard().contains(new SessionPush.Pong(id)));
      seen = heard().size();
    }
  }

  private final class TestRooms implements Rooms {

    @Override
    public CompletionStage<RoomReply> execute(RoomKey room, RoomCommand command) {
      if (room.roomId().equals("broken")) {
        throw new IllegalStateException("broken on purpose");
      }
      Executed one = new Executed(room, command, new CompletableFuture<>());
      executed.add(one);
      return one.reply();
    }

    @Override
    public CompletionStage<RoomAnswer> ask(RoomKey room, RoomQuery query) {
      return CompletableFuture.completedFuture(
          RoomReply.Rejected.of(ErrorCode.FORBIDDEN, "nobody is shown here"));
    }

    @Override
    public CompletionStage<RoomAnswer> messages(
        RoomKey room, Caller by, PageRequest page, long minRev) {
      Asked one = new Asked(room, page, new CompletableFuture<>());
      asked.add(one);
      return one.answer();
    }

    @Override
    public void typing(RoomKey room, Caller by, boolean on) {
      typed.add(new Typed(room, by.userId(), on));
    }
  }

  private final class TestClock extends Clock {

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      Runnable hook = clockHook.getAndSet(null);
      if (hook != null) {
        hook.run();
      }
      return START.plusNanos(nanos.get());
    }
  }
}
