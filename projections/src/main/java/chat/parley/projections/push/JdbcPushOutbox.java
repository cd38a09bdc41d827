package chat.parley.projections.push;

import chat.parley.engine.inbox.NoticeKey;
import chat.parley.projections.NoticeOutbox;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Writes down what has to be pushed: a row for each new notification and each place that it goes
 * to. What is old is no news: a journal that is read again from its beginning pushes nothing.
 */
public final class JdbcPushOutbox implements NoticeOutbox {

  private static final String ADD =
      """
      insert into push_due (tenant, user_id, id, target, due_at)
      select n.tenant, n.user_id, n.id, t.target,
             clock_timestamp() + ? * interval '1 millisecond'
        from unnest(?, ?, ?) as k (tenant, user_id, id)
       cross join lateral (
               select * from notification c
                where c.tenant = k.tenant and c.user_id = k.user_id and c.id = k.id
               offset 0) as n
       cross join lateral (
               select s.id as target from push_subscription s
                where ? and s.tenant = k.tenant and s.user_id = k.user_id
                union all
               select 'webhook' where ?) as t
          on conflict do nothing
      """;

  private final boolean web;
  private final boolean webhook;
  private final Duration delay;
  private final Duration newWithin;
  private final Clock clock;

  /**
   * @param web to the devices of users
   * @param webhook to the host application
   * @param delay before it is due
   * @param newWithin what is older is not pushed
   */
  public JdbcPushOutbox(
      boolean web, boolean webhook, Duration delay, Duration newWithin, Clock clock) {
    this.web = web;
    this.webhook = webhook;
    this.delay = delay;
    this.newWithin = newWithin;
    this.clock = clock;
  }

  @Override
  public void add(Connection connection, Map<NoticeKey, Instant> made) throws SQLException {
    Instant since = clock.instant().minus(newWithin);
    List<NoticeKey> fresh =
        made.entrySet().stream()
            .filter(one -> one.getValue().isAfter(since))
            .map(Map.Entry::getKey)
            .toList();
    if (fresh.isEmpty()) {
      return;
    }
    try (PreparedStatement insert = connection.prepareStatement(ADD)) {
      insert.setLong(1, delay.toMillis());
      int parameter = 1;
      for (Function<NoticeKey, String> column :
          List.<Function<NoticeKey, String>>of(
              NoticeKey::tenant, NoticeKey::userId, NoticeKey::id)) {
        Object[] values = fresh.stream().map(column).toArray();
        insert.setArray(++parameter, connection.createArrayOf("text", values));
      }
      insert.setBoolean(++parameter, web);
      insert.setBoolean(++parameter, webhook);
      insert.executeUpdate();
    }
  }
}
