package chat.parley.projections.journal;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.engine.domain.RoomKey;
import chat.parley.projections.Database;
import chat.parley.projections.Posts;
import chat.parley.projections.Tables;
import chat.parley.projections.TestDatabase;
import chat.parley.projections.view.Dump;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One slice of the journal in the order of commits. */
class JournalReaderTest {

  private static final RoomKey ROOM = new RoomKey("main", "r");

  private Database database;

  @BeforeEach
  void open() {
    database = TestDatabase.fresh();
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void transactionsAreOrderedAsNumbers() throws SQLException {
    // given rows of transactions whose numbers have one digit, two, and so on
    write(ROOM, 3);
    long[] transactions = {9, 10, 99, 100};
    for (int i = 0; i < transactions.length; i++) {
      Tables.update(
          database,
          "update event_journal set writer_tx = ?::text::xid8 where sequence_number = " + (i + 1),
          Long.toString(transactions[i]));
    }

    // then they come in the order of their numbers
    List<Position> positions = read(2);
    assertThat(positions).hasSize(4).isSorted();
  }

  @Test
  void whatIsNotCommittedHoldsBackWhatCameLater() throws SQLException {
    RoomKey other = sameSlice();
    try (Connection open = database.settings().connect()) {
      // given a transaction that wrote first and is still open
      open.setAutoCommit(false);
      Posts.write(open, ROOM, 3);
      write(other, 2);
      assertThat(read(100)).isEmpty();

      // when it commits
      open.commit();
    }

    // then all is there, its rows first
    assertThat(read(100)).hasSize(4 + 3).isSorted();
  }

  @Test
  void whatIsRolledBackLeavesNoGapToWaitFor() throws SQLException {
    try (Connection open = database.settings().connect()) {
      open.setAutoCommit(false);
      Posts.write(open, ROOM, 3);
      open.rollback();
    }
    write(ROOM, 2);

    assertThat(read(100)).hasSize(3);
  }

  @Test
  void theSliceOfARoomFollowsFromItsIdAlone() {
    for (int i = 0; i < 50; i++) {
      write(new RoomKey("main", "room-" + i), 0);
    }

    List<String> slices =
        Dump.rows(database, "select distinct slice::text from event_journal order by 1");
    assertThat(slices).containsExactly("0", "1", "2", "3", "4", "5", "6", "7");
    assertThat(
            Dump.number(
                database, "select slice from event_journal where persistence_id = 'main/room-7'"))
        .isEqualTo(6);
  }

  @Test
  void aLargeJournalIsReadByItsIndexAndNeverSorted() throws SQLException {
    // given
    for (int i = 0; i < 200; i++) {
      write(new RoomKey("main", "room-" + i), 100);
    }
    Tables.update(database, "analyze event_journal");

    // then
    String plan =
        String.join(
            "\n",
            Dump.rows(
                database,
                "explain "
                    + JournalReader.NEXT
                        .replaceFirst("\\?", "3")
                        .replaceFirst("\\?", "'500'")
                        .replaceFirst("\\?", "0")
                        .replaceFirst("\\?", "500")));
    assertThat(plan).contains("event_journal_by_commit").doesNotContain("Sort", "Seq Scan");
  }

  /** Of the slice of {@link #ROOM}, read in groups. */
  private List<Position> read(int limit) {
    int slice = slice(ROOM);
    List<Position> positions = new ArrayList<>();
    Position after = Position.START;
    while (true) {
      Position from = after;
      List<JournalRow> rows =
          database
              .query(connection -> JournalReader.after(connection, slice, from, limit))
              .toCompletableFuture()
              .join();
      if (rows.isEmpty()) {
        return positions;
      }
      rows.forEach(row -> positions.add(row.position()));
      after = positions.get(positions.size() - 1);
    }
  }

  private int slice(RoomKey room) {
    return (int)
        Dump.number(
            database,
            "select get_byte(sha256(decode('" + room.entityId() + "', 'escape')), 0) & 7");
  }

  private RoomKey sameSlice() {
    for (int i = 0; ; i++) {
      RoomKey other = new RoomKey("main", "other" + i);
      if (slice(other) == slice(ROOM)) {
        return other;
      }
    }
  }

  private void write(RoomKey room, int messages) {
    database
        .transaction(
            connection -> {
              Posts.write(connection, room, messages);
              return null;
            })
        .toCompletableFuture()
        .join();
  }
}
