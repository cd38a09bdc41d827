package chat.parley.projections;

import chat.parley.projections.view.View;
import chat.parley.projections.view.Views;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has the server look at tables that grow fast from nothing: until it does so by itself, a minute
 * late, it plans as if they were empty.
 */
final class Statistics {

  private static final Logger LOG = LoggerFactory.getLogger(Statistics.class);

  private static final long FIRST = 500;
  private static final long LAST = 1_000_000;
  private static final int FACTOR = 10;

  private final Database database;
  private final AtomicLong events = new AtomicLong();

  Statistics(Database database) {
    this.database = database;
  }

  /** Looks after 500 events, 5,000 and so on; in the background. */
  void grown(int more) {
    long after = events.addAndGet(more);
    long before = after - more;
    for (long mark = FIRST; mark <= LAST; mark *= FACTOR) {
      if (before < mark && mark <= after) {
        database
            .query(Statistics::analyze)
            .whenComplete(
                (done, failure) -> {
                  if (failure != null) {
                    LOG.warn("Could not analyze the tables", failure);
                  }
                });
      }
    }
  }

  private static Void analyze(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("analyze event_journal");
      for (View view : Views.ALL) {
        statement.execute("analyze " + view.appliedTable());
        for (String table : view.tables()) {
          statement.execute("analyze " + table);
        }
      }
    }
    return null;
  }
}
