package chat.parley.engine.feed;

import static chat.parley.engine.feed.Samples.admin;
import static chat.parley.engine.feed.Samples.left;
import static chat.parley.engine.feed.Samples.posted;
import static chat.parley.engine.feed.Samples.pushed;
import static chat.parley.engine.feed.Samples.user;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.ManualTime;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import chat.parley.engine.domain.Caller;
import chat.parley.engine.domain.ErrorCode;
import chat.parley.engine.domain.ModerationStatus;
import chat.parley.engine.domain.RoomEvent;
import chat.parley.engine.domain.RoomKey;
import chat.parley.engine.domain.RoomReply.Rejected;
import chat.parley.engine.domain.Synced;
import chat.parley.engine.room.RoomMessage;
import chat.parley.engine.room.RoomPush;
import com.typesafe.config.ConfigFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class FeedsTest {

  private static final ActorTestKit KIT =
      ActorTestKit.create(ManualTime.config().withFallback(ConfigFactory.load()));
  private static final ManualTime TIME = ManualTime.get(KIT.system());
  private static final RoomKey ROOM = new RoomKey("main", "r1");

  private final TestProbe<RoomMessage> room = KIT.createTestProbe();
  private final Map<RoomKey, Long> journal = new ConcurrentHashMap<>();
  private final Queue<Set<RoomKey>> compared = new ConcurrentLinkedQueue<>();
  private final ActorRef<Feeds.Message<Object>> feeds =
      KIT.spawn(
          Feeds.of(
              (key, message) -> room.getRef().tell(message),
              new Samples.Plain(),
              FeedSettings.of(KIT.system().settings().config()),
              rooms -> {
                compared.add(rooms);
                return CompletableFuture.completedFuture(journal);
              }));
  private ActorRef<RoomPush> line;
  private int joined;

  @AfterAll
  static void end() {
    KIT.shutdownTestKit();
  }

  private RecordingSubscriber join(Caller caller, long rev) {
    RecordingSubscriber session = new RecordingSubscriber("s" + ++joined, caller, rev);
    feeds.tell(new Feeds.Join<>(ROOM, session, rev));
    return session;
  }

  private RoomMessage.Admit expectAdmit() {
    return room.expectMessageClass(RoomMessage.Admit.class);
  }

  private RoomMessage.Attach expectAttach() {
    RoomMessage.Attach attach = room.expectMessageClass(RoomMessage.Attach.class);
    line = attach.feed();
    return attach;
  }

  private static Synced resumed(long rev) {
    return new Synced.Resumed(rev, rev, 0, List.of());
  }

  private void admit(RecordingSubscriber session, long rev) {
    line.tell(new RoomPush.Admitted(session.id(), resumed(rev)));
    await().until(() -> session.rev() == rev);
  }

  /** A session in the stream since a rev, the first of its feed. */
  private RecordingSubscriber following(Caller caller, long rev) {
    RecordingSubscriber session = join(caller, rev);
    expectAttach();
    head(rev);
    expectAdmit();
    admit(session, rev);
    return session;
  }

  private RecordingSubscriber followingToo(Caller caller, long rev) {
    RecordingSubscriber session = join(caller, rev);
    expectAdmit();
    admit(session, rev);
    return session;
  }

  private void expectNothingFor(Duration time) {
    TIME.expectNoMessageFor(time, room);
  }

  /** Until the node's feeds compare the room with the journal. */
  private void goneQuiet(long rev) {
    line.tell(new RoomPush.GoneQuiet(rev));
    awaitComparison();
    room.expectNoMessage(Duration.ZERO);
  }

  private void awaitComparison() {
    compared.clear();
    await()
        .until(
            () -> {
              TIME.timePasses(Duration.ofSeconds(3));
              return compared.contains(Set.of(ROOM));
            });
  }

  @Test
  void theFirstSessionMakesAFeedAndTheOthersShareIt() {
    join(user("u1"), 41);

    RoomMessage.Attach attach = expectAttach();
    assertThat(attach.rev()).isEqualTo(-1);
    assertThat(attach.online()).isEqualTo(1);
    RoomMessage.Admit first = expectAdmit();
    assertThat(first.rev()).isEqualTo(41);
    join(user("u2"), -1);
    assertThat(expectAdmit().feed()).isEqualTo(first.feed()).isEqualTo(attach.feed());
    expectNothingFor(Duration.ofMillis(900));
  }

  @Test
  void theSubscriptionIsRenewedWithTheNewestRevAndTheUsersOnline() {
    following(user("u1"), 5);
    followingToo(user("u1"), 5);
    followingToo(user("u2"), 5);
    line.tell(pushed(posted(6)));

    TIME.timePasses(Duration.ofSeconds(5));

    RoomMessage.Attach renewal = expectAttach();
    assertThat(renewal.rev()).isEqualTo(6);
    assertThat(renewal.online()).isEqualTo(2);
  }

  @Test
  void anAdmissionIsAskedForAgainUntilItIsAnswered() {
    RecordingSubscriber session = join(user("u1"), 3);
    expectAttach();
    head(3);
    String id = expectAdmit().sessionId();

    TIME.timePasses(Duration.ofSeconds(2));
    assertThat(expectAdmit().sessionId()).isEqualTo(id);
    admit(session, 3);

    expectNothingFor(Duration.ofSeconds(2));
  }

  @Test
  void aRoomThatNeverAnswersIsUnavailable() {
    RecordingSubscriber session = join(user("u1"), 3);
    for (int i = 0; i < 10; i++) {
      TIME.timePasses(Duration.ofSeconds(1));
    }

    List<RoomMessage> asked = room.receiveSeveralMessages(2 * 5 + 5);
    assertThat(asked).filteredOn(RoomMessage.Admit.class::isInstance).hasSize(5);

    await().until(() -> session.heard().size() == 1);
    assertThat(((Rejected) session.heard().get(0)).code()).isEqualTo(ErrorCode.UNAVAILABLE);
  }

  @Test
  void aRefusalThatMayPassIsAskedForAgainAndOneThatStaysIsTold() {
    RecordingSubscriber session = join(user("u1"), 3);
    expectAttach();
    head(3);
    expectAdmit();
    line.tell(new RoomPush.Refused(session.id(), Rejected.of(ErrorCode.UNAVAILABLE, "not now")));

    TIME.timePasses(Duration.ofSeconds(2));
    expectAdmit();
    assertThat(session.heard()).isEmpty();
    Rejected no = Rejected.of(ErrorCode.FORBIDDEN, "no");
    line.tell(new RoomPush.Refused(session.id(), no));

    await().until(() -> session.heard().equals(List.of(no)));
    expectNothingFor(Duration.ofSeconds(2));
  }

  @Test
  void onlySoManyAdmissionsAreUnderWayAtATime() {
    List<RecordingSubscriber> sessions = new ArrayList<>();
    for (int i = 0; i < 70; i++) {
      sessions.add(join(user("u" + i), -1));
    }
    expectAttach();
    for (int i = 0; i < 64; i++) {
      expectAdmit();
    }
    expectNothingFor(Duration.ofMillis(500));

    admit(sessions.get(0), 1);
    assertThat(expectAdmit().sessionId()).isEqualTo(sessions.get(64).id());
  }

  @Test
  void aSessionGetsWhatFollowsItsAdmissionAndNothingTwice() {
    RecordingSubscriber first = following(user("u1"), 5);
    line.tell(pushed(posted(6)));
    RecordingSubscriber second = followingToo(user("u2"), 6);

    line.tell(pushed(posted(6), posted(7)));
    line.tell(pushed(posted(7), posted(8)));

    await().until(() -> second.rev() == 8);
    assertThat(first.revs()).containsExactly(6L, 7L, 8L);
    assertThat(second.revs()).containsExactly(7L, 8L);
  }

  @Test
  void whatTheRoomSaysWhileItsFeedIsBusyGoesOutTogether() {
    RecordingSubscriber session = following(user("u1"), 0);

    synchronized (session) { // it takes nothing meanwhile
      for (long rev = 1; rev <= 50; rev++) {
        line.tell(pushed(posted(rev)));
      }
    }

    await().until(() -> session.rev() == 50);
    assertThat(session.complaint()).isNull();
    assertThat(session.calls()).isLessThanOrEqualTo(3);
  }

  @Test
  void aSessionThatIsAdmittedAheadOfTheFeedGetsNothingOfWhatTheOthersMissed() {
    RecordingSubscriber first = following(user("u1"), 5);
    RecordingSubscriber second = join(user("u2"), 0);
    expectAdmit();
    admit(second, 8);

    assertThat(expectAttach().rev()).isEqualTo(5);
    line.tell(pushed(posted(6), posted(7), posted(8), posted(9)));

    await().until(() -> second.rev() == 9 && first.rev() == 9);
    assertThat(first.revs()).containsExactly(6L, 7L, 8L, 9L);
    assertThat(second.revs()).containsExactly(9L);
  }

  @Test
  void anAdmissionFromBeforeWhatWasHandedOnIsAskedForAgain() {
    following(user("u1"), 9);
    RecordingSubscriber second = join(user("u2"), 3);
    expectAdmit();
    line.tell(new RoomPush.Admitted(second.id(), resumed(7)));

    TIME.timePasses(Duration.ofSeconds(2));
    expectAdmit();
    admit(second, 9);

    assertThat(second.heard()).hasSize(1);
  }

  @Test
  void aGapIsAskedForOnceAndNothingIsHandedOutOfOrder() {
    RecordingSubscriber session = following(user("u1"), 5);
    line.tell(pushed(posted(8)));
    line.tell(pushed(posted(9)));

    assertThat(expectAttach().rev()).isEqualTo(5);
    expectNothingFor(Duration.ofMillis(900));
    assertThat(session.revs()).isEmpty();
    line.tell(pushed(posted(6), posted(7), posted(8), posted(9)));
    head(9);
    line.tell(pushed(posted(12)));

    assertThat(expectAttach().rev()).isEqualTo(9);
    assertThat(session.revs()).containsExactly(6L, 7L, 8L, 9L);
  }

  @Test
  void anAnswerToARenewalThatShowsMoreIsAskedForAtOnce() {
    RecordingSubscriber session = following(user("u1"), 5);
    head(7);

    assertThat(expectAttach().rev()).isEqualTo(5);
    line.tell(pushed(posted(6), posted(7)));
    head(7);
    await().until(() -> session.rev() == 7);
    expectNothingFor(Duration.ofSeconds(1));
  }

  @Test
  void whatTheRoomHasForgottenIsMadeUpForEachSessionFromWhatItHad() {
    RecordingSubscriber first = following(user("u1"), 5);
    RecordingSubscriber second = join(user("u2"), 1);
    expectAdmit();
    admit(second, 6);
    expectAttach();
    line.tell(new RoomPush.Lost(300));

    RoomMessage.Admit one = expectAdmit();
    RoomMessage.Admit other = expectAdmit();
    assertThat(one.sessionId()).isEqualTo(first.id());
    assertThat(one.rev()).isEqualTo(5);
    assertThat(other.rev()).isEqualTo(6);
    line.tell(new RoomPush.Admitted(first.id(), new Synced.Reset(300, 300, 0, List.of())));
    line.tell(new RoomPush.Admitted(second.id(), resumed(300)));
    line.tell(pushed(posted(301)));

    await().until(() -> second.rev() == 301 && first.rev() == 301);
    assertThat(first.revs()).containsExactly(301L);
  }

  @Test
  void theEndOfTheRoomsActorIsAnsweredByAskingForItAgain() {
    TestProbe<RoomMessage> incarnation = KIT.createTestProbe();
    following(user("u1"), 5);
    line.tell(new RoomPush.Head(5, 5, incarnation.getRef()));
    line.tell(pushed(posted(6)));
    end(incarnation);

    assertThat(expectAttachBeforeLong().rev()).isEqualTo(6);
    for (int i = 0; i < 3; i++) {
      TIME.timePasses(Duration.ofSeconds(1));
      assertThat(expectAttach().rev()).as("asked again until the room answers").isEqualTo(6);
    }
    head(6);
    expectNothingFor(Duration.ofMillis(900));
  }

  @Test
  void aRoomWhoseEndOvertakesItsLastWordIsLeftAlone() {
    TestProbe<RoomMessage> incarnation = KIT.createTestProbe();
    following(user("u1"), 5);
    line.tell(new RoomPush.Head(5, 5, incarnation.getRef()));
    end(incarnation);
    line.tell(new RoomPush.GoneQuiet(5));

    expectNothingFor(Duration.ofSeconds(2));
  }

  @Test
  void aFeedWithoutSessionsDoesNotCallAnEndedRoomToLife() {
    TestProbe<RoomMessage> incarnation = KIT.createTestProbe();
    RecordingSubscriber session = following(user("u1"), 5);
    line.tell(new RoomPush.Head(5, 5, incarnation.getRef()));
    feeds.tell(new Feeds.Leave<>(ROOM, session.id()));
    end(incarnation);
    journal.put(ROOM, 6L);
    awaitComparison();
    expectNothingFor(Duration.ofSeconds(5));

    join(user("u1"), 5);
    expectAttach();
    expectAdmit();
  }

  @Test
  void aRoomThatWentQuietIsLeftAloneUntilASessionActs() {
    following(user("u1"), 5);
    goneQuiet(5);
    expectNothingFor(Duration.ofSeconds(20));

    feeds.tell(new Feeds.Stir<>(ROOM));
    assertThat(expectAttach().rev()).isEqualTo(5);
    TIME.timePasses(Duration.ofSeconds(5));
    expectAttach();
  }

  @Test
  void aRoomThatWentQuietIsFollowedAgainForANewSession() {
    following(user("u1"), 5);
    goneQuiet(5);

    join(user("u2"), 2);

    assertThat(expectAttach().online()).isEqualTo(2);
    expectAdmit();
  }

  @Test
  void aJournalThatKnowsMoreThanADormantFeedWakesIt() {
    following(user("u1"), 5);
    journal.put(ROOM, 5L);
    goneQuiet(5);
    awaitComparison();
    expectNothingFor(Duration.ofMillis(100));

    journal.put(ROOM, 6L);
    awaitComparison();

    assertThat(expectAttach().rev()).isEqualTo(5);
  }

  @Test
  void aRoomThatSpeaksAgainIsFollowedAgain() {
    RecordingSubscriber session = following(user("u1"), 5);
    goneQuiet(5);

    line.tell(pushed(posted(6)));
    await().until(() -> session.rev() == 6);
    TIME.timePasses(Duration.ofSeconds(5));

    assertThat(expectAttach().rev()).isEqualTo(6);
  }

  @Test
  void aRoomThatWentQuietWithMoreThanTheFeedHasIsAskedForIt() {
    following(user("u1"), 5);
    line.tell(new RoomPush.GoneQuiet(6));

    assertThat(expectAttach().rev()).isEqualTo(5);
  }

  @Test
  void aMemberWhoIsRemovedHearsOfItAndThenNothing() {
    RecordingSubscriber removed = following(user("u1"), 5);
    RecordingSubscriber sameUser = followingToo(user("u1"), 5);
    RecordingSubscriber other = followingToo(user("u2"), 5);
    RecordingSubscriber admin = followingToo(admin("u1"), 5);

    line.tell(pushed(left(6, "u1"), posted(7)));
    line.tell(pushed(posted(8)));

    await().until(() -> other.rev() == 8 && admin.rev() == 8);
    assertThat(removed.revs()).containsExactly(6L);
    assertThat(removed.heard()).endsWith("ended");
    assertThat(sameUser.revs()).containsExactly(6L);
  }

  @Test
  void aMemberWhoCameBackStaysThoughTheFeedHearsLateThatHeWasGone() {
    RecordingSubscriber other = following(user("u2"), 5);
    RecordingSubscriber back = join(user("u1"), -1);
    expectAdmit();
    admit(back, 7);
    expectAttach();

    line.tell(pushed(left(6, "u1"), posted(7), posted(8)));

    await().until(() -> other.rev() == 8 && back.rev() == 8);
    assertThat(back.revs()).containsExactly(8L);
  }

  @Test
  void aPushIsMadeOnceForAllWhoMaySeeTheSame() {
    RecordingSubscriber sender = following(user("u1"), 5);
    RecordingSubscriber senderToo = followingToo(user("u1"), 5);
    RecordingSubscriber other = followingToo(user("u2"), 5);
    RecordingSubscriber third = followingToo(user("u3"), 5);

    line.tell(pushed(posted(6), posted(7, "u1", "secret", ModerationStatus.PENDING)));

    await().until(() -> third.rev() == 7);
    assertThat(push(sender, 6)).isSameAs(push(other, 6)).isSameAs(push(third, 6));
    assertThat(push(sender, 7)).isSameAs(push(senderToo, 7)).isNotSameAs(push(other, 7));
    assertThat(push(other, 7)).isSameAs(push(third, 7));
    assertThat(push(sender, 7).toString()).contains("secret");
    assertThat(push(other, 7).toString()).doesNotContain("secret").contains("PENDING");
  }

  private static Object push(RecordingSubscriber session, long rev) {
    return session.heard().stream()
        .filter(what -> what instanceof RecordingSubscriber.Event event && event.rev() == rev)
        .map(what -> ((RecordingSubscriber.Event) what).push())
        .findFirst()
        .orElseThrow();
  }

  @Test
  void typingAndReceiptsReachThoseInTheStream() {
    RecordingSubscriber session = following(user("u1"), 5);
    RecordingSubscriber waiting = join(user("u2"), 5);
    expectAdmit();
    List<RoomPush.Typist> typists = List.of(new RoomPush.Typist("u2", "Bo"));
    List<RoomEvent.Marker> markers = List.of(new RoomEvent.Marker("u2", 3, 3));

    line.tell(new RoomPush.TypingNow(typists));
    line.tell(new RoomPush.MarkersMoved(markers));

    await().until(() -> session.heard().size() == 3);
    assertThat(session.heard()).endsWith(typists, markers);
    assertThat(waiting.heard()).isEmpty();
  }

  @Test
  void whoComesIsShownWhoTypesAndNobodyDoesWhenTheRoomIsGone() {
    RecordingSubscriber session = following(user("u1"), 5);
    List<RoomPush.Typist> typists = List.of(new RoomPush.Typist("u2", "Bo"));
    line.tell(new RoomPush.TypingNow(typists));
    await().until(() -> session.heard().contains(typists));
    RecordingSubscriber late = followingToo(user("u3"), 5);
    await().until(() -> late.heard().contains(typists));

    line.tell(new RoomPush.GoneQuiet(5));

    await().until(() -> session.heard().contains(List.of()) && late.heard().contains(List.of()));
  }

  @Test
  void aFeedEndsSomeTimeAfterItsLastSessionAndIsMadeAnew() {
    RecordingSubscriber session = following(user("u1"), 5);
    ActorRef<RoomPush> before = line;
    feeds.tell(new Feeds.Leave<>(ROOM, session.id()));
    for (int i = 0; i < 5; i++) {
      TIME.timePasses(Duration.ofSeconds(5));
      assertThat(expectAttach().online()).isZero();
      head(5);
    }
    TIME.timePasses(Duration.ofSeconds(5));

    RoomMessage last = room.receiveMessage();
    if (last instanceof RoomMessage.Attach) {
      last = room.receiveMessage();
    }
    assertThat(last).isEqualTo(new RoomMessage.Detach(before));
    join(user("u1"), 5);
    expectAttach();
    assertThat(line).isNotEqualTo(before);
  }

  @Test
  void aSessionThatComesInTimeKeepsTheFeed() {
    RecordingSubscriber session = following(user("u1"), 5);
    ActorRef<RoomPush> before = line;
    feeds.tell(new Feeds.Leave<>(ROOM, session.id()));
    TIME.timePasses(Duration.ofSeconds(5));
    expectAttach();
    head(5);
    TIME.timePasses(Duration.ofSeconds(4));
    RecordingSubscriber next = join(user("u1"), 5);
    expectAdmit();
    admit(next, 5);

    TIME.timePasses(Duration.ofSeconds(31));
    line.tell(pushed(posted(6)));

    await().until(() -> next.rev() == 6);
    assertThat(line).isEqualTo(before);
  }

  @Test
  void aFeedThatFailsTellsItsSessionsToSubscribeAgain() {
    RecordingSubscriber session = following(user("u1"), 5);
    ActorRef<RoomPush> before = line;
    line.tell(new RoomPush() {});

    await().until(() -> session.heard().contains(new RecordingSubscriber.Behind(5)));
    assertThat(room.receiveMessage()).isEqualTo(new RoomMessage.Detach(before));
    await()
        .until(
            () -> {
              join(user("u1"), 5);
              return expectAttach().feed() != before;
            });
  }

  private static void end(TestProbe<RoomMessage> incarnation) {
    incarnation.stop();
    KIT.createTestProbe().expectTerminated(incarnation.getRef());
  }

  /** Sooner than by a renewal. The end of an actor comes when it comes, whatever the clock says. */
  private RoomMessage.Attach expectAttachBeforeLong() {
    AssertionError last = null;
    for (int tenths = 0; tenths < 9; tenths++) {
      TIME.timePasses(Duration.ofMillis(100));
      try {
        return room.expectMessageClass(RoomMessage.Attach.class, Duration.ofMillis(300));
      } catch (AssertionError nothingYet) {
        last = nothingYet;
      }
    }
    throw last;
  }

  private void head(long rev) {
    line.tell(new RoomPush.Head(rev, rev, room.getRef()));
  }
}
