package chat.parley.projections.query;

import chat.parley.engine.domain.ContentType;
import chat.parley.engine.domain.Message;
import chat.parley.engine.domain.Message.Reaction;
import chat.parley.engine.domain.ModerationStatus;
import chat.parley.engine.domain.StoredMessage;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;

/** Rows of the table message. */
public final class MessageRows {

  /** What {@link #read} expects, of a table called {@code m}. */
  public static final String COLUMNS =
      """
      m.message_id, m.seq, m.sender_id, m.sender_name, m.sender_avatar_url, m.content,
             m.content_type, m.moderation_status, m.created_at, m.client_message_id, m.reply_to,
             m.mentions, m.reactions, m.edited_at, m.deleted_at, m.fingerprint, m.rev
      """;

  private static final ObjectReader REACTIONS = new JsonMapper().readerForArrayOf(Reaction.class);

  private MessageRows() {}

  /**
   * @param first column at which {@link #COLUMNS} begin
   */
  public static StoredMessage read(ResultSet row, int first) throws SQLException {
    Message message =
        new Message(
            row.getString(first),
            row.getLong(first + 1),
            row.getString(first + 2),
            row.getString(first + 3),
            row.getString(first + 4),
            row.getString(first + 5),
            ContentType.valueOf(row.getString(first + 6)),
            ModerationStatus.valueOf(row.getString(first + 7)),
            instant(row, first + 8),
            row.getString(first + 9),
            row.getString(first + 10),
            List.of((String[]) row.getArray(first + 11).getArray()),
            reactions(row.getString(first + 12)),
            instant(row, first + 13),
            instant(row, first + 14));
    return new StoredMessage(message, row.getLong(first + 15), row.getLong(first + 16));
  }

  /** Null for null. */
  static Instant instant(ResultSet row, int column) throws SQLException {
    OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }

  private static List<Reaction> reactions(String json) {
    if (json.equals("[]")) {
      return List.of();
    }
    try {
      return List.of(REACTIONS.<Reaction[]>readValue(json));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("reactions that are none", e);
    }
  }
}
