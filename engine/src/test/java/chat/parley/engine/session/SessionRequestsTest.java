package chat.parley.engine.session;

import static chat.parley.engine.session.SessionScene.room;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import chat.parley.engine.domain.Change;
import chat.parley.engine.domain.ContentType;
import chat.parley.engine.domain.ErrorCode;
import chat.parley.engine.domain.Message;
import chat.parley.engine.domain.MessagePage;
import chat.parley.engine.domain.PageRequest;
import chat.parley.engine.domain.PresenceStatus;
import chat.parley.engine.domain.RoomAnswer;
import chat.parley.engine.domain.RoomCommand;
import chat.parley.engine.domain.RoomReply;
import chat.parley.engine.domain.RoomReply.Rejected;
import chat.parley.engine.domain.UserKey;
import chat.parley.engine.feed.Samples;
import chat.parley.engine.session.SessionPush.Code;
import chat.parley.engine.session.SessionScene.Client;
import chat.parley.engine.session.SessionScene.Executed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a session does with requests. */
class SessionRequestsTest {

  private static final Message MESSAGE = ((Change.OfMessage) Samples.posted(7)).message();

  private final SessionScene scene = new SessionScene();

  @AfterEach
  void end() {
    scene.close();
  }

  private Executed executed(int index) {
    await().until(() -> scene.executed.size() > index);
    return scene.executed.get(index);
  }

  private static SessionRequest.Send send(Object id) {
    return new SessionRequest.Send(id, "r1", "c-1", "hi", ContentType.TEXT, "m0", List.of("u2"));
  }

  private static void expectError(Client client, Object re, ErrorCode code) {
    SessionPush.Failed failed = client.expect(SessionPush.Failed.class);
    assertThat(failed.re()).isEqualTo(re);
    assertThat(failed.why().code()).isEqualTo(code);
  }

  @Test
  void aSendIsAckedWhenTheRoomHasAnswered() {
    Client client = scene.enter("u1");
    client.ask(send(4L));
    Executed one = executed(0);
    assertThat(one.room()).isEqualTo(room("r1"));
    RoomCommand.Post post = (RoomCommand.Post) one.command();
    assertThat(post.by().userId()).isEqualTo("u1");
    assertThat(post.clientMessageId()).isEqualTo("c-1");
    assertThat(post.replyTo()).isEqualTo("m0");
    client.settle();
    assertThat(client.all(SessionPush.Ack.class)).isEmpty();

    one.reply().complete(new RoomReply.Posted(MESSAGE, 45, true));

    assertThat(client.expect(SessionPush.Ack.class))
        .isEqualTo(
            new SessionPush.Ack(4L, "r1", MESSAGE.id(), 7, 45, null, MESSAGE.createdAt(), true));
  }

  static Stream<SessionRequest> changesOfAMessage() {
    return Stream.of(
        new SessionRequest.Edit(5L, "r1", "m1", "new"),
        new SessionRequest.Delete(5L, "r1", "m1"),
        new SessionRequest.React(5L, "r1", "m1", "👍", true));
  }

  @ParameterizedTest
  @MethodSource("changesOfAMessage")
  void aChangeOfAMessageIsAckedWithTheRev(SessionRequest request) {
    Client client = scene.enter("u1");
    client.ask(request);
    executed(0).reply().complete(new RoomReply.MessageIs(MESSAGE, 46));

    assertThat(client.expect(SessionPush.Ack.class))
        .isEqualTo(new SessionPush.Ack(5L, "r1", MESSAGE.id(), 0, 46, null, null, false));
  }

  @Test
  void aRefusalIsAnError() {
    Client client = scene.enter("u1");
    client.ask(send(4L));
    executed(0).reply().complete(new Rejected(ErrorCode.RATE_LIMITED, "slower", 400));

    SessionPush.Failed failed = client.expect(SessionPush.Failed.class);
    assertThat(failed.re()).isEqualTo(4L);
    assertThat(failed.roomId()).isNull();
    assertThat(failed.why().retryAfterMs()).isEqualTo(400);
  }

