package chat.parley.projections.journal;

import akka.actor.Cancellable;
import akka.actor.typed.ActorSystem;
import chat.parley.projections.Database;
import chat.parley.projections.ProjectionsSettings;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches the line that {@link JournalReader} may not cross. Any transaction of the server that has
 * written something, and any prepared one, holds it back for as long as it is open; whoever runs it
 * should hear of it.
 */
public final class CommitLine {

  private static final Logger LOG = LoggerFactory.getLogger(CommitLine.class);

  private final Database database;
  private final Duration stuckAfter;
  private final AtomicBoolean looking = new AtomicBoolean();

  private long line = -1;
  private long since;
  private boolean warned;

  CommitLine(Database database, Duration stuckAfter) {
    this.database = database;
    this.stuckAfter = stuckAfter;
  }

  /** Looks regularly until the system ends. */
  public static Cancellable watch(
      ActorSystem<?> system, Database database, ProjectionsSettings settings) {
    CommitLine watch = new CommitLine(database, settings.stuckAfter());
    return system
        .scheduler()
        .scheduleWithFixedDelay(
            settings.stuckCheck(), settings.stuckCheck(), watch::look, system.executionContext());
  }

  private void look() {
    if (looking.compareAndSet(false, true)) {
      database
          .query(connection -> look(connection, System.nanoTime()))
          .whenComplete(
              (report, failure) -> {
                looking.set(false);
                if (failure != null) {
                  LOG.debug("Could not look at the line of commits", failure);
                }
              });
    }
  }

  private static final String LINE =
      """
      with line as (select pg_snapshot_xmin(pg_current_snapshot()) as xmin)
      select line.xmin::text,
             exists (select from generate_series(0, 7) as s (slice),
                       lateral (select writer_tx from event_journal j
                                 where j.slice = s.slice
                                 order by writer_tx desc, ordering desc limit 1) as newest
                      where newest.writer_tx >= line.xmin)
        from line
      """;

  /** Warns once for each time that the line stands still; what it says, for tests. */
  Optional<String> look(Connection connection, long nanos) throws SQLException {
    long now;
    boolean waiting;
    try (PreparedStatement query = connection.prepareStatement(LINE);
        ResultSet found = query.executeQuery()) {
      found.next();
      now = Long.parseLong(found.getString(1));
      waiting = found.getBoolean(2);
    }
    if (now != line || !waiting) {
      line = now;
      since = nanos;
      warned = false;
      return Optional.empty();
    }
    if (warned || nanos - since < stuckAfter.toNanos()) {
      return Optional.empty();
    }
    warned = true;
    String report = holder(connection).orElse("a transaction that has just ended");
    LOG.warn("Events wait for {} s and more: {} holds them back", stuckAfter.toSeconds(), report);
    return Optional.of(report);
  }

  /** backend_xid has 32 bits, the line's id has them as its lower half. */
  private static final String HOLDER =
      """
      select 'pid ' || pid || ' (' || coalesce(usename::text, '?') || ', '
               || coalesce(nullif(application_name, ''), '?') || ', database '
               || coalesce(datname::text, '?') || ', ' || coalesce(state, '?') || ', open since '
               || coalesce(xact_start::text, '?') || ')'
        from pg_stat_activity
       where backend_xid::text::bigint = ?::bigint % 4294967296
      union all
      select 'the prepared transaction ' || gid || ' of ' || owner || ' (database ' || database
               || ', since ' || prepared || ')'
        from pg_prepared_xacts
       where transaction::text::bigint = ?::bigint % 4294967296
      """;

  private Optional<String> holder(Connection connection) throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(HOLDER)) {
      query.setLong(1, line);
      query.setLong(2, line);
      try (ResultSet found = query.executeQuery()) {
        return found.next() ? Optional.of(found.getString(1)) : Optional.empty();
      }
    }
  }
}
