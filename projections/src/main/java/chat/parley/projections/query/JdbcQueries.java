package chat.parley.projections.query;

import chat.parley.engine.domain.Notification;
import chat.parley.engine.domain.RoomKind;
import chat.parley.engine.inbox.CommittedNews;
import chat.parley.engine.inbox.NoticeKey;
import chat.parley.projections.Database;
import chat.parley.projections.view.MessageRows;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;

/** {@link Queries} on Postgres; the SQL stands in {@link Statements}. */
public final class JdbcQueries implements Queries {

  /** Of those that one call marks as read: so many are told live, the newest. */
  private static final int TOLD = 200;

  private final Database database;
  private final CommittedNews news;

  /**
   * @param news hears of notifications that were marked as read
   */
  public JdbcQueries(Database database, CommittedNews news) {
    this.database = database;
    this.news = news;
  }

  @Override
  public CompletionStage<RoomsPage> rooms(String tenant, String userId, int limit, String cursor) {
    return after(
        () -> Cursors.RoomPlace.decode(cursor),
        place -> database.query(connection -> rooms(connection, tenant, userId, limit, place)));
  }

  private static RoomsPage rooms(
      Connection connection, String tenant, String userId, int limit, Cursors.RoomPlace after)
      throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(Statements.ROOMS.sql())) {
      query.setString(1, tenant);
      query.setString(2, userId);
      query.setObject(3, utc(after.activity()));
      query.setString(4, after.roomId());
      query.setLong(5, limit + 1L);
      List<RoomSummary> rooms = new ArrayList<>();
      Cursors.RoomPlace last = null;
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          if (rooms.size() == limit) {
            return new RoomsPage(rooms, last.encode());
          }
          rooms.add(room(rows, userId));
          last =
              new Cursors.RoomPlace(
                  MessageRows.instant(rows, "last_activity_at"), rows.getString("room_id"));
        }
      }
      return new RoomsPage(rooms, null);
    }
  }

  private static RoomSummary room(ResultSet row, String userId) throws SQLException {
    boolean hasMessage = row.getString("message_id") != null;
    return new RoomSummary(
        row.getString("room_id"),
        row.getString("name"),
        RoomKind.valueOf(row.getString("kind")),
        row.getString("external_ref"),
        row.getInt("member_count"),
        row.getLong("last_seq"),
        MessageRows.instant(row, "last_message_at"),
        hasMessage ? MessageRows.read(row).message().seenBy(userId) : null,
        row.getLong("unread"),
        row.getLong("mentioned"),
        row.getLong("read_seq"),
        row.getBoolean("muted"));
  }

  @Override
  public CompletionStage<UnreadTotal> unread(String tenant, String userId) {
    return database.query(
        connection -> {
          try (PreparedStatement query = connection.prepareStatement(Statements.UNREAD.sql())) {
            query.setString(1, tenant);
            query.setString(2, userId);
            try (ResultSet row = query.executeQuery()) {
              row.next();
              return new UnreadTotal(row.getLong(1), row.getLong(2), row.getLong(3));
            }
          }
        });
  }

  @Override
  public CompletionStage<NotificationsPage> notifications(
      String tenant, String userId, int limit, String cursor, boolean unreadOnly) {
    return after(
        () -> Cursors.decodeNotification(cursor),
        below ->
            database.query(
                connection -> notifications(connection, tenant, userId, limit, below, unreadOnly)));
  }

  private static NotificationsPage notifications(
      Connection connection,
      String tenant,
      String userId,
      int limit,
      String below,
      boolean unreadOnly)
      throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(Statements.NOTIFICATIONS.sql())) {
      query.setString(1, tenant);
      query.setString(2, userId);
      query.setString(3, below);
      query.setBoolean(4, unreadOnly);
      query.setLong(5, limit + 1L);
      List<Notification> page = new ArrayList<>();
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          if (page.size() == limit) {
            return new NotificationsPage(
                page, Cursors.encodeNotification(page.get(limit - 1).id()));
          }
          page.add(NotificationRow.read(rows));
        }
      }
      return new NotificationsPage(page, null);
    }
  }

  @Override
  public CompletionStage<Void> readNotifications(String tenant, String userId, List<String> ids) {
    return database
        .query(connection -> readNotifications(connection, tenant, userId, ids))
        .thenAccept(
            read ->
                news.committed(
                    List.of(),
                    read.stream()
                        .sorted(Comparator.reverseOrder())
                        .limit(TOLD)
                        .map(id -> new NoticeKey(tenant, userId, id))
                        .toList()));
  }

  private static List<String> readNotifications(
      Connection connection, String tenant, String userId, List<String> ids) throws SQLException {
    Statements statement =
        ids == null ? Statements.READ_ALL_NOTIFICATIONS : Statements.READ_NOTIFICATIONS;
    List<String> read = new ArrayList<>();
    try (PreparedStatement update = connection.prepareStatement(statement.sql())) {
      update.setString(1, tenant);
      update.setString(2, userId);
      if (ids != null) {
        update.setArray(3, known(connection, ids));
      }
      try (ResultSet rows = update.executeQuery()) {
        while (rows.next()) {
          read.add(rows.getString(1));
        }
      }
    }
    return read;
  }

  /** What has not the shape of an id names nothing, and may hold what Postgres does not take. */
  private static Array known(Connection connection, List<String> ids) throws SQLException {
    return connection.createArrayOf(
        "text", ids.stream().filter(Cursors::isNotificationId).toArray());
  }

  @Override
  public CompletionStage<List<Day>> stats(
      String tenant, String roomId, LocalDate from, LocalDate to) {
    return database.query(
        connection -> {
          try (PreparedStatement query = connection.prepareStatement(Statements.STATS.sql())) {
            query.setString(1, tenant);
            query.setString(2, roomId);
            query.setObject(3, from);
            query.setObject(4, to);
            List<Day> days = new ArrayList<>();
            try (ResultSet rows = query.executeQuery()) {
              while (rows.next()) {
                days.add(
                    new Day(rows.getObject(1, LocalDate.class), rows.getLong(2), rows.getLong(3)));
              }
            }
            return days;
          }
        });
  }

  @Override
  public CompletionStage<Receipts> receipts(
      String tenant, String roomId, long seq, String senderId, int limit) {
    return database.query(
        connection -> {
          try (PreparedStatement query = connection.prepareStatement(Statements.RECEIPTS.sql())) {
            for (int i = 1; i <= 4; i++) {
              query.setLong(i, seq);
            }
            query.setString(5, tenant);
            query.setString(6, roomId);
            query.setString(7, senderId);
            query.setLong(8, seq);
            try (ResultSet rows = query.executeQuery()) {
              return receipts(rows, limit);
            }
          }
        });
  }

  private static Receipts receipts(ResultSet rows, int limit) throws SQLException {
    List<Receipt> delivered = new ArrayList<>();
    List<Receipt> read = new ArrayList<>();
    while (rows.next()) {
      String userId = rows.getString("user_id");
      Instant readAt = MessageRows.instant(rows, "read_at");
      if (readAt != null) {
        read.add(new Receipt(userId, readAt));
      }
      delivered.add(new Receipt(userId, MessageRows.instant(rows, "delivered_at")));
    }
    Comparator<Receipt> byTime = Comparator.comparing(Receipt::at).thenComparing(Receipt::userId);
    delivered.sort(byTime);
    read.sort(byTime);
    return new Receipts(first(delivered, limit), first(read, limit));
  }

  private static <T> List<T> first(List<T> all, int limit) {
    return List.copyOf(all.subList(0, Math.min(limit, all.size())));
  }

  private static OffsetDateTime utc(Instant time) {
    return OffsetDateTime.ofInstant(time, ZoneOffset.UTC);
  }

  /** A bad cursor fails the stage, as everything else does. */
  private static <C, T> CompletionStage<T> after(
      Supplier<C> cursor, Function<C, CompletionStage<T>> query) {
    try {
      return query.apply(cursor.get());
    } catch (IllegalArgumentException e) {
      return CompletableFuture.failedFuture(e);
    }
  }
}
