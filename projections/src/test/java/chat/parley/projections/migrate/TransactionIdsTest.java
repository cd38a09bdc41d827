package chat.parley.projections.migrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import chat.parley.engine.domain.RoomKey;
import chat.parley.projections.Database;
import chat.parley.projections.Posts;
import chat.parley.projections.Projections;
import chat.parley.projections.Tables;
import chat.parley.projections.TestDatabase;
import chat.parley.projections.TestNode;
import chat.parley.projections.view.Dump;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A journal that came from another server, with transaction ids far ahead of this one's. */
class TransactionIdsTest {

  private Database database;

  @BeforeEach
  void open() {
    database = TestDatabase.ofANode();
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void aRestoredJournalIsNoticedRenumberedAndGoesOnWhereItWas() throws SQLException {
    // given a journal that is projected in part
    for (int i = 0; i < 20; i++) {
      post(i, 10);
    }
    try (TestNode node = TestNode.start(database)) {
      awaitApplied(node);
    }
    for (int i = 20; i < 30; i++) {
      post(i, 10);
    }

    // when it is restored on a server whose count is far behind
    Tables.update(
        database,
        "update event_journal set writer_tx = (writer_tx::text::bigint + 1000000)::text::xid8");
    Tables.update(
        database,
        "update akka_projection_offset_store set current_offset ="
            + " (split_part(current_offset, ':', 1)::bigint + 1000000) || ':'"
            + " || split_part(current_offset, ':', 2)");

    // then a node does not start but says what to do
    assertThatThrownBy(() -> TestNode.start(database)).hasMessageContaining("migrate --renumber");

    // and once renumbered it goes on
    assertThat(TransactionIds.renumber(database.settings())).isEqualTo(30 * 11);
    post(30, 10);
    try (TestNode node = TestNode.start(database)) {
      awaitApplied(node);
      assertThat(node.projections.failures()).isZero();
    }
    assertThat(Dump.number(database, "select count(*) from message")).isEqualTo(31 * 10);
    assertThat(Dump.number(database, "select sum(messages) from daily_activity"))
        .isEqualTo(31 * 10);
  }

  @Test
  void aJournalOfThisServerIsLeftAlone() throws SQLException {
    post(1, 10);

    try (TestNode node = TestNode.start(database)) {
      assertThat(node.projections).isInstanceOf(Projections.class);
      awaitApplied(node);
    }
  }

  private void post(int room, int messages) {
    database
        .transaction(
            connection -> {
              Posts.write(connection, new RoomKey("main", "r" + room), messages);
              return null;
            })
        .toCompletableFuture()
        .join();
  }

  private static void awaitApplied(TestNode node) {
    await()
        .atMost(Duration.ofSeconds(60))
        .until(
            () ->
                node.projections.lag().toCompletableFuture().join().values().stream()
                    .allMatch(lag -> lag.events() == 0));
  }
}
