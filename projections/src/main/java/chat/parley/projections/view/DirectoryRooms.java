package chat.parley.projections.view;

import chat.parley.engine.domain.Policy;
import chat.parley.engine.domain.RoomEvent;
import chat.parley.engine.domain.RoomKey;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** The rows of the table {@code room} that a group of events touches. */
final class DirectoryRooms {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Set<RoomKey> needed = new LinkedHashSet<>();
  private final Map<RoomKey, Row> rows = new HashMap<>();
  private final Set<RoomKey> changed = new LinkedHashSet<>();

  private static final class Row {
    String kind;
    String name;
    String externalRef;
    String policy;
    boolean closed;
    boolean archived;
    Instant createdAt;
    int memberCount;
    long lastSeq;
    long rev;
    Instant lastMessageAt;
  }

  void need(RoomKey room) {
    needed.add(room);
  }

  private static final String LOAD =
      """
      select r.*
        from unnest(?, ?) as k (tenant, room_id)
        join room r using (tenant, room_id)
      """;

  void load(Connection connection) throws SQLException {
    Columns keys = new Columns(needed.size());
    needed.forEach(room -> keys.add(room.tenant(), room.roomId()));
    try (PreparedStatement query = connection.prepareStatement(LOAD)) {
      keys.bind(query, "text", "text");
      try (ResultSet found = query.executeQuery()) {
        while (found.next()) {
          rows.put(MessageRows.room(found), read(found));
        }
      }
    }
  }

  private static Row read(ResultSet found) throws SQLException {
    Row row = new Row();
    row.kind = found.getString("kind");
    row.name = found.getString("name");
    row.externalRef = found.getString("external_ref");
    row.policy = found.getString("policy");
    row.closed = found.getBoolean("closed");
    row.archived = found.getBoolean("archived");
    row.createdAt = MessageRows.instant(found, "created_at");
    row.memberCount = found.getInt("member_count");
    row.lastSeq = found.getLong("last_seq");
    row.rev = found.getLong("rev");
    row.lastMessageAt = MessageRows.instant(found, "last_message_at");
    return row;
  }

  void take(RoomKey room, RoomEvent event) {
    if (event instanceof RoomEvent.RoomCreated created) {
      rows.put(room, create(created));
      changed.add(room);
      return;
    }
    Row row = rows.get(room);
    if (row == null) {
      throw new IllegalStateException("no room " + room.entityId());
    }
    if (event instanceof RoomEvent.Visible visible) {
      row.rev = visible.rev();
      changed.add(room);
    }
    if (event instanceof RoomEvent.MessagePosted posted) {
      row.lastSeq = posted.seq();
      row.lastMessageAt = posted.at();
    } else if (event instanceof RoomEvent.RoomChanged changed) {
      row.name = changed.name();
      row.policy = json(changed.policy());
      row.closed = changed.closed();
      row.archived = changed.archived();
    } else if (event instanceof RoomEvent.MemberJoined) {
      row.memberCount++;
    } else if (event instanceof RoomEvent.MemberLeft) {
      row.memberCount--;
    }
  }

  private static Row create(RoomEvent.RoomCreated event) {
    Row row = new Row();
    row.kind = event.kind().name();
    row.name = event.name();
    row.externalRef = event.externalRef();
    row.policy = json(event.policy());
    row.createdAt = event.at();
    row.memberCount = event.members().size();
    return row;
  }

  private static String json(Policy policy) {
    try {
      return JSON.writeValueAsString(policy == null ? Policy.DEFAULT : policy);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a policy is plain data", e);
    }
  }

  private static final String WRITE =
      """
      insert into room as r (tenant, room_id, kind, name, external_ref, policy, closed, archived,
             created_at, member_count, last_seq, rev, last_message_at, last_activity_at)
      select tenant, room_id, kind, name, external_ref, policy::jsonb, closed, archived,
             created_at, member_count, last_seq, rev, last_message_at,
             coalesce(last_message_at, created_at)
        from unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
          as u (tenant, room_id, kind, name, external_ref, policy, closed, archived, created_at,
                member_count, last_seq, rev, last_message_at)
      on conflict (tenant, room_id) do update
         set name = excluded.name,
             policy = excluded.policy,
             closed = excluded.closed,
             archived = excluded.archived,
             member_count = excluded.member_count,
             last_seq = excluded.last_seq,
             rev = excluded.rev,
             last_message_at = excluded.last_message_at,
             last_activity_at = excluded.last_activity_at
      """;

  void write(Connection connection) throws SQLException {
    Columns columns = new Columns(changed.size());
    for (RoomKey room : changed) {
      Row row = rows.get(room);
      columns.add(
          room.tenant(),
          room.roomId(),
          row.kind,
          row.name,
          row.externalRef,
          row.policy,
          row.closed,
          row.archived,
          row.createdAt,
          row.memberCount,
          row.lastSeq,
          row.rev,
          row.lastMessageAt);
    }
    columns.update(
        connection,
        WRITE,
        "text",
        "text",
        "text",
        "text",
        "text",
        "text",
        "boolean",
        "boolean",
        "timestamptz",
        "integer",
        "bigint",
        "bigint",
        "timestamptz");
  }
}
