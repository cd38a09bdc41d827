package chat.parley.http.sse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.stream.Attributes;
import akka.stream.javadsl.Sink;
import akka.stream.javadsl.SinkQueueWithCancel;
import akka.stream.javadsl.Source;
import akka.util.ByteString;
import chat.parley.engine.domain.Change;
import chat.parley.engine.domain.ErrorCode;
import chat.parley.engine.domain.Member;
import chat.parley.engine.domain.MemberRole;
import chat.parley.engine.domain.RoomReply.Rejected;
import chat.parley.engine.domain.Synced;
import chat.parley.engine.session.SessionPush;
import chat.parley.engine.session.SessionPush.Code;
import chat.parley.engine.session.SessionRequest;
import chat.parley.http.wire.FrameWriter;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What is written, and what the stream says in the place of a client that cannot speak. */
class EventStreamTest {

  private static final Member BO =
      new Member("bo", MemberRole.MEMBER, Instant.EPOCH, 0, 0, false, null, 0);

  private static ActorTestKit kit;

  private final ScriptedSession session = new ScriptedSession();

  @BeforeAll
  static void begin() {
    kit = ActorTestKit.create();
  }

  @AfterAll
  static void end() {
    kit.shutdownTestKit();
  }

  private SinkQueueWithCancel<ByteString> stream(String rooms) {
    Positions positions = Positions.of(rooms, null);
    EventWriter events =
        new EventWriter(EventWriter.data(new FrameWriter(32, 200)), positions, 700);
    return Source.fromGraph(new EventStream(() -> session, positions, events))
        .runWith(
            Sink.<ByteString>queue().withAttributes(Attributes.inputBuffer(1, 1)), kit.system());
  }

  private static String next(SinkQueueWithCancel<ByteString> events) {
    return text(events.pull());
  }

  private static String text(CompletionStage<Optional<ByteString>> pulled) {
    return pulled.toCompletableFuture().join().map(ByteString::utf8String).orElse(null);
  }

  private static SessionPush event(String room, long rev) {
    return new SessionPush.Event(room, new Change.OfMember(rev, Change.Kind.MEMBER_JOINED, BO));
  }

  private static SessionPush synced(String room, long rev) {
    return new SessionPush.SyncedRoom(null, room, new Synced.Resumed(rev, 0, 0, List.of()));
  }

  @Test
  void helloNamesTheRoomsAndWhereTheReaderIs() {
    stream("r1:41,r2");

    await().until(() -> session.received.size() == 1);
    SessionRequest.Hello hello = (SessionRequest.Hello) session.received.get(0);
    assertThat(hello.rooms())
        .containsExactly(
            new SessionRequest.Position("r1", 41), new SessionRequest.Position("r2", -1));
  }

  @Test
  void whatMovesTheReaderOnHasThePositionsAsItsId() {
    SinkQueueWithCancel<ByteString> events = stream("r1:41,r2");
    session.say(synced("r1", 44), event("r1", 45), synced("r2", 3));
    session.say(new SessionPush.Receipts("r1", List.of()), event("r2", 4));

    String all = next(events);
    while (all.lines().filter(String::isEmpty).count() < 5) {
      all += next(events);
    }

    assertThat(all.lines().filter(line -> !line.startsWith("data: ")))
        .containsExactly(
            "id: r1:44,r2:",
            "",
            "id: r1:45,r2:",
            "",
            "id: r1:45,r2:3",
            "",
            "",
            "id: r1:45,r2:4",
            "");
    assertThat(all.lines().filter(line -> line.startsWith("data: "))).hasSize(5);
    assertThat(all).startsWith("data: {\"type\":\"synced\",\"roomId\":\"r1\"");
  }

  @Test
  void eventsThatComeTogetherHaveAnIdEach() {
    SinkQueueWithCancel<ByteString> events = stream("r1:41");
    session.sayTogether(event("r1", 42), event("r1", 43));

    assertThat(next(events).lines().filter(line -> !line.startsWith("data: ")))
        .containsExactly("id: r1:42", "", "id: r1:43", "");
  }

  @Test
  void readersAreToldWhenToComeBack() {
    SinkQueueWithCancel<ByteString> events = stream("");
    session.say(new SessionPush.Hello(null, "s1", "bo", 25_000, Instant.EPOCH));
    assertThat(next(events)).startsWith("retry: 700\ndata: {\"type\":\"hello\",");

    session.say(new SessionPush.Bye(Code.DRAIN, 321));
    session.finish();

    assertThat(next(events)).startsWith("retry: 321\ndata: {\"type\":\"bye\",\"code\":4501,");
    assertThat(next(events)).isNull();
    await().until(() -> session.closed);
  }

  @Test
  void aHeartbeatIsACommentAndCountsAsLifeOnlyWhenItWasTaken() {
    SinkQueueWithCancel<ByteString> events = stream("");
    await().until(() -> !session.received.isEmpty());
    // The queue takes this one before anybody asks for it.
    session.say(event("r1", 1));
    await().until(() -> session.left() == 0);
    session.say(new SessionPush.Ping());

    CompletionStage<Optional<ByteString>> first = events.pull();
    assertThat(text(first)).startsWith("data: ");
    // Its place is taken by the comment, behind which the queue asks for nothing.
    await().until(() -> session.left() == 0);
    assertThat(session.received).hasSize(1);

    assertThat(next(events)).isEqualTo(":\n\n");
    await().until(() -> session.received.contains(new SessionRequest.Pong(null)));
    session.say(event("r1", 2));
    assertThat(next(events)).startsWith("data: ");
  }

  @Test
  void aRoomThatFellBehindIsAskedForAgainFromWhereTheReaderIs() {
    SinkQueueWithCancel<ByteString> events = stream("r1:40");
    session.say(synced("r1", 41), event("r1", 42), new SessionPush.Behind("r1", 42));
    assertThat(next(events)).contains("id: r1:42", "\"type\":\"behind\"");

    events.pull();

    await()
        .untilAsserted(
            () ->
                assertThat(session.received)
                    .endsWith(new SessionRequest.Subscribe(null, "r1", 42)));
  }

  @Test
  void aRoomThatCannotBeHadNowIsAskedForAgainAndOneThatIsRefusedIsNot() {
    SinkQueueWithCancel<ByteString> events = stream("r1:40,r2,r3:7");
    session.say(
        new SessionPush.Failed(null, "r2", Rejected.of(ErrorCode.FORBIDDEN, "no member")),
        new SessionPush.Failed(null, "r3", Rejected.of(ErrorCode.UNAVAILABLE, "not now")));
    assertThat(next(events)).contains("\"code\":\"forbidden\"", "\"code\":\"unavailable\"");

    await()
        .untilAsserted(
            () ->
                assertThat(session.received.subList(1, session.received.size()))
                    .containsExactly(new SessionRequest.Subscribe(null, "r3", 7)));
  }

  @Test
  void theSessionEndsWithItsConnection() {
    SinkQueueWithCancel<ByteString> events = stream("r1");
    await().until(() -> !session.received.isEmpty());

    events.cancel();

    await().until(() -> session.closed);
  }
}
