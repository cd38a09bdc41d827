package chat.parley.projections.push;

import chat.parley.engine.inbox.NoticeKey;
import chat.parley.projections.NoticeOutbox;
import chat.parley.projections.query.Statements;
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
    try (PreparedStatement insert = connection.prepareStatement(Statements.PUSH_ADD.sql())) {
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
