package chat.parley.projections.counts;

import chat.parley.engine.domain.RoomKey;
import chat.parley.projections.journal.JournalRow;
import chat.parley.projections.journal.JournalSource;
import chat.parley.projections.journal.Position;
import chat.parley.projections.view.View;
import chat.parley.projections.view.Views;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** One room's counts: as the directory view has them, and as its journal says. */
final class CountedRoom {

  /** Events in memory at a time. */
  private static final int GROUP = 1_000;

  private final Connection connection;

  CountedRoom(Connection connection) {
    this.connection = connection;
  }

  private static final String VIEWED =
      """
      select m.user_id,
             r.last_seq - m.read_seq
               - (select count(*) from uncounted_message u
                   where u.tenant = m.tenant and u.room_id = m.room_id and u.seq > m.read_seq),
             (select count(*) from mention x
               where x.tenant = m.tenant and x.user_id = m.user_id and x.room_id = m.room_id
                 and x.seq > m.read_seq)
        from member m
        join room r using (tenant, room_id)
       where m.tenant = ? and m.room_id = ?
      """;

  Map<String, Counts> viewed(RoomKey room) throws SQLException {
    Map<String, Counts> counts = new TreeMap<>();
    try (PreparedStatement query = of(room, VIEWED);
        ResultSet found = query.executeQuery()) {
      while (found.next()) {
        counts.put(found.getString(1), new Counts(found.getLong(2), found.getLong(3)));
      }
    }
    return counts;
  }

  Map<String, Counts> counted(RoomKey room) throws SQLException {
    NaiveCounts counts = new NaiveCounts();
    journal(room, heldUpTo(room), rows -> rows.forEach(row -> counts.take(row.event())));
    return counts.counts();
  }

  private static final String APPLIED =
      "select sequence_nr from directory_applied where tenant = ? and room_id = ?";

  private static final String PASSED =
      """
      select coalesce(max(j.sequence_number), 0)
        from event_journal j
        join akka_projection_offset_store o
          on o.projection_name = ? and o.projection_key = j.slice::text
       where j.persistence_id = ?
         and (j.writer_tx, j.ordering)
               <= (split_part(o.current_offset, ':', 1)::xid8,
                   split_part(o.current_offset, ':', 2)::bigint)
      """;

  /**
   * The event up to which the view holds the room; where it says nothing, up to which it has to,
   * because its projection has gone past that.
   */
  private long heldUpTo(RoomKey room) throws SQLException {
    try (PreparedStatement query = of(room, APPLIED);
        ResultSet found = query.executeQuery()) {
      if (found.next()) {
        return found.getLong(1);
      }
    }
    try (PreparedStatement query = connection.prepareStatement(PASSED)) {
      query.setString(1, JournalSource.PROJECTION);
      query.setString(2, room.entityId());
      try (ResultSet found = query.executeQuery()) {
        found.next();
        return found.getLong(1);
      }
    }
  }

  private static final String JOURNAL =
      """
      select sequence_number, write_timestamp, event_payload
        from event_journal
       where persistence_id = ? and sequence_number <= ?
       order by sequence_number
      """;

  private interface Reader {
    void take(List<JournalRow> rows) throws SQLException;
  }

  /** Within a transaction: only then the driver reads a part at a time. */
  private void journal(RoomKey room, long upTo, Reader reader) throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(JOURNAL)) {
      query.setFetchSize(GROUP);
      query.setString(1, room.entityId());
      query.setLong(2, upTo);
      try (ResultSet found = query.executeQuery()) {
        List<JournalRow> group = new ArrayList<>();
        while (found.next()) {
          group.add(
              new JournalRow(
                  Position.START,
                  room.entityId(),
                  found.getLong(1),
                  found.getLong(2),
                  found.getBytes(3)));
          if (group.size() == GROUP) {
            reader.take(group);
            group = new ArrayList<>();
          }
        }
        if (!group.isEmpty()) {
          reader.take(group);
        }
      }
    }
  }

  private static final String FORGET =
      "update directory_applied set sequence_nr = 0, before = 0 where tenant = ? and room_id = ?";

  /**
   * Folds the room into the view anew, in the connection's transaction. The projection of the room
   * waits meanwhile, and goes on behind what is written here.
   */
  Void rewrite(RoomKey room) throws SQLException {
    View directory = Views.named("directory").orElseThrow();
    execute(room, APPLIED + " for update");
    long upTo = heldUpTo(room);
    for (String table : directory.tables()) {
      execute(room, "delete from " + table + " where tenant = ? and room_id = ?");
    }
    execute(room, FORGET);
    journal(room, upTo, rows -> directory.apply(connection, rows));
    return null;
  }

  private void execute(RoomKey room, String sql) throws SQLException {
    try (PreparedStatement statement = of(room, sql)) {
      statement.execute();
    }
  }

  private PreparedStatement of(RoomKey room, String sql) throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql);
    statement.setString(1, room.tenant());
    statement.setString(2, room.roomId());
    return statement;
  }
}
