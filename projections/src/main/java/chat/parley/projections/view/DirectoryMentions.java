package chat.parley.projections.view;

import chat.parley.engine.domain.RoomEvent;
import chat.parley.engine.domain.RoomKey;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The rows of {@code mention} and {@code uncounted_message} that a group of events touches. Whoever
 * is mentioned gets a row, a member or not: it counts only above a member's read marker, and
 * joining sets that to the room's last message.
 */
final class DirectoryMentions {

  private final Set<Seq> edited = new HashSet<>();
  private final Set<Seq> uncounted = new LinkedHashSet<>();
  private final Set<Seq> newlyUncounted = new LinkedHashSet<>();

  /** What the mentions of a message are now, and which messages had others before. */
  private final Map<Seq, Set<String>> mentions = new LinkedHashMap<>();

  private final Set<Seq> replaced = new LinkedHashSet<>();

  /** A message that is edited: whether it counts has to be known. */
  void need(Seq seq) {
    edited.add(seq);
  }

  private static final String LOAD =
      """
      select u.*
        from unnest(?, ?, ?) as k (tenant, room_id, seq)
        join uncounted_message u using (tenant, room_id, seq)
      """;

  void load(Connection connection) throws SQLException {
    if (edited.isEmpty()) {
      return;
    }
    try (PreparedStatement query = connection.prepareStatement(LOAD)) {
      columns(edited).bind(query, "text", "text", "bigint");
      try (ResultSet found = query.executeQuery()) {
        while (found.next()) {
          uncounted.add(new Seq(MessageRows.room(found), found.getLong("seq")));
        }
      }
    }
  }

  void take(RoomKey room, RoomEvent event) {
    if (event instanceof RoomEvent.MessagePosted posted) {
      Seq seq = new Seq(room, posted.seq());
      if (!posted.message().counts()) {
        leaveOut(seq);
      } else if (!posted.mentions().isEmpty()) {
        mentions.put(seq, others(posted.mentions(), posted.senderId()));
      }
    } else if (event instanceof RoomEvent.MessageDeleted deleted) {
      Seq seq = new Seq(room, deleted.seq());
      leaveOut(seq);
      replace(seq, Set.of());
    } else if (event instanceof RoomEvent.MessageEdited editing) {
      Seq seq = new Seq(room, editing.seq());
      if (!uncounted.contains(seq)) {
        replace(seq, new LinkedHashSet<>(editing.mentions()));
      }
    }
  }

  private void leaveOut(Seq seq) {
    if (uncounted.add(seq)) {
      newlyUncounted.add(seq);
    }
  }

  private void replace(Seq seq, Set<String> users) {
    replaced.add(seq);
    mentions.put(seq, users);
  }

  private static Set<String> others(List<String> users, String sender) {
    Set<String> others = new LinkedHashSet<>(users);
    others.remove(sender);
    return others;
  }

  private static final String UNCOUNT =
      """
      insert into uncounted_message (tenant, room_id, seq)
      select * from unnest(?, ?, ?)
      on conflict do nothing
      """;

  private static final String REMOVE =
      """
      delete from mention m
       using unnest(?, ?, ?) as k (tenant, room_id, seq)
       where (m.tenant, m.room_id, m.seq) = (k.tenant, k.room_id, k.seq)
      """;

  private static final String ADD =
      """
      insert into mention (tenant, user_id, room_id, seq)
      select * from unnest(?, ?, ?, ?)
      on conflict do nothing
      """;

  void write(Connection connection) throws SQLException {
    columns(newlyUncounted).update(connection, UNCOUNT, "text", "text", "bigint");
    columns(replaced).update(connection, REMOVE, "text", "text", "bigint");
    Columns added = new Columns();
    mentions.forEach(
        (seq, users) -> {
          for (String user : users) {
            added.add(seq.room().tenant(), user, seq.room().roomId(), seq.seq());
          }
        });
    added.update(connection, ADD, "text", "text", "text", "bigint");
  }

  private static Columns columns(Set<Seq> seqs) {
    Columns columns = new Columns(seqs.size());
    seqs.forEach(seq -> columns.add(seq.room().tenant(), seq.room().roomId(), seq.seq()));
    return columns;
  }
}
