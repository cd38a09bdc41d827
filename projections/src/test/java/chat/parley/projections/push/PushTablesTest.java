package chat.parley.projections.push;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import chat.parley.engine.domain.RoomKey;
import chat.parley.engine.domain.UserKey;
import chat.parley.engine.push.DuePush;
import chat.parley.engine.push.PushSubscription;
import chat.parley.engine.push.PushSubscriptions;
import chat.parley.projections.Database;
import chat.parley.projections.Posts;
import chat.parley.projections.TestDatabase;
import chat.parley.projections.TestNode;
import chat.parley.projections.rebuild.Rebuild;
import chat.parley.projections.view.Dump;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What waits to be pushed, from the journal to whoever takes it. */
class PushTablesTest {

  /** When {@link Posts} are written. */
  private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

  private static final Duration MINUTES = Duration.ofMinutes(10);
  private static final Duration LEASE = Duration.ofMinutes(1);
  private static final RoomKey ROOM = new RoomKey("main", "r1");
  private static final UserKey BO = new UserKey("main", "bo");

  private Database database;
  private JdbcPushSubscriptions subscriptions;
  private JdbcPushStore store;

  @BeforeEach
  void open() {
    database = TestDatabase.ofANode();
    subscriptions = new JdbcPushSubscriptions(database);
    store = new JdbcPushStore(database);
  }

  @AfterEach
  void close() {
    database.close();
  }

  private static <T> T answer(CompletionStage<T> stage) {
    return stage.toCompletableFuture().join();
  }

  private static PushSubscription device(String id) {
    return new PushSubscription(id, "https://push.example.com/" + id, "key", "secret");
  }

  private void subscribe(UserKey user, String id) {
    answer(subscriptions.save(user, device(id)));
  }

  private List<String> devices(UserKey user) {
    return Dump.rows(
        database,
        "select id from push_subscription where user_id = '" + user.userId() + "' order by id");
  }

  /** Ann's room with bo, and a message that mentions him, taken over at this time. */
  private void mention(Instant now, boolean web, boolean webhook) {
    answer(
        database.transaction(
            connection -> {
              Posts.write(connection, ROOM, 1, Posts.created(List.of("ann", "bo")));
              Posts.write(connection, ROOM, 2, Posts.posted(ROOM, 1, "ann", List.of("bo")));
              return null;
            }));
    JdbcPushOutbox outbox =
        new JdbcPushOutbox(web, webhook, Duration.ZERO, MINUTES, Clock.fixed(now, ZoneOffset.UTC));
    try (TestNode node = TestNode.start(database, "", outbox)) {
      await()
          .atMost(Duration.ofSeconds(30))
          .until(
              () ->
                  answer(node.projections.lag()).values().stream()
                      .allMatch(view -> view.events() == 0));
    }
    assertThat(Dump.rows(database, "select kind from notification")).hasSize(2);
  }

  private List<String> waiting() {
    return Dump.rows(
        database,
        "select n.kind || ' ' || p.target from push_due p join notification n"
            + " using (tenant, user_id, id) order by 1");
  }

  @Test
  void everyNewNotificationWaitsForEveryDeviceAndTheWebhook() {
    subscribe(BO, "phone");
    subscribe(BO, "desk");
    subscribe(new UserKey("main", "ann"), "anns");
    subscribe(new UserKey("other", "bo"), "stranger");

    mention(NOON.plusSeconds(60), true, true);

    assertThat(waiting())
        .containsExactly(
            "invitation desk",
            "invitation phone",
            "invitation webhook",
            "mention desk",
            "mention phone",
            "mention webhook");
  }

  @Test
  void onlyWhereItIsSetUp() {
    subscribe(BO, "phone");

    mention(NOON.plusSeconds(60), true, false);

    assertThat(waiting()).containsExactly("invitation phone", "mention phone");
  }

  @Test
  void aJournalThatIsReadLaterPushesNothing() {
    subscribe(BO, "phone");

    mention(NOON.plusSeconds(3_600), true, true);

    assertThat(waiting()).isEmpty();
  }

  @Test
  void aRebuildPushesNothing() throws Exception {
    subscribe(BO, "phone");
    mention(NOON.plusSeconds(60), true, true);
    answer(store.take(10, LEASE, Set.of())).forEach(push -> answer(store.done(push)));
    assertThat(waiting()).isEmpty();

    new Rebuild(database.settings()).run("notifications", (done, total) -> {});

    assertThat(Dump.rows(database, "select kind from notification")).hasSize(2);
    assertThat(waiting()).isEmpty();
  }

