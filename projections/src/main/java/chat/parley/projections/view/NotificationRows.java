package chat.parley.projections.view;

import chat.parley.engine.domain.MessageIds;
import chat.parley.engine.domain.RoomEvent;
import chat.parley.engine.domain.RoomKey;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** The rows of the table {@code notification} that a group of events makes, changes and removes. */
final class NotificationRows {

  static final String MENTION = "mention";
  static final String DIRECT = "direct";
  private static final String INVITATION = "invitation";

  private static final int PREVIEW = 140;

  /** Keeps the ids of invitations apart from those of messages; a seq never gets there. */
  private static final long INVITATION_BIT = 1L << 47;

  private record Row(
      Who who,
      String id,
      String kind,
      String actorId,
      String actorName,
      String messageId,
      long seq,
      String preview,
      Instant at) {

    Row withPreview(String newPreview) {
      return new Row(who, id, kind, actorId, actorName, messageId, seq, newPreview, at);
    }
  }

  private final NoticeListener news;
  private List<Row> added = new ArrayList<>();
  private final Set<Who> left = new LinkedHashSet<>();
  private final Set<Seq> deleted = new LinkedHashSet<>();
  private final Map<Seq, RoomEvent.MessageEdited> edited = new LinkedHashMap<>();

  NotificationRows(NoticeListener news) {
    this.news = news;
  }

  void told(RoomKey room, String kind, String userId, RoomEvent.MessagePosted event) {
    added.add(
        new Row(
            new Who(room, userId),
            event.messageId(),
            kind,
            event.senderId(),
            event.senderName(),
            event.messageId(),
            event.seq(),
            preview(event.content()),
            event.at()));
  }

  void invited(RoomKey room, long rev, String userId, String by, Instant at) {
    String id = MessageIds.of(room, INVITATION_BIT | rev, at);
    added.add(new Row(new Who(room, userId), id, INVITATION, by, null, null, 0, null, at));
  }

  void deleted(RoomKey room, long seq) {
    deleted.add(new Seq(room, seq));
    keep(row -> row.seq != seq || !row.who.room().equals(room));
  }

  void edited(RoomKey room, RoomEvent.MessageEdited event) {
    edited.put(new Seq(room, event.seq()), event);
    List<Row> after = new ArrayList<>(added.size());
    for (Row row : added) {
      if (row.seq != event.seq() || !row.who.room().equals(room)) {
        after.add(row);
      } else if (!row.kind.equals(MENTION) || event.mentions().contains(row.who.userId())) {
        after.add(row.withPreview(preview(event.content())));
      }
    }
    added = after;
  }

  void left(Who who) {
    left.add(who);
    keep(row -> !row.who.equals(who));
  }

  private void keep(Predicate<Row> wanted) {
    if (!added.isEmpty()) {
      added = new ArrayList<>(added.stream().filter(wanted).toList());
    }
  }

  private static String preview(String content) {
    return content.codePointCount(0, content.length()) <= PREVIEW
        ? content
        : content.substring(0, content.offsetByCodePoints(0, PREVIEW));
  }

  private static final String ADD =
      """
      insert into notification (tenant, user_id, room_id, id, kind, actor_id, actor_name,
             message_id, seq, preview, at)
      select * from unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """;

  /** What was there before goes or changes first; what this group made comes last. */
  void write(Connection connection) throws SQLException {
    Columns leavers = new Columns();
    left.forEach(w -> leavers.add(w.room().tenant(), w.room().roomId(), w.userId()));
    leavers.update(connection, NotificationSql.REMOVE_LEFT, this::tell, "text", "text", "text");
    Columns gone = new Columns();
    deleted.forEach(s -> gone.add(s.room().tenant(), s.room().roomId(), s.seq()));
    gone.update(connection, NotificationSql.REMOVE_DELETED, this::tell, "text", "text", "bigint");
    writeEdits(connection);
    Columns rows = new Columns(added.size());
    for (Row row : added) {
      news.made(row.who.room().tenant(), row.who.userId(), row.id, row.at);
      rows.add(
          row.who.room().tenant(),
          row.who.userId(),
          row.who.room().roomId(),
          row.id,
          row.kind,
          row.actorId,
          row.actorName,
          row.messageId,
          row.seq,
          row.preview,
          row.at);
    }
    rows.update(
        connection,
        ADD,
        "text",
        "text",
        "text",
        "text",
        "text",
        "text",
        "text",
        "text",
        "bigint",
        "text",
        "timestamptz");
  }

  private void tell(ResultSet row) throws SQLException {
    news.notice(row.getString("tenant"), row.getString("user_id"), row.getString("id"));
  }

  private void writeEdits(Connection connection) throws SQLException {
    Columns changes = new Columns();
    edited.forEach(
        (seq, event) ->
            changes.add(
                seq.room().tenant(),
                seq.room().roomId(),
                seq.seq(),
                preview(event.content()),
                MessageRows.arrayLiteral(event.mentions())));
    String[] types = {"text", "text", "bigint", "text", "text"};
    changes.update(connection, NotificationSql.REMOVE_UNMENTIONED, this::tell, types);
    changes.update(connection, NotificationSql.CHANGE_PREVIEW, this::tell, types);
  }
}
