package chat.parley.projections.push;

import chat.parley.engine.domain.UserKey;
import chat.parley.engine.push.DuePush;
import chat.parley.engine.push.PushStore;
import chat.parley.engine.push.PushSubscription;
import chat.parley.projections.Database;
import chat.parley.projections.query.NotificationRow;
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

  /**
   * Rows that another node takes at this moment are passed over, not waited for; so are those to
   * hosts that have enough.
   */
  private static final String TAKE =
      """
      with due as (
             select d.tenant, d.user_id, d.id, d.target from push_due d
              where d.due_at <= clock_timestamp()
                and (cardinality(?) = 0
                     or coalesce((select lower(split_part(split_part(s.endpoint, '/', 3), ':', 1))
                                    from push_subscription s
                                   where s.tenant = d.tenant and s.id = d.target),
                                 d.target) <> all (?))
              order by d.due_at
              limit ?
                for update of d skip locked),
           taken as (
             update push_due p
                set due_at = clock_timestamp() + ? * interval '1 millisecond'
               from due
              where (p.tenant, p.user_id, p.id, p.target)
                  = (due.tenant, due.user_id, due.id, due.target)
             returning p.*)
      select t.tenant, t.user_id, t.id as notification_id, t.target, t.attempts,
             n.id, n.kind, n.room_id, n.actor_id,
             coalesce(n.actor_name,
                      (select p.name from notification_person p
                        where p.tenant = n.tenant and p.user_id = n.actor_id),
                      n.actor_id) as actor_name,
             n.message_id, n.seq, n.preview, n.at,
             exists (select from notification_read d
                      where d.tenant = n.tenant and d.user_id = n.user_id and d.id = n.id)
               or n.seq > 0 and coalesce(m.read_seq >= n.seq, false) as read,
             coalesce(m.muted, false) as muted,
             s.id as subscription_id, s.endpoint, s.p256dh, s.auth
        from taken t
        left join lateral (
               select * from notification c
                where c.tenant = t.tenant and c.user_id = t.user_id and c.id = t.id
               offset 0) as n on true
        left join lateral (
               select * from member c
                where c.tenant = n.tenant and c.room_id = n.room_id and c.user_id = n.user_id
               offset 0) as m on true
        left join lateral (
               select * from push_subscription c
                where c.tenant = t.tenant and c.id = t.target and c.user_id = t.user_id
               offset 0) as s on true
      """;

  private static final String DONE =
      "delete from push_due where tenant = ? and user_id = ? and id = ? and target = ?";

  private static final String LATER =
      """
      update push_due
         set due_at = clock_timestamp() + ? * interval '1 millisecond', attempts = attempts + ?
       where tenant = ? and user_id = ? and id = ? and target = ?
      """;

  private final Database database;

  public JdbcPushStore(Database database) {
    this.database = database;
  }

  @Override
  public CompletionStage<List<DuePush>> take(int limit, Duration lease, Set<String> busy) {
    return database.query(
        connection -> {
          try (PreparedStatement take = connection.prepareStatement(TAKE)) {
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
    try (PreparedStatement delete = connection.prepareStatement(DONE)) {
      bind(delete, 1, push);
      delete.executeUpdate();
      return null;
    }
  }

  @Override
  public CompletionStage<Void> later(DuePush push, Duration after, boolean failed) {
    return database.query(
        connection -> {
          try (PreparedStatement update = connection.prepareStatement(LATER)) {
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
