package chat.parley.projections.push;

import chat.parley.engine.domain.UserKey;
import chat.parley.engine.push.DuePush;
import chat.parley.engine.push.PushStore;
import chat.parley.engine.push.PushSubscription;
import chat.parley.projections.Database;
import chat.parley.projections.query.NotificationRow;
import chat.parley.projections.query.Statements;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/** {@link PushStore} on Postgres. All times are the database's own: those of nodes may differ. */
public final class JdbcPushStore implements PushStore {

  private final Database database;

  public JdbcPushStore(Database database) {
    this.database = database;
  }

  @Override
  public CompletionStage<List<DuePush>> take(int limit, Duration lease, Set<String> busy) {
    return database.query(
        connection -> {
          try (PreparedStatement take = connection.prepareStatement(Statements.PUSH_TAKE.sql())) {
            Array hosts = connection.createArrayOf("text", busy.toArray());
            take.setArray(1, hosts);
            take.setArray(2, hosts);
            take.setInt(3, limit);
            take.setLong(4, lease.toMillis());
            List<DuePush> taken = new ArrayList<>();
            try (ResultSet rows = take.executeQuery()) {
              while (rows.next()) {
                taken.add(read(rows));
              }
            }
            return taken;
          }
        });
  }

  private static DuePush read(ResultSet row) throws SQLException {
    boolean isThere = row.getString("id") != null;
    String subscription = row.getString("subscription_id");
    return new DuePush(
        new UserKey(row.getString("tenant"), row.getString("user_id")),
        row.getString("notification_id"),
        row.getString("target"),
        row.getInt("attempts"),
        row.getBoolean("told"),
        isThere ? NotificationRow.read(row) : null,
        row.getBoolean("muted"),
        subscription == null
            ? null
            : new PushSubscription(
                subscription,
                row.getString("endpoint"),
                row.getString("p256dh"),
                row.getString("auth")));
  }

  @Override
  public CompletionStage<Void> done(DuePush push) {
    return database.query(connection -> done(connection, push));
  }

  private static Void done(Connection connection, DuePush push) throws SQLException {
    try (PreparedStatement delete = connection.prepareStatement(Statements.PUSH_DONE.sql())) {
      bind(delete, 1, push);
      delete.executeUpdate();
      return null;
    }
  }

  @Override
  public CompletionStage<Void> told(DuePush push, Duration look) {
    return database.query(
        connection -> {
          try (PreparedStatement update = connection.prepareStatement(Statements.PUSH_TOLD.sql())) {
            update.setLong(1, look.toMillis());
            bind(update, 2, push);
            update.executeUpdate();
            return null;
          }
        });
  }

  @Override
  public CompletionStage<Void> later(DuePush push, Duration after, boolean failed) {
    return database.query(
        connection -> {
          try (PreparedStatement update =
              connection.prepareStatement(Statements.PUSH_LATER.sql())) {
            update.setLong(1, after.toMillis());
            update.setInt(2, failed ? 1 : 0);
            bind(update, 3, push);
            update.executeUpdate();
            return null;
          }
        });
  }

  @Override
  public CompletionStage<Void> gone(DuePush push) {
    return database.transaction(
        connection -> {
          JdbcPushSubscriptions.remove(connection, push.user(), push.target());
          return done(connection, push);
        });
  }

  private static void bind(PreparedStatement statement, int from, DuePush push)
      throws SQLException {
    statement.setString(from, push.user().tenant());
    statement.setString(from + 1, push.user().userId());
    statement.setString(from + 2, push.notificationId());
    statement.setString(from + 3, push.target());
  }
}