  @Test
  void anAnswerThatCannotBeMadeIsInternal() {
    Client client = scene.enter("u1");
    client.ask(send(4L));
    executed(0).reply().completeExceptionally(new IllegalStateException("on purpose"));

    expectError(client, 4L, ErrorCode.INTERNAL);
    client.settle();
  }

  @Test
  void aPageOfHistoryIsAnswered() {
    Client client = scene.enter("u1");
    PageRequest request = PageRequest.before(41, 30);
    client.ask(new SessionRequest.History(6L, "r1", request, 44));
    await().until(() -> scene.asked.size() == 1);
    assertThat(scene.asked.get(0).page()).isEqualTo(request);
    MessagePage page = new MessagePage(List.of(MESSAGE), 310, 480, 7L, MessagePage.Source.WINDOW);
    scene.asked.get(0).answer().complete(new RoomAnswer.Page(page));

    assertThat(client.expect(SessionPush.HistoryPage.class))
        .isEqualTo(new SessionPush.HistoryPage(6L, "r1", page));
    client.ask(new SessionRequest.History(7L, "r1", request, 999));
    await().until(() -> scene.asked.size() == 2);
    scene.asked.get(1).answer().complete(Rejected.of(ErrorCode.UNAVAILABLE, "not yet"));
    expectError(client, 7L, ErrorCode.UNAVAILABLE);
  }

  @Test
  void aWrongRoomIdReachesNoRoom() {
    Client client = scene.enter("u1");
    client.ask(new SessionRequest.Delete(1L, "a/b", "m1"));
    expectError(client, 1L, ErrorCode.BAD_REQUEST);
    client.ask(new SessionRequest.Subscribe(2L, "", -1));
    expectError(client, 2L, ErrorCode.BAD_REQUEST);
    client.ask(new SessionRequest.Read(3L, "r1", -1));
    expectError(client, 3L, ErrorCode.BAD_REQUEST);

    assertThat(scene.executed).isEmpty();
    assertThat(scene.rooms.received()).isEmpty();
  }

  @Test
  void moreThanThirtyTwoUnansweredRequestsAreOverloadedAndNotDone() {
    Client client = scene.enter("u1");
    for (long i = 0; i < 33; i++) {
      client.ask(send(i));
    }
    expectError(client, 32L, ErrorCode.OVERLOADED);
    assertThat(scene.executed).hasSize(32);

    scene.executed.get(5).reply().complete(new RoomReply.Posted(MESSAGE, 45, false));
    client.expect(SessionPush.Ack.class);
    client.settle();
    client.ask(send(50L));

    executed(32).reply().complete(new RoomReply.Posted(MESSAGE, 46, false));
    assertThat(client.expect(SessionPush.Ack.class).re()).isEqualTo(50L);
  }

  @Test
  void answersThatNobodyReadsCountAsUnansweredAndTooManyAreTheEnd() {
    Client client = scene.enter("u1");
    for (long i = 0; i < 600; i++) {
      client.ask(new SessionRequest.Ping(i));
    }
    await().until(() -> scene.sessions.sessionsOf("main", "u1") == 0);

    assertThat(client.all(SessionPush.Pong.class)).hasSize(32);
    assertThat(client.all(SessionPush.Failed.class))
        .hasSizeLessThan(600)
        .allMatch(failed -> failed.why().code() == ErrorCode.OVERLOADED);
    client.expectBye(Code.OVERLOADED);
  }

