package chat.parley.engine.session;

import static chat.parley.engine.session.SessionScene.room;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import chat.parley.engine.domain.ErrorCode;
import chat.parley.engine.domain.Synced;
import chat.parley.engine.feed.Samples;
import chat.parley.engine.room.RoomMessage;
import chat.parley.engine.room.RoomPush;
import chat.parley.engine.session.SessionPush.Code;
import chat.parley.engine.session.SessionScene.Client;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The rooms that a session follows, from subscription to slow reader. */
class SessionRoomsTest {

  private final SessionScene scene = new SessionScene();

  @AfterEach
  void end() {
    scene.close();
  }

  private void post(String roomId, int times) {
    for (int i = 0; i < times; i++) {
      scene.rooms.post(room(roomId));
    }
  }

  private static List<Long> revs(Client client) {
    return client.all(SessionPush.Event.class).stream().map(event -> event.change().rev()).toList();
  }

  @Test
  void eachRoomOfHelloHasAnAnswerOfItsOwn() {
    post("r1", 3);
    scene.rooms.refuse("stranger");
    Client client =
        scene.enter(
            "u1",
            new SessionRequest.Position("r1", 1),
            new SessionRequest.Position("r2", -1),
            new SessionRequest.Position("no/room", -1));
    Client stranger = scene.enter("stranger", new SessionRequest.Position("r1", -1));

    await().until(() -> client.all(SessionPush.SyncedRoom.class).size() == 2);
    SessionPush.SyncedRoom r1 =
        client.all(SessionPush.SyncedRoom.class).stream()
            .filter(synced -> synced.roomId().equals("r1"))
            .findFirst()
            .orElseThrow();
    assertThat(r1.re()).isNull();
    assertThat(((Synced.Resumed) r1.synced()).changes()).hasSize(2);
    SessionPush.Failed bad = client.all(SessionPush.Failed.class).get(0);
    assertThat(bad.re()).isNull();
    assertThat(bad.roomId()).isEqualTo("no/room");
    assertThat(bad.why().code()).isEqualTo(ErrorCode.BAD_REQUEST);
    SessionPush.Failed no = stranger.expect(SessionPush.Failed.class);
    assertThat(no.roomId()).isEqualTo("r1");
    assertThat(no.why().code()).isEqualTo(ErrorCode.FORBIDDEN);
  }

  @Test
  void theRoomsOfHelloAreAskedForAsTheClientReads() {
    SessionRequest.Position[] many =
        IntStream.range(0, 201)
            .mapToObj(i -> new SessionRequest.Position("r" + i, -1))
            .toArray(SessionRequest.Position[]::new);
    Client client = scene.connect();
    client.ask(new SessionRequest.Hello(1L, "u1", "test", List.of(many)));
    await().until(() -> admitted() >= 7);

    scene.pass(Duration.ofSeconds(1));
    assertThat(admitted()).isBetween(7L, 8L);
    await().until(() -> client.all(SessionPush.SyncedRoom.class).size() == 200);
    Set<String> rooms =
        client.all(SessionPush.SyncedRoom.class).stream()
            .map(SessionPush.SyncedRoom::roomId)
            .collect(Collectors.toSet());
    assertThat(rooms).hasSize(200);
    assertThat(client.all(SessionPush.Failed.class))
        .singleElement()
        .matches(failed -> failed.roomId().equals("r200"));
  }

  private long admitted() {
    return scene.rooms.received().stream()
        .filter(message -> message instanceof RoomMessage.Admit)
        .count();
  }

