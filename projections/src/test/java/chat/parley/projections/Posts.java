package chat.parley.projections;

import chat.parley.engine.domain.ContentType;
import chat.parley.engine.domain.EventJson;
import chat.parley.engine.domain.MemberRole;
import chat.parley.engine.domain.MessageIds;
import chat.parley.engine.domain.RoomEvent;
import chat.parley.engine.domain.RoomEvent.FirstMember;
import chat.parley.engine.domain.RoomKey;
import chat.parley.engine.domain.RoomKind;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/** The plainest rooms: made, then one message after the other. Event n + 1 posts message n. */
public final class Posts {

  private static final Instant START = Instant.parse("2026-11-20T12:00:00Z");

  private static final String INSERT =
      "insert into event_journal (persistence_id, sequence_number, writer, write_timestamp,"
          + " event_ser_id, event_ser_manifest, event_payload)"
          + " values (?, ?, 'test', ?, 1, 'v1', ?)";

  private Posts() {}

  public static RoomEvent created(List<String> users) {
    List<FirstMember> members =
        users.stream().map(user -> new FirstMember(user, MemberRole.MEMBER)).toList();
    return new RoomEvent.RoomCreated(
        RoomKind.GROUP, "Room", null, null, users.get(0), members, START);
  }

  public static RoomEvent posted(RoomKey room, long seq, String sender, List<String> mentions) {
    Instant at = START.plusSeconds(seq);
    return new RoomEvent.MessagePosted(
        seq,
        seq,
        MessageIds.of(room, seq, at),
        sender,
        "Name of " + sender,
        null,
        "message number " + seq,
        ContentType.TEXT,
        "key-" + seq,
        seq,
        null,
        mentions,
        null,
        at);
  }

  /** In the connection's transaction. */
  public static void write(Connection connection, RoomKey room, long sequenceNr, RoomEvent event)
      throws SQLException {
    write(connection, room, sequenceNr, EventJson.write(event));
  }

  public static void write(Connection connection, RoomKey room, long sequenceNr, byte[] payload)
      throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
      insert.setString(1, room.entityId());
      insert.setLong(2, sequenceNr);
      insert.setLong(3, System.currentTimeMillis());
      insert.setBytes(4, payload);
      insert.executeUpdate();
    }
  }

  /** The room's creation and its first messages. */
  public static void write(Connection connection, RoomKey room, int messages) throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
      for (int i = 0; i <= messages; i++) {
        RoomEvent event =
            i == 0 ? created(List.of("u1", "u2")) : posted(room, i, "u" + (1 + i % 2), List.of());
        insert.setString(1, room.entityId());
        insert.setLong(2, i + 1L);
        insert.setLong(3, System.currentTimeMillis());
        insert.setBytes(4, EventJson.write(event));
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }
}