  @Test
  void readsOfARoomAreGatheredOverASecondAndAllAnswered() {
    Client client = scene.enter("u1");
    client.ask(new SessionRequest.Read(1L, "r1", 10));
    executed(0);
    client.ask(new SessionRequest.Read(2L, "r1", 11));
    client.ask(new SessionRequest.Delivered(null, "r1", 14));
    client.ask(new SessionRequest.Read(3L, "r1", 12));
    client.ask(new SessionRequest.Read(4L, "r2", 5));
    assertThat(executed(1).room()).isEqualTo(room("r2"));
    executed(0).reply().complete(new RoomReply.MarkersAre(10, 10, 4, 0));
    assertThat(client.expect(SessionPush.Read.class))
        .isEqualTo(new SessionPush.Read(1L, "r1", 10, 4));
    client.settle();
    assertThat(scene.executed).hasSize(2);

    scene.pass(Duration.ofSeconds(1));

    RoomCommand.MoveMarker move = (RoomCommand.MoveMarker) executed(2).command();
    assertThat(move.readSeq()).isEqualTo(12);
    assertThat(move.deliveredSeq()).isEqualTo(14);
    executed(2).reply().complete(new RoomReply.MarkersAre(12, 14, 2, 0));
    assertThat(client.expect(SessionPush.Read.class).re()).isEqualTo(2L);
    assertThat(client.expect(SessionPush.Read.class).re()).isEqualTo(3L);
  }

  @Test
  void markersWaitForARoomThatHasNotAnswered() {
    Client client = scene.enter("u1");
    client.ask(new SessionRequest.Read(1L, "r1", 10));
    executed(0);
    client.ask(new SessionRequest.Read(2L, "r1", 11));
    scene.pass(Duration.ofSeconds(3));
    client.settle();
    assertThat(scene.executed).hasSize(1);

    executed(0).reply().complete(new RoomReply.MarkersAre(10, 10, 1, 0));

    executed(1).reply().complete(new RoomReply.MarkersAre(11, 11, 0, 0));
    client.expect(SessionPush.Read.class);
    assertThat(client.expect(SessionPush.Read.class).re()).isEqualTo(2L);
  }

  @Test
  void readsThatWaitCountAsUnanswered() {
    Client client = scene.enter("u1");
    for (long i = 0; i < 33; i++) {
      client.ask(new SessionRequest.Read(i, "r1", i));
    }

    expectError(client, 32L, ErrorCode.OVERLOADED);
    assertThat(scene.executed).hasSize(1);
  }

  @Test
  void theSameSignOfTypingIsPassedOnOnceASecond() {
    Client client = scene.enter("u1");
    client.ask(new SessionRequest.Typing(null, "r1", true));
    client.ask(new SessionRequest.Typing(null, "r1", true));
    client.ask(new SessionRequest.Typing(null, "r1", false));
    client.settle();
    scene.nanos.addAndGet(Duration.ofSeconds(1).toNanos());
    client.ask(new SessionRequest.Typing(9L, "r1", false));
    assertThat(client.expect(SessionPush.Ok.class).re()).isEqualTo(9L);

    assertThat(scene.typed).extracting(SessionScene.Typed::on).containsExactly(true, false, false);
  }

  @Test
  void whatWantsNoAnswerGetsNone() {
    Client client = scene.enter("u1");
    client.ask(new SessionRequest.Typing(null, "r1", true));
    client.ask(new SessionRequest.Delivered(null, "r1", 4));
    client.ask(new SessionRequest.Unsubscribe(null, "r1"));
    client.ask(new SessionRequest.Pong(null));
    executed(0).reply().complete(new RoomReply.MarkersAre(0, 4, 0, 0));
    client.settle();

    assertThat(client.heard()).hasSize(2);
  }

  private static List<String> shown(SessionPush.Presence push) {
    return push.users().stream()
        .map(user -> user.userId() + " " + user.presence().status())
        .toList();
  }