  @Test
  void noMoreRoomsThanTheLimit() {
    SessionRequest.Position[] many =
        IntStream.range(0, 200)
            .mapToObj(i -> new SessionRequest.Position("r" + i, -1))
            .toArray(SessionRequest.Position[]::new);
    Client client = scene.enter("u1", many);
    await().until(() -> client.all(SessionPush.SyncedRoom.class).size() == 200);

    client.ask(new SessionRequest.Subscribe(2L, "one-more", -1));
    assertThat(client.expect(SessionPush.Failed.class).why().code())
        .isEqualTo(ErrorCode.BAD_REQUEST);
    client.ask(new SessionRequest.Unsubscribe(3L, "r7"));
    client.ask(new SessionRequest.Subscribe(4L, "one-more", -1));
    await()
        .until(
            () ->
                client.all(SessionPush.SyncedRoom.class).stream()
                    .anyMatch(synced -> Long.valueOf(4).equals(synced.re())));
  }

  @Test
  void whatFollowsASubscriptionComesInOrder() {
    post("r1", 5);
    Client client = scene.enter("u1");
    client.ask(new SessionRequest.Subscribe(2L, "r1", 3));
    SessionPush.SyncedRoom synced = client.expect(SessionPush.SyncedRoom.class);
    assertThat(synced.re()).isEqualTo(2L);
    assertThat(synced.synced().rev()).isEqualTo(5);

    post("r1", 3);

    await().until(() -> revs(client).equals(List.of(6L, 7L, 8L)));
  }

  @Test
  void aPushIsOneObjectForAllSessions() {
    Client one = scene.follow("u1", "r1");
    Client other = scene.follow("u2", "r1");
    post("r1", 1);
    one.expect(SessionPush.Event.class);
    other.expect(SessionPush.Event.class);

    Outgoing ofOne = one.taken().get(one.taken().size() - 1);
    Outgoing ofOther = other.taken().get(other.taken().size() - 1);
    assertThat(ofOne).isSameAs(ofOther);
  }

  @Test
  void subscribingAgainBringsUpFromTheRevThatIsNamed() {
    Client client = scene.follow("u1", "r1");
    post("r1", 4);
    await().until(() -> revs(client).size() == 4);

    client.ask(new SessionRequest.Subscribe(9L, "r1", 1));
    SessionPush.SyncedRoom again = client.expect(SessionPush.SyncedRoom.class);
    assertThat(again.re()).isEqualTo(9L);
    assertThat(((Synced.Resumed) again.synced()).changes()).hasSize(3);
    post("r1", 1);

    await().until(() -> revs(client).equals(List.of(1L, 2L, 3L, 4L, 5L)));
  }

  @Test
  void afterUnsubscribingNothingComes() {
    Client client = scene.follow("u1", "r1");
    Client other = scene.follow("u2", "r1");
    client.ask(new SessionRequest.Unsubscribe(3L, "r1"));
    post("r1", 1);
    assertThat(client.expect(SessionPush.Ok.class).re()).isEqualTo(3L);
    post("r1", 5);
    await().until(() -> revs(other).size() == 6);
    client.settle();

    List<SessionPush> heard = client.heard();
    int ok = heard.indexOf(new SessionPush.Ok(3L));
    assertThat(heard.subList(ok, heard.size()))
        .noneMatch(push -> push instanceof SessionPush.Event);
  }

  @Test
  void aMemberWhoIsRemovedHearsOfItAndThenNothing() {
    Client removed = scene.follow("u1", "r1");
    Client other = scene.follow("u2", "r1");
    scene.rooms.change(room("r1"), Samples.left(1, "u1"));
    post("r1", 2);
    await().until(() -> revs(other).size() == 3);
    removed.settle();

    assertThat(revs(removed)).containsExactly(1L);
  }

  @Test
  void typingAndReceiptsComeThrough() {
    Client client = scene.follow("u1", "r1");
    List<RoomPush.Typist> typists = List.of(new RoomPush.Typist("u2", "Bo"));
    scene.rooms.push(room("r1"), new RoomPush.TypingNow(typists));
    scene.rooms.push(room("r1"), new RoomPush.MarkersMoved(List.of()));

    assertThat(client.expect(SessionPush.Typing.class).users()).isEqualTo(typists);
    assertThat(client.expect(SessionPush.Receipts.class).roomId()).isEqualTo("r1");
  }

