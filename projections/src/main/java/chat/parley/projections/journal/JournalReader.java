package chat.parley.projections.journal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads one slice of the journal in the order of commits, and never skips.
 *
 * <p>Rows become visible when their transaction commits, not in the order of their numbers. So a
 * reader takes only rows of transactions below {@code pg_snapshot_xmin}: every one of those has
 * ended, and no new one can get such a number. What was rolled back leaves no row and needs no
 * waiting. The order within a room is that of its events, because the room writes an event only
 * after the one before it is committed.
 */
public final class JournalReader {

  /**
   * How many slices the rooms are divided into; the journal's column {@code slice} says the same.
   */
  public static final int SLICES = 8;

  static final String NEXT =
      """
      select j.writer_tx::text as tx, j.ordering, persistence_id, sequence_number, write_timestamp,
             event_payload
        from event_journal j
       where slice = ?
         and (writer_tx, ordering) > (?::text::xid8, ?)
         and writer_tx < pg_snapshot_xmin(pg_current_snapshot())
       order by j.writer_tx, j.ordering
       limit ?
      """;

  private static final String UP_TO =
      """
      select j.writer_tx::text as tx, j.ordering, persistence_id, sequence_number, write_timestamp,
             event_payload
        from event_journal j
       where slice = ?
         and (writer_tx, ordering) > (?::text::xid8, ?)
         and (writer_tx, ordering) <= (?::text::xid8, ?)
       order by j.writer_tx, j.ordering
       limit ?
      """;

  private JournalReader() {}

  /** The next rows of a slice after a place, at most {@code limit}. */
  public static List<JournalRow> after(Connection connection, int slice, Position after, int limit)
      throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(NEXT)) {
      query.setInt(1, slice);
      query.setString(2, Long.toString(after.writerTx()));
      query.setLong(3, after.ordering());
      query.setInt(4, limit);
      return rows(query);
    }
  }

  /** The same up to a place that a projection has passed. */
  public static List<JournalRow> between(
      Connection connection, int slice, Position after, Position upTo, int limit)
      throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(UP_TO)) {
      query.setInt(1, slice);
      query.setString(2, Long.toString(after.writerTx()));
      query.setLong(3, after.ordering());
      query.setString(4, Long.toString(upTo.writerTx()));
      query.setLong(5, upTo.ordering());
      query.setInt(6, limit);
      return rows(query);
    }
  }

  private static List<JournalRow> rows(PreparedStatement query) throws SQLException {
    List<JournalRow> rows = new ArrayList<>();
    try (ResultSet found = query.executeQuery()) {
      while (found.next()) {
        rows.add(
            new JournalRow(
                new Position(Long.parseLong(found.getString(1)), found.getLong(2)),
                found.getString(3),
                found.getLong(4),
                found.getLong(5),
                found.getBytes(6)));
      }
    }
    return rows;
  }
}
