package chat.parley.projections.view;

import chat.parley.engine.domain.RoomEvent;
import chat.parley.engine.domain.RoomKey;
import chat.parley.projections.journal.JournalRow;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** How far a view is in each room: a sequence number of the journal, and what the room was then. */
final class Applied {

  /**
   * Rooms in one order for everybody, so that two who overlap wait for each other and do not
   * deadlock; who waited sees what the other has left behind.
   */
  private static final String ADVANCE =
      """
      insert into %1$s as a (tenant, room_id, sequence_nr, before, rev, last_seq)
      select tenant, room_id, sequence_nr, 0, rev, last_seq
        from unnest(?, ?, ?, ?, ?) as u (tenant, room_id, sequence_nr, rev, last_seq)
       order by tenant, room_id
      on conflict (tenant, room_id) do update
         set before = a.sequence_nr,
             sequence_nr = greatest(a.sequence_nr, excluded.sequence_nr),
             rev = greatest(a.rev, excluded.rev),
             last_seq = greatest(a.last_seq, excluded.last_seq)
      returning tenant, room_id, before
      """;

  private Applied() {}

  private static final class Head {
    long sequenceNr;
    long rev;
    long lastSeq;

    void see(JournalRow row) {
      sequenceNr = Math.max(sequenceNr, row.sequenceNr());
      if (row.event() instanceof RoomEvent.Visible visible) {
        rev = Math.max(rev, visible.rev());
      }
      if (row.event() instanceof RoomEvent.MessagePosted posted) {
        lastSeq = Math.max(lastSeq, posted.seq());
      }
    }
  }

  /** Moves the view's numbers on and returns the rows that it did not hold yet. */
  static List<JournalRow> advance(Connection connection, String table, List<JournalRow> rows)
      throws SQLException {
    Map<String, Head> heads = new TreeMap<>();
    for (JournalRow row : rows) {
      heads.computeIfAbsent(row.room().entityId(), id -> new Head()).see(row);
    }
    Map<String, Long> before = write(connection, table, heads);
    List<JournalRow> fresh = new ArrayList<>(rows.size());
    for (JournalRow row : rows) {
      if (row.sequenceNr() > before.get(row.persistenceId())) {
        fresh.add(row);
        before.put(row.persistenceId(), row.sequenceNr());
      }
    }
    return fresh;
  }

  private static Map<String, Long> write(
      Connection connection, String table, Map<String, Head> heads) throws SQLException {
    Columns columns = new Columns(heads.size());
    heads.forEach(
        (entityId, head) -> {
          RoomKey room = RoomKey.ofEntityId(entityId);
          columns.add(room.tenant(), room.roomId(), head.sequenceNr, head.rev, head.lastSeq);
        });
    Map<String, Long> before = new HashMap<>();
    try (PreparedStatement statement = connection.prepareStatement(ADVANCE.formatted(table))) {
      columns.bind(statement, "text", "text", "bigint", "bigint", "bigint");
      try (ResultSet found = statement.executeQuery()) {
        while (found.next()) {
          before.put(found.getString(1) + "/" + found.getString(2), found.getLong(3));
        }
      }
    }
    return before;
  }
}
