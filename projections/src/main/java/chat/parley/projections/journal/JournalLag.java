package chat.parley.projections.journal;

import chat.parley.projections.Database;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/** How far the views are behind the journal. All of them share their offsets. */
public final class JournalLag {

  /** Events counted for each slice; a view that is further behind is that far at least. */
  public static final int COUNTED = 100_000;

  private final Database database;

  public JournalLag(Database database) {
    this.database = database;
  }

  /**
   * @param events written and not yet in the view, counted up to {@link #COUNTED} a slice
   * @param seconds age of the oldest of them, 0 where there is none
   * @param parked events that the view went on without
   */
  public record Lag(long events, double seconds, long parked) {}

  private static final String BEHIND =
      """
      select coalesce(sum(waiting.events), 0),
             coalesce(extract(epoch from now()) - min(waiting.oldest) / 1000.0, 0)
        from generate_series(0, 7) as s (slice)
        left join akka_projection_offset_store o
          on o.projection_name = ? and o.projection_key = s.slice::text
        cross join lateral (
          select count(*) as events, min(write_timestamp) as oldest
            from (select write_timestamp
                    from event_journal j
                   where j.slice = s.slice
                     and (j.writer_tx, j.ordering) >
                         (coalesce(split_part(o.current_offset, ':', 1), '0')::xid8,
                          coalesce(split_part(o.current_offset, ':', 2), '0')::bigint)
                   order by writer_tx, ordering
                   limit ?) as rows) as waiting
      """;

  /** By the views' names, in the order given. */
  public CompletionStage<Map<String, Lag>> of(List<String> views) {
    return database.query(
        connection -> {
          Map<String, Long> parked = parked(connection);
          Lag behind = behind(connection);
          Map<String, Lag> lags = new LinkedHashMap<>();
          for (String view : views) {
            long without = parked.getOrDefault(view, 0L);
            lags.put(view, new Lag(behind.events, behind.seconds, without));
          }
          return lags;
        });
  }

  private static Lag behind(Connection connection) throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(BEHIND)) {
      query.setString(1, JournalSource.PROJECTION);
      query.setInt(2, COUNTED);
      try (ResultSet found = query.executeQuery()) {
        found.next();
        return new Lag(found.getLong(1), Math.max(0, found.getDouble(2)), 0);
      }
    }
  }

  private static Map<String, Long> parked(Connection connection) throws SQLException {
    Map<String, Long> parked = new HashMap<>();
    try (PreparedStatement query =
            connection.prepareStatement("select view, count(*) from parked_event group by view");
        ResultSet found = query.executeQuery()) {
      while (found.next()) {
        parked.put(found.getString(1), found.getLong(2));
      }
    }
    return parked;
  }
}
