package chat.parley.projections;

import chat.parley.engine.domain.EventJson;
import chat.parley.engine.domain.Member;
import chat.parley.engine.domain.Message;
import chat.parley.engine.domain.MessageFold;
import chat.parley.engine.domain.RoomEvent;
import chat.parley.engine.domain.RoomInfo;
import chat.parley.engine.domain.RoomKey;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** Puts rows where the journal and the history view would have them. */
public final class Tables {

  private static final JsonMapper JSON = new JsonMapper();

  private Tables() {}

  /** A statement with its parameters in order; instants become timestamps. */
  public static void update(Connection connection, String sql, Object... params)
      throws SQLException {
    try (PreparedStatement update = connection.prepareStatement(sql)) {
      set(update, params);
      update.executeUpdate();
    }
  }

  private static void set(PreparedStatement update, Object... params) throws SQLException {
    for (int i = 0; i < params.length; i++) {
      Object param = params[i];
      update.setObject(
          i + 1,
          param instanceof Instant time ? OffsetDateTime.ofInstant(time, ZoneOffset.UTC) : param);
    }
  }

  /** The room's events with the sequence numbers {@code from} (1-based) and on. */
  public static void journal(Connection connection, RoomKey key, List<RoomEvent> events, int from)
      throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            "insert into event_journal (persistence_id, sequence_number, writer, event_ser_id,"
                + " event_ser_manifest, event_payload) values (?, ?, 'test', 1, '', ?)")) {
      for (int i = from - 1; i < events.size(); i++) {
        set(insert, key.entityId(), i + 1L, EventJson.write(events.get(i)));
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }

  /** The history view as it is after the room's first {@code applied} events. */
  public static void history(
      Connection connection, RoomKey key, List<RoomEvent> events, int applied) throws SQLException {
    TreeMap<Long, Message> messages = new TreeMap<>();
    TreeMap<Long, RoomEvent.MessagePosted> posted = new TreeMap<>();
    long rev = 0;
    for (RoomEvent event : events.subList(0, applied)) {
      if (event instanceof RoomEvent.Visible visible) {
        rev = visible.rev();
      }
      if (event instanceof RoomEvent.MessagePosted post) {
        posted.put(post.seq(), post);
      }
      if (event instanceof RoomEvent.OfMessage of) {
        messages.compute(of.seq(), (seq, before) -> MessageFold.apply(before, of));
      }
    }
    update(
        connection,
        "delete from message where tenant = ? and room_id = ?",
        key.tenant(),
        key.roomId());
    for (Message message : messages.values()) {
      insert(connection, key, message, posted.get(message.seq()));
    }
    update(
        connection,
        "insert into history_applied values (?, ?, ?, 0, ?, ?) on conflict (tenant, room_id) do"
            + " update set sequence_nr = excluded.sequence_nr, rev = excluded.rev,"
            + " last_seq = excluded.last_seq",
        key.tenant(),
        key.roomId(),
        applied,
        rev,
        messages.isEmpty() ? 0 : messages.lastKey());
  }

  /** The directory view of a room as it is now. */
  public static void directory(Connection connection, RandomRoom of) throws SQLException {
    RoomInfo room = of.room.info();
    update(
        connection,
        "insert into room (tenant, room_id, kind, name, external_ref, policy, closed, archived,"
            + " created_at, member_count, last_seq, rev, last_message_at, last_activity_at)"
            + " values (?, ?, ?, ?, ?, '{}', ?, ?, ?, ?, ?, ?, ?, ?)",
        of.key.tenant(),
        room.roomId(),
        room.kind().name(),
        room.name(),
        room.externalRef(),
        room.closed(),
        room.archived(),
        room.createdAt(),
        room.memberCount(),
        room.lastSeq(),
        room.rev(),
        room.lastMessageAt(),
        of.activity());
    for (String userId : of.users) {
      Optional<Member> member = of.room.member(userId);
      if (member.isPresent()) {
        insert(connection, of.key, member.get());
      }
    }
    for (Message message : of.messages()) {
      if (!message.counts()) {
        update(
            connection,
            "insert into uncounted_message values (?, ?, ?)",
            of.key.tenant(),
            room.roomId(),
            message.seq());
        continue;
      }
      for (String userId : message.mentions()) {
        update(
            connection,
            "insert into mention values (?, ?, ?, ?)",
            of.key.tenant(),
            userId,
            room.roomId(),
            message.seq());
      }
    }
  }

  private static void insert(Connection connection, RoomKey key, Member m) throws SQLException {
    update(
        connection,
        "insert into member (tenant, room_id, user_id, role, joined_at, read_seq, delivered_seq,"
            + " muted) values (?, ?, ?, ?, ?, ?, ?, ?)",
        key.tenant(),
        key.roomId(),
        m.userId(),
        m.role().name(),
        m.joinedAt(),
        m.readSeq(),
        m.deliveredSeq(),
        m.muted());
  }

  private static void insert(
      Connection connection, RoomKey key, Message m, RoomEvent.MessagePosted posted)
      throws SQLException {
    update(
        connection,
        "insert into message (tenant, room_id, seq, message_id, sender_id, sender_name,"
            + " sender_avatar_url, content, content_type, moderation_status, created_at,"
            + " client_message_id, fingerprint, rev, reply_to, mentions, reactions, edited_at,"
            + " deleted_at) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?::jsonb, ?, ?)",
        key.tenant(),
        key.roomId(),
        m.seq(),
        m.id(),
        m.senderId(),
        m.senderName(),
        m.senderAvatarUrl(),
        m.content(),
        m.contentType().name(),
        m.moderationStatus().name(),
        m.createdAt(),
        m.clientMessageId(),
        posted.fingerprint(),
        posted.rev(),
        m.replyTo(),
        connection.createArrayOf("text", m.mentions().toArray()),
        json(m.reactions()),
        m.editedAt(),
        m.deletedAt());
  }

  private static String json(Object value) {
    try {
      return JSON.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
