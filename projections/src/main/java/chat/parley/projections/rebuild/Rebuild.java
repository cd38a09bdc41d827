package chat.parley.projections.rebuild;

import chat.parley.projections.Database;
import chat.parley.projections.DatabaseSettings;
import chat.parley.projections.journal.JournalReader;
import chat.parley.projections.journal.JournalRow;
import chat.parley.projections.journal.JournalSource;
import chat.parley.projections.journal.Position;
import chat.parley.projections.view.GroupWriter;
import chat.parley.projections.view.View;
import chat.parley.projections.view.Views;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fills a view anew from the whole journal while nodes serve and write, in tables of its own, and
 * puts them in the place of the old ones in one transaction. Readers see the old view or the new
 * one; projections wait for a moment. A rebuild that is interrupted leaves nothing behind that the
 * next one would not remove.
 */
public final class Rebuild {

  private static final Logger LOG = LoggerFactory.getLogger(Rebuild.class);

  private static final int GROUP = 2_000;
  private static final int SWAP_ATTEMPTS = 60;

  /** SQLSTATE of a lock that was not to be had in time, and of a deadlock. */
  private static final List<String> BUSY = List.of("55P03", "40P01");

  private final DatabaseSettings settings;

  public Rebuild(DatabaseSettings settings) {
    this.settings = settings;
  }

  /** Hears how far it is, after each group of events. */
  public interface Progress {
    /**
     * @param events taken over so far
     * @param total events in the journal when it began; more may have come since
     */
    void at(long events, long total);
  }

  /**
   * Rebuilds a view and returns when the new one is in place.
   *
   * @return events taken over
   * @throws IllegalArgumentException when there is no such view
   * @throws IllegalStateException when this view is being rebuilt already
   */
  public long run(String viewName, Progress progress) throws SQLException {
    View view =
        Views.named(viewName)
            .orElseThrow(() -> new IllegalArgumentException("There is no view " + viewName));
    try (Connection connection = settings.connect()) {
      if (!lock(connection, view)) {
        throw new IllegalStateException("View " + viewName + " is being rebuilt already");
      }
      ShadowTables shadow = ShadowTables.create(connection, view);
      try {
        return new Run(connection, view, shadow, progress).run();
      } finally {
        if (!connection.isClosed()) {
          shadow.drop();
        }
      }
    }
  }

  /** Held until the connection is closed. */
  private static boolean lock(Connection connection, View view) throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement("select pg_try_advisory_lock(hashtextextended(?, 0))")) {
      query.setString(1, "parley rebuild " + view.name());
      try (ResultSet found = query.executeQuery()) {
        found.next();
        return found.getBoolean(1);
      }
    }
  }

  private static final class Run {
    private final Connection connection;
    private final View view;
    private final ShadowTables shadow;
    private final Progress progress;
    private final GroupWriter writer;
    private final Position[] positions = new Position[JournalReader.SLICES];
    private long events;
    private long total;

    Run(Connection connection, View view, ShadowTables shadow, Progress progress) {
      this.connection = connection;
      this.view = view;
      this.shadow = shadow;
      this.progress = progress;
      this.writer = new GroupWriter(List.of(view), 1, new AtomicLong());
      Arrays.fill(positions, Position.START);
    }

    long run() throws SQLException {
      total = countJournal();
      catchUp();
      shadow.analyze();
      int failed = 0;
      for (int attempt = 1; ; attempt++) {
        catchUp();
        try {
          Database.inTransaction(connection, c -> swap());
          LOG.info("View {} is rebuilt from {} events.", view.name(), events);
          return events;
        } catch (SQLException | RuntimeException e) {
          boolean busy = e instanceof SQLException sql && BUSY.contains(sql.getSQLState());
          failed += busy ? 0 : 1;
          // As in take, an event that cannot be taken is parked the second time.
          if (attempt == SWAP_ATTEMPTS || failed > 1) {
            throw e;
          }
          LOG.info("View {} is busy, its new tables wait for their place.", view.name());
        }
      }
    }

    private long countJournal() throws SQLException {
      try (Statement statement = connection.createStatement();
          ResultSet found = statement.executeQuery("select count(*) from event_journal")) {
        found.next();
        return found.getLong(1);
      }
    }

    /** Until no slice has a full group left. */
    private void catchUp() throws SQLException {
      boolean behind = true;
      while (behind) {
        behind = false;
        for (int slice = 0; slice < positions.length; slice++) {
          List<JournalRow> rows = JournalReader.after(connection, slice, positions[slice], GROUP);
          if (!rows.isEmpty()) {
            take(slice, rows);
            progress.at(events, Math.max(total, events));
          }
          behind |= rows.size() == GROUP;
        }
      }
    }

    private void take(int slice, List<JournalRow> rows) throws SQLException {
      try {
        Database.inTransaction(connection, c -> write(rows));
      } catch (SQLException | RuntimeException e) {
        // The second time it goes event by event, and parks what cannot be taken.
        Database.inTransaction(connection, c -> write(rows));
      }
      passed(slice, rows);
    }

    private Void write(List<JournalRow> rows) throws SQLException {
      writer.write(connection, rows);
      return null;
    }

    private void passed(int slice, List<JournalRow> rows) {
      positions[slice] = rows.get(rows.size() - 1).position();
      events += rows.size();
    }

    /**
     * With the old tables locked, whatever a projection has committed is in its offset; what it is
     * in the middle of goes into the new tables.
     */
    private Void swap() throws SQLException {
      shadow.lockOriginals();
      Position[] before = positions.clone();
      long eventsBefore = events;
      try {
        for (int slice = 0; slice < positions.length; slice++) {
          takeUpTo(slice, offset(slice));
        }
        shadow.replaceOriginals();
      } catch (SQLException | RuntimeException e) {
        System.arraycopy(before, 0, positions, 0, before.length);
        events = eventsBefore;
        throw e;
      }
      return null;
    }

    private void takeUpTo(int slice, Position offset) throws SQLException {
      while (positions[slice].compareTo(offset) < 0) {
        List<JournalRow> rows =
            JournalReader.between(connection, slice, positions[slice], offset, GROUP);
        if (rows.isEmpty()) {
          return;
        }
        writer.write(connection, rows);
        passed(slice, rows);
      }
    }

    private Position offset(int slice) throws SQLException {
      try (PreparedStatement query =
          connection.prepareStatement(
              "select current_offset from akka_projection_offset_store"
                  + " where projection_name = ? and projection_key = ?")) {
        query.setString(1, JournalSource.PROJECTION);
        query.setString(2, Integer.toString(slice));
        try (ResultSet found = query.executeQuery()) {
          return found.next() ? Position.parse(found.getString(1)) : Position.START;
        }
      }
    }
  }
}
