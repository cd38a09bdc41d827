package chat.parley.projections.journal;

import chat.parley.engine.domain.RoomKey;
import chat.parley.engine.feed.JournalHeads;
import chat.parley.projections.Database;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * The revs of rooms as the journal has them: what the history view holds, and the events that it
 * lacks.
 */
public final class JdbcJournalHeads implements JournalHeads {

  /** Rooms asked for with one query, so that none takes long. */
  private static final int CHUNK = 5_000;

  private static final String REVS =
      """
      select k.tenant, k.room_id, greatest(a.rev, tail.rev, 0)
        from unnest(?, ?) as k (tenant, room_id)
        left join history_applied a using (tenant, room_id)
        cross join lateral (
          select count(*) as events,
                 max((convert_from(j.event_payload, 'UTF8')::jsonb ->> 'rev')::bigint) as rev
            from event_journal j
           where j.persistence_id = k.tenant || '/' || k.room_id
             and j.sequence_number > coalesce(a.sequence_nr, 0)) as tail
       where a.sequence_nr is not null or tail.events > 0
      """;

  private final Database database;

  public JdbcJournalHeads(Database database) {
    this.database = database;
  }

  @Override
  public CompletionStage<Map<RoomKey, Long>> revs(Set<RoomKey> rooms) {
    List<RoomKey> all = List.copyOf(rooms);
    CompletionStage<Map<RoomKey, Long>> result = CompletableFuture.completedStage(new HashMap<>());
    for (int from = 0; from < all.size(); from += CHUNK) {
      List<RoomKey> chunk = all.subList(from, Math.min(all.size(), from + CHUNK));
      result =
          result.thenCompose(found -> database.query(connection -> read(connection, chunk, found)));
    }
    return result;
  }

  private static Map<RoomKey, Long> read(
      Connection connection, List<RoomKey> rooms, Map<RoomKey, Long> found) throws SQLException {
    List<String> tenants = new ArrayList<>(rooms.size());
    List<String> roomIds = new ArrayList<>(rooms.size());
    for (RoomKey room : rooms) {
      tenants.add(room.tenant());
      roomIds.add(room.roomId());
    }
    try (PreparedStatement query = connection.prepareStatement(REVS)) {
      query.setArray(1, array(connection, tenants));
      query.setArray(2, array(connection, roomIds));
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          found.put(new RoomKey(rows.getString(1), rows.getString(2)), rows.getLong(3));
        }
      }
    }
    return found;
  }

  private static Array array(Connection connection, List<String> values) throws SQLException {
    return connection.createArrayOf("text", values.toArray());
  }
}
