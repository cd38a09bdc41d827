package chat.parley.engine.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.typed.ActorRef;
import chat.parley.engine.domain.Notification;
import chat.parley.engine.domain.RoomKey;
import chat.parley.engine.inbox.InboxViews.Answer;
import chat.parley.engine.inbox.InboxViews.Counts;
import chat.parley.engine.inbox.InboxViews.Membership;
import chat.parley.engine.inbox.InboxViews.Notice;
import chat.parley.engine.inbox.InboxViews.Question;
import chat.parley.engine.inbox.InboxViews.RoomUser;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A node's desk among digests that come, and digests that do not. */
class InboxDeskTest {

  private static final InboxUser BOB = new InboxUser("main", "bob");
  private static final RoomUser BOB_IN_R1 = in("r1");

  private final ActorTestKit kit = ActorTestKit.create();
  private final Map<RoomUser, Long> views = new ConcurrentHashMap<>();
  private final List<Notification> newest = new CopyOnWriteArrayList<>();
  private final List<Question> asked = new CopyOnWriteArrayList<>();
  private final List<String> told = new CopyOnWriteArrayList<>();
  private ActorRef<InboxMessage> desk;
  private volatile boolean away;

  private static RoomUser in(String roomId) {
    return new RoomUser(new RoomKey("main", roomId), "bob");
  }

  private final InboxReader reader =
      new InboxReader() {
        @Override
        public Set<InboxUser> here() {
          return Set.of(BOB);
        }

        @Override
        public void changed(InboxUser user, List<InboxRoom> rooms) {
          rooms.forEach(room -> told.add(room.roomId() + " " + room.unreadCount()));
        }

        @Override
        public void notified(InboxUser user, Notification notification) {
          told.add(notification.id() + (notification.read() ? " read" : " new"));
        }

        @Override
        public void withdrawn(InboxUser user, String notificationId) {
          told.add(notificationId + " gone");
        }
      };

  /** Rooms hold as many unread messages as events. */
  private CompletionStage<Answer> look(Question question) {
    asked.add(question);
    if (away) {
      return CompletableFuture.failedFuture(new IllegalStateException("the database is away"));
    }
    List<Membership> members = new ArrayList<>();
    if (question.members().contains(BOB)) {
      views.forEach((who, sequenceNr) -> members.add(new Membership(who, sequenceNr)));
    }
    List<Counts> counts = new ArrayList<>();
    for (RoomUser who : question.counts()) {
      if (views.containsKey(who)) {
        long n = views.get(who);
        counts.add(new Counts(who, new InboxRoom(who.room().roomId(), n, Instant.EPOCH, n, 0)));
      }
    }
    List<Notice> missed = new ArrayList<>();
    question.missed().forEach(user -> newest.forEach(n -> missed.add(new Notice(user, n))));
    return CompletableFuture.completedFuture(
        new Answer(members, counts, List.of(), List.of(), missed));
  }

  @BeforeEach
  void aDeskThatKnowsBob() {
    views.put(BOB_IN_R1, 5L);
    desk =
        kit.spawn(
            InboxDesk.of(
                this::look,
                reader,
                new InboxSettings(
                    Duration.ofMillis(5),
                    Duration.ofMillis(10),
                    100,
                    100,
                    100,
                    Duration.ofHours(1))));
    await().until(() -> asked.stream().anyMatch(q -> q.members().contains(BOB)));
  }

  @AfterEach
  void close() {
    kit.shutdownTestKit();
  }

  private static RoomNews news(String roomId, long sequenceNr, boolean all, Set<String> concerned) {
    return new RoomNews(new RoomKey("main", roomId), sequenceNr, all, concerned, Set.of());
  }

  private void digest(String from, long number, boolean tookOver, RoomNews... news) {
    desk.tell(new InboxMessage.Digest(from, number, tookOver, List.of(news), List.of()));
  }

  private void awaitTold(String what) {
    await().until(() -> told.contains(what));
  }

  @Test
  void membersOfARoomWithNewsAreToldItsCounts() {
    views.put(BOB_IN_R1, 6L);
    digest("a", 1, false, news("r1", 6, true, Set.of()));

    awaitTold("r1 6");
    assertThat(told).containsExactly("r1 6");
  }

  @Test
  void newsThatConcernOthersAreNotLookedUp() {
    digest("a", 1, false, news("r1", 6, false, Set.of("cy")), news("r2", 3, true, Set.of("cy")));
    views.put(BOB_IN_R1, 7L);
    digest("a", 2, false, news("r1", 7, true, Set.of()));

    awaitTold("r1 7");
    assertThat(told).containsExactly("r1 7");
  }

  @Test
  void aDigestThatIsMissedIsMadeUpFor() {
    digest("a", 1, false);
    views.put(BOB_IN_R1, 9L);
    views.put(in("r7"), 2L);
    newest.add(notification("n1"));
    digest("a", 3, false);

    awaitTold("r1 9");
    awaitTold("r7 2");
    awaitTold("n1 new");
  }

  @Test
  void whatAnotherNodeMayHaveLeftUntoldIsMadeUpForOnce() {
    digest("b", 1, false, news("r1", 5, false, Set.of()));
    views.put(BOB_IN_R1, 8L);
    newest.add(notification("n1"));
    digest("c", 1, true);
    awaitTold("r1 8");
    awaitTold("n1 new");

    digest("c", 2, true);
    views.put(BOB_IN_R1, 9L);
    digest("c", 3, false, news("r1", 9, true, Set.of()));

    awaitTold("r1 9");
    assertThat(told).containsExactlyInAnyOrder("r1 8", "n1 new", "r1 9");
  }

  @Test
  void whatCannotBeLookedUpIsLookedUpLater() {
    away = true;
    views.put(BOB_IN_R1, 6L);
    digest("a", 1, false, news("r1", 6, true, Set.of()));
    int before = asked.size();
    await().until(() -> asked.size() > before + 1);
    assertThat(told).isEmpty();

    away = false;
    awaitTold("r1 6");
  }

  @Test
  void whoHasJoinedFollowsAndWhoHasLeftDoesNot() {
    views.put(in("r2"), 1L);
    digest("a", 1, false, news("r2", 1, false, Set.of("bob")));
    awaitTold("r2 1");

    views.remove(in("r2"));
    digest(
        "a", 2, false, new RoomNews(new RoomKey("main", "r2"), 2, false, Set.of(), Set.of("bob")));
    views.put(BOB_IN_R1, 6L);
    digest("a", 3, false, news("r2", 3, true, Set.of()), news("r1", 6, true, Set.of()));

    awaitTold("r1 6");
    assertThat(told).containsExactly("r2 1", "r1 6");
  }

  @Test
  void aNotificationThatIsThereNoMoreIsWithdrawn() {
    desk.tell(
        new InboxMessage.Digest(
            "a", 1, false, List.of(), List.of(new NoticeKey("main", "bob", "n1"))));

    awaitTold("n1 gone");
  }

  private static Notification notification(String id) {
    return new Notification(id, "mention", "r1", "cy", "Cy", id, 3, "hello", Instant.EPOCH, false);
  }
}
