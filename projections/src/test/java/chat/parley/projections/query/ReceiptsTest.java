package chat.parley.projections.query;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.projections.Database;
import chat.parley.projections.Tables;
import chat.parley.projections.TestDatabase;
import chat.parley.projections.TestNode;
import chat.parley.projections.query.Queries.Day;
import chat.parley.projections.query.Queries.Receipt;
import chat.parley.projections.query.Queries.Receipts;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Receipts out of marker moves, and days out of activity. */
class ReceiptsTest {

  private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

  private Database database;
  private Queries queries;

  @BeforeEach
  void open() {
    database = TestDatabase.fresh();
    queries = new JdbcQueries(database, TestNode.NO_NEWS);
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void theFirstMoveOverAMessageIsItsReceiptAndWhatIsReadWasDelivered() {
    // given u2 had 1 to 5 delivered, then read 1 to 3, then all up to 9
    member("u2", 9, 9);
    move("u2", "delivered", 0, 5, 1);
    move("u2", "read", 0, 3, 2);
    move("u2", "read", 3, 9, 4);
    // and u3 read at once
    member("u3", 9, 9);
    move("u3", "read", 0, 9, 3);
    // and u4 had it delivered alone
    member("u4", 0, 4);
    move("u4", "delivered", 0, 4, 5);

    assertThat(receipts(3))
        .isEqualTo(
            new Receipts(
                List.of(at("u2", 1), at("u3", 3), at("u4", 5)), List.of(at("u2", 2), at("u3", 3))));
    assertThat(receipts(4))
        .isEqualTo(
            new Receipts(
                List.of(at("u2", 1), at("u3", 3), at("u4", 5)), List.of(at("u3", 3), at("u2", 4))));
    assertThat(receipts(7))
        .isEqualTo(
            new Receipts(List.of(at("u3", 3), at("u2", 4)), List.of(at("u3", 3), at("u2", 4))));
    assertThat(receipts(10)).isEqualTo(new Receipts(List.of(), List.of()));
  }

  @Test
  void theSenderAndWhoLeftGiveNoReceipt() {
    member("u1", 3, 3);
    move("u1", "read", 0, 3, 1);
    move("u5", "read", 0, 3, 2);

    assertThat(receipts(3)).isEqualTo(new Receipts(List.of(), List.of()));
  }

  @Test
  void whoJoinedAfterAMessageGivesNoReceiptForIt() {
    // given u2 joined when the newest was 6, and then read up to 8
    member("u2", 8, 8);
    move("u2", "read", 6, 6, 1);
    move("u2", "delivered", 6, 6, 1);
    move("u2", "read", 6, 8, 2);

    assertThat(receipts(5)).isEqualTo(new Receipts(List.of(), List.of()));
    assertThat(receipts(7)).isEqualTo(new Receipts(List.of(at("u2", 2)), List.of(at("u2", 2))));
  }

  @Test
  void statsAreTheDaysOfARoomBothEndsIncluded() {
    for (int day = 1; day <= 9; day++) {
      Tables.update(
          database,
          "insert into daily_activity values ('main', 'r1', ?, ?, 2)",
          LocalDate.of(2026, 11, day),
          10 * day);
      Tables.update(
          database,
          "insert into daily_activity values ('main', 'r2', ?, 1, 1)",
          LocalDate.of(2026, 11, day));
    }

    assertThat(
            queries
                .stats("main", "r1", LocalDate.of(2026, 11, 8), LocalDate.of(2026, 12, 31))
                .toCompletableFuture()
                .join())
        .containsExactly(
            new Day(LocalDate.of(2026, 11, 8), 80, 2), new Day(LocalDate.of(2026, 11, 9), 90, 2));
  }

  private Receipts receipts(long seq) {
    return queries.receipts("main", "r1", seq, "u1", 100).toCompletableFuture().join();
  }

  private static Receipt at(String user, int second) {
    return new Receipt(user, NOON.plusSeconds(second));
  }

  private void member(String user, long readSeq, long deliveredSeq) {
    Tables.update(
        database,
        "insert into member (tenant, room_id, user_id, role, joined_at, read_seq, delivered_seq)"
            + " values ('main', 'r1', ?, 'MEMBER', ?, ?, ?)",
        user,
        NOON,
        readSeq,
        deliveredSeq);
  }

  private void move(String user, String kind, long from, long to, int second) {
    Tables.update(
        database,
        "insert into marker_move (tenant, room_id, user_id, kind, from_seq, seq, at)"
            + " values ('main', 'r1', ?, ?, ?, ?, ?)",
        user,
        kind,
        from,
        to,
        NOON.plusSeconds(second));
  }
}
