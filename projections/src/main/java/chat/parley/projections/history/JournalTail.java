package chat.parley.projections.history;

import chat.parley.engine.domain.EventJson;
import chat.parley.engine.domain.RoomEvent;
import chat.parley.engine.domain.RoomKey;
import chat.parley.projections.query.Statements;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * A room's journal above a sequence number, streamed: however long it is, only one batch of it is
 * in memory.
 */
final class JournalTail {

  /** Events fetched at a time; at 16 kB for the largest, this bounds the memory of a read. */
  private static final int BATCH = 200;

  /** From the head backwards the first few events nearly always tell. */
  private static final int BATCH_BACKWARDS = 16;

  /** Takes an event and says whether to go on. */
  interface Reader {
    boolean take(RoomEvent event);
  }

  private final Connection connection;
  private final RoomKey room;

  JournalTail(Connection connection, RoomKey room) {
    this.connection = connection;
    this.room = room;
  }

  /** In order. */
  void forwards(long above, Reader reader) throws SQLException {
    stream(Statements.HISTORY_TAIL, BATCH, above, reader);
  }

  /** The newest first. */
  void backwards(long above, Reader reader) throws SQLException {
    stream(Statements.HISTORY_TAIL_BACKWARDS, BATCH_BACKWARDS, above, reader);
  }

  private void stream(Statements statement, int batch, long above, Reader reader)
      throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(statement.sql())) {
      query.setFetchSize(batch);
      query.setString(1, room.entityId());
      query.setLong(2, above);
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          if (!reader.take(EventJson.read(rows.getBytes(1)))) {
            return;
          }
        }
      }
    }
  }
}
