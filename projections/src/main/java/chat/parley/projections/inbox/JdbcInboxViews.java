package chat.parley.projections.inbox;

import chat.parley.engine.domain.RoomKey;
import chat.parley.engine.inbox.InboxRoom;
import chat.parley.engine.inbox.InboxUser;
import chat.parley.engine.inbox.InboxViews;
import chat.parley.engine.inbox.NoticeKey;
import chat.parley.projections.Database;
import chat.parley.projections.SqlFunction;
import chat.parley.projections.query.NotificationRow;
import chat.parley.projections.query.Statements;
import chat.parley.projections.view.MessageRows;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** {@link InboxViews} on Postgres; the SQL stands in {@link Statements}. */
public final class JdbcInboxViews implements InboxViews {

  /** How far back a marker's moves are looked at: what is older was told. */
  private static final Duration MOVED_WITHIN = Duration.ofSeconds(15);

  /** How old a notification may be to be told live when its news was lost. */
  private static final Duration NEW_WITHIN = Duration.ofMinutes(2);

  private final Database database;
  private final Clock clock;

  public JdbcInboxViews(Database database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  @Override
  public CompletionStage<Answer> look(Question question) {
    Instant now = clock.instant();
    return database.query(
        connection ->
            new Answer(
                members(connection, question.members()),
                counts(connection, question.counts()),
                notices(connection, question.notices()),
                passed(connection, question.readers(), now.minus(MOVED_WITHIN)),
                newest(connection, question.missed(), now.minus(NEW_WITHIN))));
  }

  private static List<Membership> members(Connection connection, List<InboxUser> users)
      throws SQLException {
    return rows(
        connection,
        Statements.INBOX_MEMBERS,
        users,
        List.of(InboxUser::tenant, InboxUser::userId),
        null,
        row -> new Membership(who(row), row.getLong("sequence_nr")));
  }

  private static List<Counts> counts(Connection connection, List<RoomUser> of) throws SQLException {
    return rows(
        connection,
        Statements.INBOX_COUNTS,
        of,
        ROOM_USER,
        null,
        row ->
            new Counts(
                who(row),
                new InboxRoom(
                    row.getString("room_id"),
                    row.getLong("last_seq"),
                    MessageRows.instant(row, "last_message_at"),
                    row.getLong("unread"),
                    row.getLong("mentioned"))));
  }

  private static List<Notice> notices(Connection connection, List<NoticeKey> keys)
      throws SQLException {
    return rows(
        connection,
        Statements.INBOX_NOTIFICATIONS,
        keys,
        List.of(NoticeKey::tenant, NoticeKey::userId, NoticeKey::id),
        null,
        JdbcInboxViews::notice);
  }

  private static List<Notice> passed(Connection connection, List<RoomUser> readers, Instant since)
      throws SQLException {
    return rows(
        connection, Statements.INBOX_PASSED, readers, ROOM_USER, since, JdbcInboxViews::notice);
  }

  private static List<Notice> newest(Connection connection, List<InboxUser> of, Instant since)
      throws SQLException {
    return rows(
        connection,
        Statements.INBOX_NEWEST,
        of,
        List.of(InboxUser::tenant, InboxUser::userId),
        since,
        JdbcInboxViews::notice);
  }

  private static final List<Function<RoomUser, String>> ROOM_USER =
      List.of(who -> who.room().tenant(), who -> who.room().roomId(), RoomUser::userId);

  private static RoomUser who(ResultSet row) throws SQLException {
    return new RoomUser(
        new RoomKey(row.getString("tenant"), row.getString("room_id")), row.getString("user_id"));
  }

  private static Notice notice(ResultSet row) throws SQLException {
    return new Notice(
        new InboxUser(row.getString("tenant"), row.getString("user_id")),
        NotificationRow.read(row));
  }

  /**
   * @param columns of the keys, in the order of the statement's arrays
   * @param since the last parameter, or null where there is none
   */
  private static <K, R> List<R> rows(
      Connection connection,
      Statements statement,
      List<K> keys,
      List<Function<K, String>> columns,
      Instant since,
      SqlFunction<ResultSet, R> read)
      throws SQLException {
    List<R> rows = new ArrayList<>();
    if (keys.isEmpty()) {
      return rows;
    }
    try (PreparedStatement query = connection.prepareStatement(statement.sql())) {
      int parameter = 0;
      for (Function<K, String> column : columns) {
        Object[] values = keys.stream().map(column).toArray();
        query.setArray(++parameter, connection.createArrayOf("text", values));
      }
      if (since != null) {
        query.setObject(++parameter, OffsetDateTime.ofInstant(since, ZoneOffset.UTC));
      }
      try (ResultSet found = query.executeQuery()) {
        while (found.next()) {
          rows.add(read.apply(found));
        }
      }
    }
    return rows;
  }
}