  @Test
  void whoWatchesIsShownThoseWhomItMaySeeAndThenAnswered() {
    scene.people.strangers.add("u3");
    scene.people.lastSeen.put(new UserKey("main", "u4"), SessionScene.START);
    scene.enter("u2");
    Client client = scene.enter("u1");
    client.ask(new SessionRequest.Presence(5L, List.of("u4", "u3", "u2", "u1"), null));

    assertThat(client.expect(SessionPush.Ok.class).re()).isEqualTo(5L);
    List<SessionPush.Presence> pushes = client.all(SessionPush.Presence.class);
    assertThat(pushes).hasSize(1);
    assertThat(shown(pushes.get(0))).containsExactly("u4 OFFLINE", "u2 ONLINE", "u1 ONLINE");
    assertThat(pushes.get(0).users().get(0).presence().lastSeenAt()).isEqualTo(SessionScene.START);
  }

  @Test
  void whatAPersonDoesEndsBeingAwayAndWhatAClientDoesByItselfDoesNot() {
    Client watcher = scene.enter("u1");
    Client client = scene.enter("u2");
    watcher.ask(new SessionRequest.Presence(1L, List.of("u2"), null));
    assertThat(shown(watcher.expect(SessionPush.Presence.class))).containsExactly("u2 ONLINE");

    scene.nanos.addAndGet(Duration.ofMinutes(5).toNanos());
    client.ask(new SessionRequest.Delivered(null, "r1", 4));
    client.settle();
    List<String> heard = new ArrayList<>();
    scene.passUntil(Duration.ofMillis(500), () -> tell(watcher, heard).contains("u2 AWAY"));
    client.ask(new SessionRequest.Typing(null, "r1", true));
    client.settle();
    scene.passUntil(Duration.ofMillis(500), () -> tell(watcher, heard).contains("u2 ONLINE"));

    assertThat(heard).containsExactly("u2 AWAY", "u2 ONLINE");
  }

  /** All that was heard after the first list. */
  private static List<String> tell(Client watcher, List<String> heard) {
    heard.clear();
    watcher.all(SessionPush.Presence.class).stream()
        .skip(1)
        .flatMap(push -> shown(push).stream())
        .forEach(heard::add);
    return heard;
  }

  @Test
  void whenItCannotBeToldWhoMayBeSeenTheWatchIsRefusedForNow() {
    scene.people.failWith(new IllegalStateException("broken on purpose"));
    Client client = scene.enter("u1");
    client.ask(new SessionRequest.Presence(5L, List.of("u2"), null));

    expectError(client, 5L, ErrorCode.UNAVAILABLE);
  }

  @Test
  void everyKindOfRequestIsTaken() {
    Client client = scene.enter("u1");
    List<SessionRequest> requests =
        List.of(
            new SessionRequest.Hello(1L, "u1", null, List.of()),
            new SessionRequest.Subscribe(2L, "r1", -1),
            new SessionRequest.Unsubscribe(3L, "r1"),
            send(4L),
            new SessionRequest.Edit(5L, "r1", "m1", "x"),
            new SessionRequest.Delete(6L, "r1", "m1"),
            new SessionRequest.React(7L, "r1", "m1", "x", true),
            new SessionRequest.Read(8L, "r1", 1),
            new SessionRequest.Delivered(9L, "r1", 1),
            new SessionRequest.Typing(10L, "r1", true),
            new SessionRequest.Presence(16L, List.of("u2"), PresenceStatus.ONLINE),
            new SessionRequest.History(11L, "r1", PageRequest.newest(5), 0),
            new SessionRequest.Auth(12L, "u1"),
            new SessionRequest.Ping(13L),
            new SessionRequest.Pong(14L),
            new SessionRequest.Bad(15L, ErrorCode.BAD_REQUEST, "no"),
            new SessionRequest.Garbage("no"),
            new SessionRequest.TooLarge());
    assertThat(requests)
        .extracting(Object::getClass)
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(SessionRequest.class.getPermittedSubclasses())
                .<Class<?>>map(type -> type)
                .toList());

    requests.forEach(client::ask);

    client.expectBye(Code.TOO_LARGE);
  }
}