  @Test
  void aSlowReaderFallsBehindAndIsBroughtUpWhenItAsks() {
    Client client = scene.follow("u1", "r1");
    Client other = scene.follow("u2", "r1");
    for (int i = 0; i < 6; i++) {
      post("r1", 100);
      long rev = 100L * (i + 1);
      await().until(() -> revs(other).contains(rev));
    }
    List<SessionPush> heard = new ArrayList<>(client.heard());
    SessionPush.Behind behind = client.expect(SessionPush.Behind.class);
    assertThat(behind).isEqualTo(new SessionPush.Behind("r1", 0));
    assertThat(heard).noneMatch(push -> push instanceof SessionPush.Event);
    post("r1", 1);
    client.settle();
    assertThat(revs(client)).isEmpty();

    client.ask(new SessionRequest.Subscribe(5L, "r1", 595));
    client.expect(SessionPush.SyncedRoom.class);
    post("r1", 1);

    await().until(() -> revs(client).equals(List.of(602L)));
  }

  @Test
  void aReaderThatStandsStillForTenSecondsIsSentAway() {
    Client client = scene.follow("u1", "r1");
    Client other = scene.follow("u2", "r1");
    for (int i = 0; i < 6; i++) {
      post("r1", 100);
      long rev = 100L * (i + 1);
      await().until(() -> revs(other).contains(rev));
    }
    scene.pass(Duration.ofSeconds(9));
    assertThat(scene.sessions.sessionsOf("main", "u1")).isEqualTo(1);
    scene.passUntil(Duration.ofSeconds(1), () -> scene.sessions.sessionsOf("main", "u1") == 0);

    client.expectBye(Code.SLOW);
    other.settle();
  }

  @Test
  void aReaderThatTakesSomethingInTimeStays() {
    Client client = scene.follow("u1", "r1");
    Client other = scene.follow("u2", "r1");
    for (int i = 0; i < 6; i++) {
      post("r1", 100);
      long rev = 100L * (i + 1);
      await().until(() -> revs(other).contains(rev));
    }
    scene.pass(Duration.ofSeconds(5));
    client.expect(SessionPush.Behind.class);
    scene.pass(Duration.ofSeconds(9));

    client.settle();
    assertThat(client.all(SessionPush.Bye.class)).isEmpty();
  }

  @Test
  void aSessionThatEndsIsForgottenByItsFeeds() {
    Client client = scene.follow("u1", "r1");
    Client other = scene.follow("u2", "r1");
    client.session.closed();
    await().until(() -> scene.sessions.count() == 1);
    post("r1", 1);
    other.expect(SessionPush.Event.class);

    scene.passUntil(Duration.ofSeconds(5), () -> newestAttach().online() == 1);
  }

  private RoomMessage.Attach newestAttach() {
    return (RoomMessage.Attach)
        scene.rooms.received().stream()
            .filter(message -> message instanceof RoomMessage.Attach)
            .reduce((first, second) -> second)
            .orElseThrow();
  }

  @Test
  void aRoomThatLeftMemoryIsFollowedAgainWhenASessionSendsOrTypes() {
    Client client = scene.follow("u1", "r1");
    long before = attaches();
    scene.rooms.goQuiet(room("r1"));
    scene.pass(Duration.ofSeconds(10));
    assertThat(attaches()).isEqualTo(before);

    client.ask(new SessionRequest.Delete(1L, "r1", "m1"));
    await().until(() -> attaches() == before + 1);
    scene.rooms.goQuiet(room("r1"));
    scene.pass(Duration.ofSeconds(1));
    client.ask(new SessionRequest.Typing(null, "r1", true));
    await().until(() -> attaches() == before + 2);
  }

  private long attaches() {
    return scene.rooms.received().stream()
        .filter(message -> message instanceof RoomMessage.Attach)
        .count();
  }
}
