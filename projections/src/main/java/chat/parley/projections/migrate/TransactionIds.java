package chat.parley.projections.migrate;

import chat.parley.projections.Database;
import chat.parley.projections.DatabaseSettings;
import chat.parley.projections.journal.Position;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The journal's order of commits rests on the transaction ids of its server. A logical restore (or
 * a logical replication) brings rows with the ids of another server, whose count may be far ahead:
 * new events would come before old ones, and no projection would see them.
 */
public final class TransactionIds {

  private static final Logger LOG = LoggerFactory.getLogger(TransactionIds.class);

  /** The first id that a server ever gives to a transaction; so nothing can come before it. */
  private static final long FIRST = 3;

  private TransactionIds() {}

  private static final String ANOTHER_SERVERS =
      """
      select exists (
        select from generate_series(0, 7) as s (slice),
          lateral (select writer_tx from event_journal j
                    where j.slice = s.slice
                    order by writer_tx desc, ordering desc limit 1) as newest
         where newest.writer_tx >= pg_snapshot_xmax(pg_current_snapshot()))
      """;

  /** Whether the journal has rows of transactions that this server has not had yet. */
  public static boolean areOfAnotherServer(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet found = statement.executeQuery(ANOTHER_SERVERS)) {
      found.next();
      return found.getBoolean(1);
    }
  }

  /** Refuses a restored journal that has not been renumbered. */
  public static void check(Connection connection) throws SQLException {
    if (areOfAnotherServer(connection)) {
      throw new SchemaException(
          "The journal holds transaction ids of another server, as after a logical restore: stop all"
              + " nodes and run ./parley migrate --renumber");
    }
  }

  /**
   * Gives all rows of the journal one id before any other, so that their numbers alone order them,
   * and puts each slice's offset before the first row that it had not passed. What is thereby
   * delivered again changes nothing in the views. No node may run; takes as long as writing the
   * journal once.
   *
   * @return rows of the journal
   */
  public static long renumber(DatabaseSettings settings) throws SQLException {
    try (Connection connection = settings.connect()) {
      long rows = Database.inTransaction(connection, TransactionIds::renumber);
      try (Statement statement = connection.createStatement()) {
        statement.execute("analyze event_journal");
      }
      LOG.info("Renumbered {} rows of the journal.", rows);
      return rows;
    }
  }

  private record Offset(String name, String key, Position position) {}

  private static long renumber(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          "lock table event_journal, akka_projection_offset_store in access exclusive mode");
      for (Offset offset : offsets(statement)) {
        move(connection, offset);
      }
      return statement.executeUpdate("update event_journal set writer_tx = '" + FIRST + "'::xid8");
    }
  }

  private static List<Offset> offsets(Statement statement) throws SQLException {
    List<Offset> offsets = new ArrayList<>();
    try (ResultSet found =
        statement.executeQuery(
            "select projection_name, projection_key, current_offset"
                + " from akka_projection_offset_store")) {
      while (found.next()) {
        offsets.add(
            new Offset(found.getString(1), found.getString(2), Position.parse(found.getString(3))));
      }
    }
    return offsets;
  }

  /** The numbers of what was not passed need not all be above the numbers of what was. */
  private static final String MOVE =
      """
      update akka_projection_offset_store o
         set current_offset = ? || ':' || coalesce(
               (select min(ordering) - 1 from event_journal
                 where slice = ? and (writer_tx, ordering) > (?::text::xid8, ?)),
               (select max(ordering) from event_journal where slice = ?),
               0)
       where projection_name = ? and projection_key = ?
      """;

  private static void move(Connection connection, Offset offset) throws SQLException {
    int slice = Integer.parseInt(offset.key());
    try (PreparedStatement update = connection.prepareStatement(MOVE)) {
      update.setString(1, Long.toString(FIRST));
      update.setInt(2, slice);
      update.setString(3, Long.toString(offset.position().writerTx()));
      update.setLong(4, offset.position().ordering());
      update.setInt(5, slice);
      update.setString(6, offset.name());
      update.setString(7, offset.key());
      update.executeUpdate();
    }
  }
}
