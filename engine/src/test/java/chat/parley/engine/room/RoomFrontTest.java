package chat.parley.engine.room;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.ActorRefWithCell;
import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import akka.actor.typed.javadsl.Adapter;
import akka.actor.typed.javadsl.Behaviors;
import akka.persistence.testkit.PersistenceTestKitPlugin;
import akka.persistence.testkit.PersistenceTestKitSnapshotPlugin;
import akka.persistence.testkit.ProcessingResult;
import akka.persistence.testkit.ProcessingSuccess;
import akka.persistence.testkit.javadsl.PersistenceTestKit;
import chat.parley.engine.domain.Caller;
import chat.parley.engine.domain.Change;
import chat.parley.engine.domain.ContentType;
import chat.parley.engine.domain.ErrorCode;
import chat.parley.engine.domain.Lookup;
import chat.parley.engine.domain.MessagePage;
import chat.parley.engine.domain.PageRequest;
import chat.parley.engine.domain.RoomAnswer;
import chat.parley.engine.domain.RoomCommand;
import chat.parley.engine.domain.RoomEvent;
import chat.parley.engine.domain.RoomKey;
import chat.parley.engine.domain.RoomKind;
import chat.parley.engine.domain.RoomQuery;
import chat.parley.engine.domain.RoomReply;
import chat.parley.engine.domain.StoredMessage;
import chat.parley.engine.domain.Synced;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RoomFrontTest {

  private static final Config CONFIG =
      ConfigFactory.parseString(
              "akka.actor.allow-java-serialization = off\n"
                  + "parley.engine.restart.min = 50 ms\n"
                  + "parley.engine.room-rate { per-second = 0.001, burst = 30 }\n"
                  + "akka.loglevel = off")
          .withFallback(PersistenceTestKitPlugin.getInstance().config())
          .withFallback(PersistenceTestKitSnapshotPlugin.config())
          .withFallback(ConfigFactory.load());
  private static final ActorTestKit KIT = ActorTestKit.create(CONFIG);
  private static int rooms;

  private final PersistenceTestKit journal = PersistenceTestKit.create(KIT.system());
  private final TestProbe<RoomReply> replies = KIT.createTestProbe();
  private final TestProbe<RoomAnswer> answers = KIT.createTestProbe();
  private final TestProbe<RoomPush> feed = KIT.createTestProbe();
  private final RoomKey key = new RoomKey("main", "room" + ++rooms);
  private ActorRef<RoomMessage> front;

  @AfterAll
  static void end() {
    KIT.shutdownTestKit();
  }

  @BeforeEach
  void room() {
    journal.clearAll();
    journal.resetPolicy();
    front = start();
    run(new RoomCommand.Create(user("u1"), RoomKind.GROUP, null, null, null, List.of("u2"), false));
    replies.expectMessageClass(RoomReply.RoomIs.class);
  }

  private ActorRef<RoomMessage> start() {
    return KIT.spawn(
        Behaviors.setup(
            context ->
                Behaviors.withTimers(
                    timers ->
                        new RoomFront(
                            context,
                            timers,
                            key,
                            EngineSettings.of(CONFIG),
                            new NoHistory(),
                            Clock.systemUTC()))));
  }

  private static Caller user(String id) {
    return new Caller("main", id, id, null, Caller.Role.USER);
  }

  private void run(RoomCommand command) {
    front.tell(new RoomMessage.Execute(command, true, 0, replies.getRef()));
  }

  private static RoomCommand.Post post(String userId, String content, String clientMessageId) {
    return new RoomCommand.Post(
        user(userId), content, ContentType.TEXT, clientMessageId, null, List.of());
  }

  @Test
  void aSendIsAnsweredWhenItsEventIsInTheJournal() {
    run(post("u1", "hi", "c-1"));

    RoomReply.Posted posted = replies.expectMessageClass(RoomReply.Posted.class);
    assertThat(posted.message().seq()).isEqualTo(1);
    List<Object> events = journal.persistedInStorage(key.entityId());
    assertThat(events.get(1)).isInstanceOf(RoomEvent.MessagePosted.class);
  }

  @Test
  void whatWaitsIsAnsweredInOrder() {
    for (int i = 1; i <= 25; i++) {
      run(post("u1", "m" + i, null));
    }

    for (int i = 1; i <= 25; i++) {
      RoomReply.Posted posted = replies.expectMessageClass(RoomReply.Posted.class);
      assertThat(posted.message().seq()).isEqualTo(i);
      assertThat(posted.message().content()).isEqualTo("m" + i);
    }
  }

  @Test
  void aFailedWriteIsUnknownToTheSenderAndTheRoomComesBack() {
    journal.failNextPersisted(key.entityId());
    run(post("u1", "lost?", "c-1"));

    RoomReply.Rejected unknown = replies.expectMessageClass(RoomReply.Rejected.class);
    assertThat(unknown.code()).isEqualTo(ErrorCode.UNAVAILABLE);
    front.tell(new RoomMessage.Ask(new RoomQuery.Meta(user("u2"), 0), answers.getRef()));
    assertThat(answers.expectMessageClass(RoomAnswer.MetaIs.class).lastSeq()).isZero();
    RoomReply repeated =
        Awaitility.await()
            .until(
                () -> {
                  run(post("u1", "lost?", "c-1"));
                  return replies.receiveMessage();
                },
                reply -> reply instanceof RoomReply.Posted);
    assertThat(((RoomReply.Posted) repeated).message().seq()).isEqualTo(1);
  }

  @Test
  void markersOfManyBecomeOneEvent() {
    run(post("u1", "hi", null));
    replies.expectMessageClass(RoomReply.Posted.class);
    int before = journal.persistedInStorage(key.entityId()).size();

    run(new RoomCommand.MoveMarker(user("u2"), 1L, null));
    run(new RoomCommand.MoveMarker(user("u2"), null, 1L));
    run(new RoomCommand.MoveMarker(user("u1"), 1L, null));

    RoomReply.MarkersAre are = replies.expectMessageClass(RoomReply.MarkersAre.class);
    assertThat(are.readSeq()).isEqualTo(1);
    assertThat(are.unreadCount()).isZero();
    replies.expectMessageClass(RoomReply.MarkersAre.class);
    assertThat(journal.persistedInStorage(key.entityId())).hasSize(before + 1);
  }

  @Test
  void theRoomsRateHoldsButARepeatIsFree() {
    for (int i = 0; i < 30; i++) {
      run(post("u1", "m", "c-" + i));
      replies.expectMessageClass(RoomReply.Posted.class);
    }

    run(post("u2", "one too many", null));
    RoomReply.Rejected refused = replies.expectMessageClass(RoomReply.Rejected.class);
    assertThat(refused.code()).isEqualTo(ErrorCode.RATE_LIMITED);
    assertThat(refused.retryAfterMs()).isPositive();
    run(post("u1", "m", "c-3"));
    assertThat(replies.expectMessageClass(RoomReply.Posted.class).duplicate()).isTrue();
  }

  @Test
  void whoHasNoAllowanceLeftMayOnlyRepeat() {
    run(post("u1", "m", "c-1"));
    replies.expectMessageClass(RoomReply.Posted.class);

    front.tell(new RoomMessage.Execute(post("u1", "m", "c-1"), false, 300, replies.getRef()));
    assertThat(replies.expectMessageClass(RoomReply.Posted.class).duplicate()).isTrue();
    front.tell(new RoomMessage.Execute(post("u1", "m", "c-2"), false, 300, replies.getRef()));
    assertThat(replies.expectMessageClass(RoomReply.Rejected.class).retryAfterMs()).isEqualTo(300);
  }

  @Test
  void anAdmittedSessionMissesNothing() {
    run(post("u1", "before", null));
    front.tell(new RoomMessage.Attach(feed.getRef(), -1, 1));
    front.tell(new RoomMessage.Admit(feed.getRef(), "s1", user("u2"), 0));
    run(post("u1", "after", null));

    feed.expectMessageClass(RoomPush.Head.class);
    long rev = feed.expectMessageClass(RoomPush.Admitted.class).synced().rev();
    while (rev < 2) {
      for (Change change : feed.expectMessageClass(RoomPush.Pushed.class).changes()) {
        assertThat(change.rev()).isEqualTo(++rev);
      }
    }
    front.tell(new RoomMessage.Admit(feed.getRef(), "s2", user("stranger"), 0));
    assertThat(feed.expectMessageClass(RoomPush.Refused.class).why().code())
        .isEqualTo(ErrorCode.FORBIDDEN);
  }

  @Test
  void aFeedThatIsBehindGetsWhatItLacks() {
    for (int i = 0; i < 5; i++) {
      run(post("u1", "m", null));
      replies.expectMessageClass(RoomReply.Posted.class);
    }

    front.tell(new RoomMessage.Attach(feed.getRef(), 2, 1));
    RoomPush.Pushed pushed = feed.expectMessageClass(RoomPush.Pushed.class);
    assertThat(pushed.changes()).extracting(Change::rev).containsExactly(3L, 4L, 5L);
    assertThat(feed.expectMessageClass(RoomPush.Head.class).rev()).isEqualTo(5);
  }

  /** Asks as the parent does, which in a cluster is the shard. */
  private static void passivate(ActorRef<RoomMessage> front) {
    akka.actor.ActorRef classic = Adapter.toClassic(front);
    ActorRefWithCell cell = (ActorRefWithCell) classic;
    classic.tell(new RoomFront.Stop(), cell.underlying().parent());
  }

  @Test
  void leavingMemoryTellsTheFeedsAndForgetsNothing() {
    front.tell(new RoomMessage.Attach(feed.getRef(), -1, 1));
    feed.expectMessageClass(RoomPush.Head.class);
    run(post("u1", "hi", null));
    passivate(front);

    replies.expectMessageClass(RoomReply.Posted.class);
    feed.expectMessageClass(RoomPush.Pushed.class);
    assertThat(feed.expectMessageClass(RoomPush.GoneQuiet.class).rev()).isEqualTo(1);
    front = start();
    front.tell(
        new RoomMessage.Ask(
            new RoomQuery.Messages(user("u2"), PageRequest.newest(10), 0), answers.getRef()));
    MessagePage page = answers.expectMessageClass(RoomAnswer.Page.class).page();
    assertThat(page.messages()).hasSize(1);
  }

  @Test
  void aRoomThatIsHandedOverDoesNotSayThatItIsQuiet() {
    front.tell(new RoomMessage.Attach(feed.getRef(), -1, 1));
    feed.expectMessageClass(RoomPush.Head.class);
    CountDownLatch written = new CountDownLatch(1);
    journal.withPolicy((id, operation) -> afterwards(written));
    run(post("u1", "hi", null));
    passivate(front);
    front.tell(new RoomFront.Stop());
    written.countDown();

    replies.expectMessageClass(RoomReply.Posted.class);
    feed.expectMessageClass(RoomPush.Pushed.class);
    feed.expectTerminated(front);
    feed.expectNoMessage();
  }

  private static ProcessingResult afterwards(CountDownLatch latch) {
    try {
      assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return ProcessingSuccess.getInstance();
  }

  private MessagePage newest(ActorRef<RoomMessage> front, String userId, long minRev) {
    RoomQuery.Messages query = new RoomQuery.Messages(user(userId), PageRequest.newest(10), minRev);
    front.tell(new RoomMessage.Ask(query, answers.getRef()));
    return answers.expectMessageClass(RoomAnswer.Page.class).page();
  }

  @Test
  void aFrontThatWasPassedByReadsTheJournalBeforeItTakesBackWhatAReaderHasSeen() {
    front.tell(new RoomMessage.Attach(feed.getRef(), -1, 1));
    feed.expectMessageClass(RoomPush.Head.class);
    ActorRef<RoomMessage> stale = front;
    front = start();
    run(post("u1", "written by another front", null));
    replies.expectMessageClass(RoomReply.Posted.class);
    run(new RoomCommand.RemoveMember(user("u1"), "u2"));
    replies.receiveMessage();

    Awaitility.await()
        .untilAsserted(() -> assertThat(newest(stale, "u1", 2).messages()).hasSize(1));
    assertThat(feed.expectMessageClass(RoomPush.Pushed.class).changes()).hasSize(2);
    stale.tell(new RoomMessage.Ask(new RoomQuery.Meta(user("u2"), 2), answers.getRef()));
    assertThat(answers.expectMessageClass(RoomReply.Rejected.class).code())
        .isEqualTo(ErrorCode.FORBIDDEN);
  }

  @Test
  void aSubscriberWhoHasSeenMoreIsNotToldLess() {
    run(post("u1", "before", null));
    ActorRef<RoomMessage> stale = front;
    replies.expectMessageClass(RoomReply.Posted.class);
    front = start();
    run(post("u1", "written by another front", null));
    replies.expectMessageClass(RoomReply.Posted.class);

    Awaitility.await()
        .untilAsserted(
            () -> {
              stale.tell(new RoomMessage.Admit(feed.getRef(), "s1", user("u2"), 2));
              RoomPush answer = feed.receiveMessage();
              assertThat(answer).isInstanceOf(RoomPush.Admitted.class);
              assertThat(((RoomPush.Admitted) answer).synced().rev()).isEqualTo(2);
            });
  }

  @Test
  void aSubscriberWithARevThatNobodyWroteIsResetInTheEnd() {
    run(post("u1", "before", null));
    replies.expectMessageClass(RoomReply.Posted.class);
    Awaitility.await()
        .untilAsserted(
            () -> {
              front.tell(new RoomMessage.Admit(feed.getRef(), "s1", user("u2"), 99));
              RoomPush answer = feed.receiveMessage();
              assertThat(answer).isInstanceOf(RoomPush.Admitted.class);
              assertThat(((RoomPush.Admitted) answer).synced()).isInstanceOf(Synced.Reset.class);
            });
  }

  @Test
  void aRevThatNobodyHasWrittenIsUnavailableAndTheRoomWritesOn() {
    for (int i = 1; i <= 3; i++) {
      front.tell(new RoomMessage.Ask(new RoomQuery.Meta(user("u2"), 99), answers.getRef()));
      run(post("u1", "m" + i, null));
      assertThat(answers.expectMessageClass(RoomReply.Rejected.class).code())
          .isEqualTo(ErrorCode.UNAVAILABLE);
      assertThat(replies.expectMessageClass(RoomReply.Posted.class).message().seq()).isEqualTo(i);
    }
  }

  @Test
  void whatCameBeforeTheStopIsDoneEvenIfTheRoomWasNotReadYet() {
    front.tell(new RoomFront.Stop());
    replies.expectTerminated(front);
    front = start();
    run(post("u1", "hi", null));
    run(new RoomCommand.MoveMarker(user("u2"), 1L, null));
    front.tell(new RoomFront.Stop());

    assertThat(replies.receiveMessage()).isInstanceOf(RoomReply.Posted.class);
    assertThat(replies.receiveMessage()).isInstanceOf(RoomReply.MarkersAre.class);
    replies.expectTerminated(front);
  }

  @Test
  void typingIsToldToTheFeeds() {
    front.tell(new RoomMessage.Attach(feed.getRef(), -1, 1));
    feed.expectMessageClass(RoomPush.Head.class);
    front.tell(new RoomMessage.Typing(user("stranger"), true));
    front.tell(new RoomMessage.Typing(user("u2"), true));

    assertThat(feed.expectMessageClass(RoomPush.TypingNow.class).users())
        .containsExactly(new RoomPush.Typist("u2", "u2"));

    TestProbe<RoomPush> late = KIT.createTestProbe();
    front.tell(new RoomMessage.Attach(late.getRef(), -1, 1));
    late.expectMessageClass(RoomPush.Head.class);
    assertThat(late.expectMessageClass(RoomPush.TypingNow.class).users()).hasSize(1);
  }

  @Test
  void typingIsOffAbove200ReadersOnline() {
    front.tell(new RoomMessage.Attach(feed.getRef(), -1, 150));
    feed.expectMessageClass(RoomPush.Head.class);
    front.tell(new RoomMessage.Typing(user("u2"), true));
    feed.expectMessageClass(RoomPush.TypingNow.class);

    TestProbe<RoomPush> other = KIT.createTestProbe();
    front.tell(new RoomMessage.Attach(other.getRef(), -1, 51));

    assertThat(feed.expectMessageClass(RoomPush.TypingNow.class).users()).isEmpty();
    front.tell(new RoomMessage.Typing(user("u2"), true));
    front.tell(new RoomMessage.Detach(other.getRef()));
    front.tell(new RoomMessage.Typing(user("u1"), true));
    assertThat(feed.expectMessageClass(RoomPush.TypingNow.class).users())
        .containsExactly(new RoomPush.Typist("u1", "u1"));
  }

  private static final class NoHistory implements History {
    @Override
    public CompletionStage<MessagePage> page(RoomKey room, PageRequest request) {
      return CompletableFuture.failedFuture(new IllegalStateException("not asked here"));
    }

    @Override
    public CompletionStage<Optional<StoredMessage>> find(RoomKey room, Lookup lookup) {
      return CompletableFuture.completedFuture(Optional.empty());
    }
  }
}
