package chat.parley.projections.view;

import chat.parley.engine.domain.Message;
import chat.parley.engine.domain.MessageFold;
import chat.parley.engine.domain.RoomEvent;
import chat.parley.engine.domain.StoredMessage;
import chat.parley.projections.journal.JournalRow;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Messages as they are now. */
final class HistoryView implements View {

  @Override
  public String name() {
    return "history";
  }

  @Override
  public List<String> tables() {
    return List.of("message");
  }

  /** Folds in memory, with the one meaning that these events have, and writes each message once. */
  @Override
  public void fold(Connection connection, List<JournalRow> rows) throws SQLException {
    Map<Seq, StoredMessage> messages = load(connection, missing(rows));
    Map<Seq, StoredMessage> changed = new LinkedHashMap<>();
    for (JournalRow row : rows) {
      if (row.event() instanceof RoomEvent.OfMessage event) {
        Seq seq = new Seq(row.room(), event.seq());
        StoredMessage after = after(messages.get(seq), event, row);
        messages.put(seq, after);
        changed.put(seq, after);
      }
    }
    write(connection, changed);
  }

  private static StoredMessage after(
      StoredMessage before, RoomEvent.OfMessage event, JournalRow row) {
    if (event instanceof RoomEvent.MessagePosted posted) {
      return new StoredMessage(posted.message(), posted.fingerprint(), posted.rev());
    }
    if (before == null) {
      throw new IllegalStateException("no message for " + row);
    }
    Message message = MessageFold.apply(before.message(), event);
    return new StoredMessage(message, before.fingerprint(), before.rev());
  }

  private static Set<Seq> missing(List<JournalRow> rows) {
    Set<Seq> posted = new HashSet<>();
    Set<Seq> missing = new HashSet<>();
    for (JournalRow row : rows) {
      if (row.event() instanceof RoomEvent.MessagePosted event) {
        posted.add(new Seq(row.room(), event.seq()));
      } else if (row.event() instanceof RoomEvent.OfMessage event) {
        Seq seq = new Seq(row.room(), event.seq());
        if (!posted.contains(seq)) {
          missing.add(seq);
        }
      }
    }
    return missing;
  }

  private static final String LOAD =
      """
      select m.*
        from unnest(?, ?, ?) as k (tenant, room_id, seq)
        join message m using (tenant, room_id, seq)
      """;

  private static Map<Seq, StoredMessage> load(Connection connection, Set<Seq> keys)
      throws SQLException {
    Map<Seq, StoredMessage> messages = new LinkedHashMap<>();
    if (keys.isEmpty()) {
      return messages;
    }
    Columns columns = new Columns(keys.size());
    keys.forEach(k -> columns.add(k.room().tenant(), k.room().roomId(), k.seq()));
    try (PreparedStatement query = connection.prepareStatement(LOAD)) {
      columns.bind(query, "text", "text", "bigint");
      try (ResultSet found = query.executeQuery()) {
        while (found.next()) {
          StoredMessage message = MessageRows.read(found);
          messages.put(new Seq(MessageRows.room(found), message.message().seq()), message);
        }
      }
    }
    return messages;
  }

  private static final String WRITE =
      """
      insert into message as m (tenant, room_id, seq, message_id, sender_id, sender_name,
             sender_avatar_url, content, content_type, moderation_status, created_at,
             client_message_id, fingerprint, rev, reply_to, mentions, reactions, edited_at,
             deleted_at)
      select tenant, room_id, seq, message_id, sender_id, sender_name, sender_avatar_url, content,
             content_type, moderation_status, created_at, client_message_id, fingerprint, rev,
             reply_to, mentions::text[], reactions::jsonb, edited_at, deleted_at
        from unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
          as u (tenant, room_id, seq, message_id, sender_id, sender_name, sender_avatar_url,
                content, content_type, moderation_status, created_at, client_message_id,
                fingerprint, rev, reply_to, mentions, reactions, edited_at, deleted_at)
      on conflict (tenant, room_id, seq) do update
         set content = excluded.content,
             moderation_status = excluded.moderation_status,
             mentions = excluded.mentions,
             reactions = excluded.reactions,
             edited_at = excluded.edited_at,
             deleted_at = excluded.deleted_at
      """;

  private static void write(Connection connection, Map<Seq, StoredMessage> messages)
      throws SQLException {
    Columns columns = new Columns(messages.size());
    messages.forEach((seq, message) -> MessageRows.write(columns, seq.room(), message));
    columns.update(connection, WRITE, MessageRows.TYPES);
  }
}
