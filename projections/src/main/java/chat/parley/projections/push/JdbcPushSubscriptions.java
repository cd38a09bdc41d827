package chat.parley.projections.push;

import chat.parley.engine.domain.UserKey;
import chat.parley.engine.push.PushSubscription;
import chat.parley.engine.push.PushSubscriptions;
import chat.parley.projections.Database;
import chat.parley.projections.query.Statements;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.concurrent.CompletionStage;

/** {@link PushSubscriptions} in a table of their own. */
public final class JdbcPushSubscriptions implements PushSubscriptions {

  private final Database database;

  public JdbcPushSubscriptions(Database database) {
    this.database = database;
  }

  @Override
  public CompletionStage<Void> save(UserKey user, PushSubscription subscription) {
    return database.transaction(
        connection -> {
          try (PreparedStatement save = connection.prepareStatement(Statements.DEVICE_SAVE.sql());
              PreparedStatement trim = connection.prepareStatement(Statements.DEVICES_TRIM.sql())) {
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
    try (PreparedStatement delete = connection.prepareStatement(Statements.DEVICE_REMOVE.sql())) {
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
          try (PreparedStatement delete =
              connection.prepareStatement(Statements.DEVICES_REMOVE.sql())) {
            delete.setString(1, user.tenant());
            delete.setString(2, user.userId());
            delete.executeUpdate();
            return null;
          }
        });
  }
}
