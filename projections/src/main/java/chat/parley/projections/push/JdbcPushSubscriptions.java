package chat.parley.projections.push;

import chat.parley.engine.domain.UserKey;
import chat.parley.engine.push.PushSubscription;
import chat.parley.engine.push.PushSubscriptions;
import chat.parley.projections.Database;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.concurrent.CompletionStage;

/** {@link PushSubscriptions} in a table of their own. */
public final class JdbcPushSubscriptions implements PushSubscriptions {

  private static final String SAVE =
      """
      insert into push_subscription as known (tenant, id, user_id, endpoint, p256dh, auth)
      values (?, ?, ?, ?, ?, ?)
          on conflict (tenant, id) do update
         set user_id = excluded.user_id, p256dh = excluded.p256dh, auth = excluded.auth,
             saved_at = clock_timestamp()
      """;

  private static final String TRIM =
      """
      delete from push_subscription s
       using (select tenant, id from push_subscription
               where tenant = ? and user_id = ?
               order by saved_at desc
              offset ?) as old
       where (s.tenant, s.id) = (old.tenant, old.id)
      """;

  private static final String REMOVE =
      "delete from push_subscription where tenant = ? and user_id = ? and id = ?";

  private static final String REMOVE_ALL =
      "delete from push_subscription where tenant = ? and user_id = ?";

  private final Database database;

  public JdbcPushSubscriptions(Database database) {
    this.database = database;
  }

  @Override
  public CompletionStage<Void> save(UserKey user, PushSubscription subscription) {
    return database.transaction(
        connection -> {
          try (PreparedStatement save = connection.prepareStatement(SAVE);
              PreparedStatement trim = connection.prepareStatement(TRIM)) {
            save.setString(1, user.tenant());
            save.setString(2, subscription.id());
            save.setString(3, user.userId());
            save.setString(4, subscription.endpoint());
            save.setString(5, subscription.p256dh());
            save.setString(6, subscription.auth());
            save.executeUpdate();
            trim.setString(1, user.tenant());
            trim.setString(2, user.userId());
            trim.setInt(3, MOST);
            trim.executeUpdate();
            return null;
          }
        });
  }

  @Override
  public CompletionStage<Void> remove(UserKey user, String id) {
    return database.query(connection -> remove(connection, user, id));
  }

  static Void remove(Connection connection, UserKey user, String id) throws SQLException {
    try (PreparedStatement delete = connection.prepareStatement(REMOVE)) {
      delete.setString(1, user.tenant());
      delete.setString(2, user.userId());
      delete.setString(3, id);
      delete.executeUpdate();
      return null;
    }
  }

  @Override
  public CompletionStage<Void> removeAll(UserKey user) {
    return database.query(
        connection -> {
          try (PreparedStatement delete = connection.prepareStatement(REMOVE_ALL)) {
            delete.setString(1, user.tenant());
            delete.setString(2, user.userId());
            delete.executeUpdate();
            return null;
          }
        });
  }
}
