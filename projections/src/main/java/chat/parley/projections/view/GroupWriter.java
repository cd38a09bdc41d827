package chat.parley.projections.view;

import chat.parley.projections.journal.JournalRow;
import chat.parley.projections.journal.Position;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Applies groups of one slice to all views. An event that a view cannot take fails its group, which
 * comes again; after several failures the group is taken event by event, and what fails again is
 * parked, so that one event cannot hold up all others for ever. From then on the events of that
 * room go one by one at once, for what follows a parked event often cannot be taken either.
 */
public final class GroupWriter {

  private static final Logger LOG = LoggerFactory.getLogger(GroupWriter.class);

  private final List<View> views;
  private final int poisonAttempts;
  private final AtomicLong failures;

  private Position failing;
  private int attempts;

  /** Persistence ids of rooms with parked events; null until it is known. */
  private Set<String> damaged;

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
    planByKey(connection);
    if (damaged == null) {
      damaged = damagedRooms(connection);
    }
    Position first = rows.get(0).position();
    boolean poisoned = first.equals(failing) && attempts >= poisonAttempts;
    List<JournalRow> together = new ArrayList<>(rows.size());
    List<JournalRow> oneByOne = new ArrayList<>();
    for (JournalRow row : rows) {
      (poisoned || damaged.contains(row.persistenceId()) ? oneByOne : together).add(row);
    }
    try {
      if (!together.isEmpty()) {
        for (View view : views) {
          view.apply(connection, together);
        }
      }
      writeOneByOne(connection, oneByOne);
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

  /**
   * Every statement of a view goes by keys. While a table is new or its statistics are old, the
   * server would rather read it from end to end, and keep that plan for long.
   */
  private static void planByKey(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          "set local enable_seqscan = off; set local enable_hashjoin = off;"
              + " set local enable_mergejoin = off");
    }
  }

  private static Set<String> damagedRooms(Connection connection) throws SQLException {
    Set<String> rooms = new HashSet<>();
    try (PreparedStatement query =
            connection.prepareStatement("select distinct persistence_id from parked_event");
        ResultSet found = query.executeQuery()) {
      while (found.next()) {
        rooms.add(found.getString(1));
      }
    }
    return rooms;
  }

  private void writeOneByOne(Connection connection, List<JournalRow> rows) throws SQLException {
    List<String> parked = new ArrayList<>();
    Exception firstCause = null;
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
          damaged.add(row.persistenceId());
          parked.add(view.name() + " " + row);
          firstCause = firstCause == null ? e : firstCause;
        }
      }
    }
    if (!parked.isEmpty()) {
      LOG.error(
          "ALARM: views go on without {} events that they cannot take, the first of them {}; they are"
              + " in parked_event, and ./parley rebuild VIEW takes them again",
          parked.size(),
          parked.get(0),
          firstCause);
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
