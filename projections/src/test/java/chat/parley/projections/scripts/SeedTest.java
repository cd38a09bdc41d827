package chat.parley.projections.scripts;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.engine.domain.Message;
import chat.parley.engine.domain.MessageIds;
import chat.parley.engine.domain.MessagePage;
import chat.parley.engine.domain.PageRequest;
import chat.parley.engine.domain.RoomKey;
import chat.parley.projections.Database;
import chat.parley.projections.TestDatabase;
import chat.parley.projections.history.JdbcHistory;
import chat.parley.projections.journal.JournalRow;
import chat.parley.projections.journal.Position;
import chat.parley.projections.view.View;
import chat.parley.projections.view.Views;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The script that fills a database for measuring writes what the engine and the views would. */
class SeedTest {

  private static Database seeded;

  @BeforeAll
  static void seed() throws Exception {
    seeded = TestDatabase.fresh();
    Seed.fill(seeded, 600, 40, 4, 30);
  }

  @AfterAll
  static void close() {
    seeded.close();
  }

  @Test
  void theTablesAreWhatTheViewsMakeOfTheJournal() {
    try (Database projected = TestDatabase.fresh()) {
      // given
      List<JournalRow> journal =
          seeded
              .query(connection -> journal(connection.createStatement()))
              .toCompletableFuture()
              .join();
      assertThat(journal).hasSize(640);

      // when
      for (View view : Views.ALL) {
        projected
            .transaction(
                connection -> {
                  view.apply(connection, journal);
                  return null;
                })
            .toCompletableFuture()
            .join();
      }

      // then
      for (View view : Views.ALL) {
        List<String> tables = new ArrayList<>(view.tables());
        tables.add(view.appliedTable());
        for (String table : tables) {
          assertThat(rows(seeded, table)).as(table).isNotEmpty().isEqualTo(rows(projected, table));
        }
      }
    }
  }

  @Test
  void theHistoryOfASeededRoomCanBeRead() {
    RoomKey key = new RoomKey("main", "seed-3");

    MessagePage page =
        new JdbcHistory(seeded).page(key, PageRequest.newest(10)).toCompletableFuture().join();

    assertThat(page.lastSeq()).isEqualTo(30);
    assertThat(page.rev()).isEqualTo(30);
    assertThat(page.messages()).hasSize(10);
    for (Message message : page.messages()) {
      assertThat(message.id()).isEqualTo(MessageIds.of(key, message.seq(), message.createdAt()));
    }
  }

  private static List<JournalRow> journal(Statement statement) throws SQLException {
    List<JournalRow> rows = new ArrayList<>();
    try (statement;
        ResultSet found =
            statement.executeQuery(
                "select persistence_id, sequence_number, event_payload from event_journal"
                    + " order by persistence_id, sequence_number")) {
      while (found.next()) {
        rows.add(
            new JournalRow(
                Position.START, found.getString(1), found.getLong(2), 0, found.getBytes(3)));
      }
    }
    return rows;
  }

  /** As JSON without "before", which says how a row came about. */
  private static List<String> rows(Database database, String table) {
    return database
        .query(
            connection -> {
              List<String> rows = new ArrayList<>();
              try (Statement statement = connection.createStatement();
                  ResultSet found =
                      statement.executeQuery(
                          "select (to_jsonb(t) - 'before')::text as row from "
                              + table
                              + " t order by 1")) {
                while (found.next()) {
                  rows.add(found.getString(1));
                }
              }
              return rows;
            })
        .toCompletableFuture()
        .join();
  }
}
