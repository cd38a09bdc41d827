package chat.parley.projections.journal;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.engine.domain.RoomKey;
import chat.parley.projections.Database;
import chat.parley.projections.Posts;
import chat.parley.projections.TestDatabase;
import chat.parley.projections.view.Dump;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A transaction that holds events back is named, once. */
class CommitLineTest {

  private Database database;
  private CommitLine line;

  @BeforeEach
  void open() {
    database = TestDatabase.fresh();
    line = new CommitLine(database, Duration.ofSeconds(5));
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void whoeverHoldsEventsBackForFiveSecondsIsNamed() throws SQLException {
    try (Connection holder = database.settings().connect()) {
      // given a transaction that has written something, and an event after it
      holder.setAutoCommit(false);
      String pid = pid(holder);
      Posts.write(holder, new RoomKey("main", "open"), 1);
      write(new RoomKey("main", "waits"));

      // then it is named after five seconds, and not again
      assertThat(look(0)).isEmpty();
      assertThat(look(4)).isEmpty();
      assertThat(look(5)).hasValueSatisfying(said -> assertThat(said).contains("pid " + pid));
      assertThat(look(6)).isEmpty();

      // when it has ended
      holder.rollback();
    }
    assertThat(look(20)).isEmpty();
    assertThat(look(30)).isEmpty();
  }

  @Test
  void aTransactionThatHoldsNothingBackIsLeftAlone() throws SQLException {
    write(new RoomKey("main", "there"));
    try (Connection holder = database.settings().connect()) {
      holder.setAutoCommit(false);
      pid(holder);
      Dump.rows(database, "select pg_current_xact_id()::text");

      assertThat(look(0)).isEmpty();
      assertThat(look(60)).isEmpty();
    }
  }

  private Optional<String> look(int seconds) {
    return database
        .query(connection -> line.look(connection, Duration.ofSeconds(seconds).toNanos()))
        .toCompletableFuture()
        .join();
  }

  private static String pid(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet found = statement.executeQuery("select pg_backend_pid()")) {
      found.next();
      return found.getString(1);
    }
  }

  private void write(RoomKey room) {
    database
        .transaction(
            connection -> {
              Posts.write(connection, room, 1);
              return null;
            })
        .toCompletableFuture()
        .join();
  }
}