  @Test
  void whatOneTookNobodyElseGetsUntilTheLeaseEnds() {
    mention(NOON.plusSeconds(60), false, true);

    List<DuePush> taken = answer(store.take(1, LEASE, Set.of()));
    List<DuePush> others = answer(store.take(10, Duration.ZERO, Set.of()));

    assertThat(taken).hasSize(1);
    assertThat(others).hasSize(1).doesNotContainAnyElementsOf(taken);
    assertThat(answer(store.take(10, LEASE, Set.of()))).isEqualTo(others);
    assertThat(answer(store.take(10, LEASE, Set.of()))).isEmpty();
  }

  @Test
  void whoHasEnoughIsPassedOver() {
    subscribe(BO, "phone");
    mention(NOON.plusSeconds(60), true, true);

    List<DuePush> toWebhook = answer(store.take(10, LEASE, Set.of("push.example.com")));
    List<DuePush> toNobody = answer(store.take(10, LEASE, Set.of("push.example.com")));
    List<DuePush> toPhone = answer(store.take(10, LEASE, Set.of(DuePush.WEBHOOK)));

    assertThat(toWebhook).hasSize(2).allMatch(DuePush::isForWebhook);
    assertThat(toNobody).isEmpty();
    assertThat(toPhone).hasSize(2).noneMatch(DuePush::isForWebhook);
  }

  @Test
  void whatFailedComesAgainAndIsCounted() {
    mention(NOON.plusSeconds(60), false, true);
    List<DuePush> taken = answer(store.take(2, LEASE, Set.of()));
    answer(store.later(taken.get(0), Duration.ZERO, true));
    answer(store.later(taken.get(1), Duration.ofHours(1), false));

    List<DuePush> again = answer(store.take(2, LEASE, Set.of()));

    assertThat(again).hasSize(1);
    assertThat(again.get(0).notificationId()).isEqualTo(taken.get(0).notificationId());
    assertThat(again.get(0).attempts()).isEqualTo(1);
  }

  @Test
  void whatWasToldIsLookedAtAgainAndItsAttemptsAreForgotten() {
    mention(NOON.plusSeconds(60), false, true);
    List<DuePush> taken = answer(store.take(2, LEASE, Set.of()));
    answer(store.later(taken.get(0), Duration.ZERO, true));
    answer(store.told(taken.get(0), Duration.ZERO));
    answer(store.told(taken.get(1), Duration.ofHours(1)));

    List<DuePush> again = answer(store.take(2, LEASE, Set.of()));

    assertThat(taken).noneMatch(DuePush::told);
    assertThat(again).hasSize(1);
    assertThat(again.get(0).notificationId()).isEqualTo(taken.get(0).notificationId());
    assertThat(again.get(0).told()).isTrue();
    assertThat(again.get(0).attempts()).isZero();
    assertThat(again.get(0).isWithdrawal()).isFalse();
  }

  @Test
  void whatIsTakenShowsHowTheNotificationIsNow() {
    subscribe(BO, "phone");
    mention(NOON.plusSeconds(60), true, false);
    answer(
        database.query(
            connection -> {
              try (var statement = connection.createStatement()) {
                statement.execute("update member set read_seq = 1 where user_id = 'bo'");
                statement.execute("delete from notification where kind = 'invitation'");
              }
              return null;
            }));

    List<DuePush> taken = answer(store.take(10, LEASE, Set.of()));

    assertThat(taken).hasSize(2).allMatch(push -> push.subscription().equals(device("phone")));
    assertThat(taken)
        .filteredOn(push -> push.notification() != null)
        .singleElement()
        .satisfies(
            push -> {
              assertThat(push.user()).isEqualTo(BO);
              assertThat(push.notification().read()).isTrue();
              assertThat(push.notification().actorName()).isEqualTo("Name of ann");
              assertThat(push.muted()).isFalse();
            });
  }

  @Test
  void aDeviceThatIsGoneTakesNothingElseWithIt() {
    subscribe(BO, "phone");
    subscribe(BO, "desk");
    mention(NOON.plusSeconds(60), true, false);
    DuePush push =
        answer(store.take(10, LEASE, Set.of())).stream()
            .filter(one -> one.target().equals("phone"))
            .findFirst()
            .orElseThrow();

    answer(store.gone(push));

    assertThat(devices(BO)).containsExactly("desk");
    assertThat(waiting()).hasSize(3);
  }

  @Test
  void oneDeviceTooManyAndTheOldestGoes() {
    for (int i = 0; i < PushSubscriptions.MOST; i++) {
      subscribe(BO, "device-" + (char) ('a' + i));
    }
    subscribe(BO, "device-a");

    subscribe(BO, "one more");

    assertThat(devices(BO))
        .hasSize(PushSubscriptions.MOST)
        .contains("device-a", "one more")
        .doesNotContain("device-b");
  }
}
