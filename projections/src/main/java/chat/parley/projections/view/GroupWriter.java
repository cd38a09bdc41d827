package chat.parley.projections.view;

import chat.parley.projections.journal.JournalRow;
import chat.parley.projections.journal.Position;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Applies groups of one slice to all views. An event that a view cannot take fails its group, which
 * comes again; after several failures the group is taken event by event, and what fails again is
 * parked, so that one event cannot hold up all others for ever.
 */
public final class GroupWriter {

  private static final Logger LOG = LoggerFactory.getLogger(GroupWriter.class);

  private final List<View> views;
  private final int poisonAttempts;
  private final AtomicLong failures;

  private Position failing;
  private int attempts;

  /**
   * @param failures counts groups that failed, for all slices of the node
   */
  public GroupWriter(List<View> views, int poisonAttempts, AtomicLong failures) {
    this.views = views;
    this.poisonAttempts = poisonAttempts;
    this.failures = failures;
  }

  /** In the connection's transaction, which the caller commits or rolls back. */
  public synchronized void write(Connection connection, List<JournalRow> rows) throws SQLException {
    Position first = rows.get(0).position();
    if (first.equals(failing) && attempts >= poisonAttempts) {
      writeOneByOne(connection, rows);
      return;
    }
    try {
      for (View view : views) {
        view.apply(connection, rows);
      }
      failing = null;
    } catch (SQLException | RuntimeException e) {
      failures.incrementAndGet();
      if (liesInTheEvents(e)) {
        attempts = first.equals(failing) ? attempts + 1 : 1;
        failing = first;
      }
      throw e;
    }
  }

  private void writeOneByOne(Connection connection, List<JournalRow> rows) throws SQLException {
    int parked = 0;
    for (JournalRow row : rows) {
      for (View view : views) {
        Savepoint before = connection.setSavepoint();
        try {
          view.apply(connection, List.of(row));
          connection.releaseSavepoint(before);
        } catch (SQLException | RuntimeException e) {
          if (!liesInTheEvents(e)) {
            throw e;
          }
          connection.rollback(before);
          park(connection, view, row, e);
          report(view, row, e, parked++ == 0);
        }
      }
    }
  }

  private static final String PARK =
      """
      insert into parked_event (view, persistence_id, sequence_number, ordering, error)
      values (?, ?, ?, ?, ?)
      on conflict do nothing
      """;

  private static void park(Connection connection, View view, JournalRow row, Exception cause)
      throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement(PARK)) {
      insert.setString(1, view.name());
      insert.setString(2, row.persistenceId());
      insert.setLong(3, row.sequenceNr());
      insert.setLong(4, row.position().ordering());
      insert.setString(5, cause.toString().replace("\0", ""));
      insert.executeUpdate();
    }
  }

  /** With all details once for each group: one failure often brings others with it. */
  private static void report(View view, JournalRow row, Exception cause, boolean details) {
    LOG.error(
        "ALARM: view {} cannot take event {} and goes on without it ({}); it is in parked_event, and"
            + " ./parley rebuild {} takes it again",
        view.name(),
        row,
        cause.toString(),
        view.name(),
        details ? cause : null);
  }

  /**
   * Data errors (SQLSTATE classes 22 and 23, 54 for what is too large) and whatever our own code
   * says; not a database that is away, full, shutting down or without our tables.
   */
  private static boolean liesInTheEvents(Exception e) {
    if (e instanceof SQLException sql) {
      String state = sql.getSQLState();
      return state != null
          && (state.startsWith("22") || state.startsWith("23") || state.startsWith("54"));
    }
    return true;
  }
}
