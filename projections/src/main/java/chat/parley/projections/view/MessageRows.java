package chat.parley.projections.view;

import chat.parley.engine.domain.ContentType;
import chat.parley.engine.domain.Message;
import chat.parley.engine.domain.Message.Reaction;
import chat.parley.engine.domain.ModerationStatus;
import chat.parley.engine.domain.RoomKey;
import chat.parley.engine.domain.StoredMessage;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;

/** Messages as rows of the table {@code message}. */
public final class MessageRows {

  /** What {@link #read} needs, of a table called {@code m}. */
  public static final String COLUMNS =
      """
      m.message_id, m.seq, m.sender_id, m.sender_name, m.sender_avatar_url, m.content,
             m.content_type, m.moderation_status, m.created_at, m.client_message_id, m.reply_to,
             m.mentions, m.reactions, m.edited_at, m.deleted_at, m.fingerprint, m.rev
      """;

  /** Of the columns that {@link #write} adds. */
  static final String[] TYPES = {
    "text",
    "text",
    "bigint",
    "text",
    "text",
    "text",
    "text",
    "text",
    "text",
    "text",
    "timestamptz",
    "text",
    "bigint",
    "bigint",
    "text",
    "text",
    "text",
    "timestamptz",
    "timestamptz"
  };

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final TypeReference<List<Reaction>> REACTIONS = new TypeReference<>() {};

  private MessageRows() {}

  static void write(Columns columns, RoomKey room, StoredMessage stored) {
    Message message = stored.message();
    columns.add(
        room.tenant(),
        room.roomId(),
        message.seq(),
        message.id(),
        message.senderId(),
        message.senderName(),
        message.senderAvatarUrl(),
        message.content(),
        message.contentType().name(),
        message.moderationStatus().name(),
        message.createdAt(),
        message.clientMessageId(),
        stored.fingerprint(),
        stored.rev(),
        message.replyTo(),
        arrayLiteral(message.mentions()),
        json(message.reactions()),
        message.editedAt(),
        message.deletedAt());
  }

  static RoomKey room(ResultSet row) throws SQLException {
    return new RoomKey(row.getString("tenant"), row.getString("room_id"));
  }

  /** All columns by their names. */
  public static StoredMessage read(ResultSet row) throws SQLException {
    Message message =
        new Message(
            row.getString("message_id"),
            row.getLong("seq"),
            row.getString("sender_id"),
            row.getString("sender_name"),
            row.getString("sender_avatar_url"),
            row.getString("content"),
            ContentType.valueOf(row.getString("content_type")),
            ModerationStatus.valueOf(row.getString("moderation_status")),
            instant(row, "created_at"),
            row.getString("client_message_id"),
            row.getString("reply_to"),
            List.of((String[]) row.getArray("mentions").getArray()),
            reactions(row.getString("reactions")),
            instant(row, "edited_at"),
            instant(row, "deleted_at"));
    return new StoredMessage(message, row.getLong("fingerprint"), row.getLong("rev"));
  }

  /** Null for null. */
  public static Instant instant(ResultSet row, String column) throws SQLException {
    OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }

  /** User ids hold nothing that would need escaping within the quotes. */
  static String arrayLiteral(List<String> userIds) {
    return userIds.isEmpty() ? "{}" : "{\"" + String.join("\",\"", userIds) + "\"}";
  }

  private static String json(List<Reaction> reactions) {
    if (reactions.isEmpty()) {
      return "[]";
    }
    try {
      return JSON.writeValueAsString(reactions);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("reactions are plain text", e);
    }
  }

  private static List<Reaction> reactions(String json) throws SQLException {
    if (json.equals("[]")) {
      return List.of();
    }
    try {
      return JSON.readValue(json, REACTIONS);
    } catch (JsonProcessingException e) {
      throw new SQLException("not a message's reactions", "22000", e);
    }
  }
}
