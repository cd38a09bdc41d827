package chat.parley.projections.migrate;

import chat.parley.projections.DatabaseSettings;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationState;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.flywaydb.database.postgresql.PostgreSQLConfigurationExtension;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings a database to this release's schema, and refuses one that this release does not know. */
public final class Migrations {

  private static final Logger LOG = LoggerFactory.getLogger(Migrations.class);

  /** Applied by somebody, but none of ours. */
  private static final Set<MigrationState> UNKNOWN =
      EnumSet.of(
          MigrationState.FUTURE_SUCCESS,
          MigrationState.FUTURE_FAILED,
          MigrationState.MISSING_SUCCESS,
          MigrationState.MISSING_FAILED);

  private final DatabaseSettings settings;
  private final Flyway flyway;

  public Migrations(DatabaseSettings settings) {
    this.settings = settings;
    FluentConfiguration configuration =
        Flyway.configure()
            .dataSource(settings.url(), settings.user(), settings.password())
            .locations("classpath:db/migration")
            .failOnMissingLocations(true);
    // With the lock in a transaction, building an index CONCURRENTLY would wait for that very
    // transaction, and for that of every other node that waits for the lock.
    configuration
        .getPluginRegister()
        .getExact(PostgreSQLConfigurationExtension.class)
        .setTransactionalLock(false);
    this.flyway = configuration.load();
  }

  /** What {@link #migrate} would do, in order: one line for each migration. */
  public List<String> pending() {
    return guarded(
        () -> {
          refuseUnknown();
          List<String> lines = new ArrayList<>();
          for (MigrationInfo info : flyway.info().all()) {
            if (info.getState() == MigrationState.FAILED) {
              lines.add(line(info) + " (again: it was interrupted)");
            } else if (info.getState() == MigrationState.PENDING) {
              lines.add(line(info));
            }
          }
          return lines;
        });
  }

  /**
   * Brings the schema up to date; nodes that start at once do so one after the other.
   *
   * @return how many migrations were run
   */
  public int migrate() {
    return guarded(
        () -> {
          refuseUnknown();
          forgetInterrupted();
          int count = flyway.migrate().migrationsExecuted;
          if (count > 0) {
            LOG.info("Migrated the database: {} migrations.", count);
          }
          analyzeUnknownTables();
          return count;
        });
  }

  /** For nodes that must not migrate by themselves: refuses a schema that is not up to date. */
  public void check() {
    List<String> pending = pending();
    if (!pending.isEmpty()) {
      throw new SchemaException(
          "The database lacks "
              + pending.size()
              + " migrations, the first of them "
              + pending.get(0)
              + ": run ./parley migrate");
    }
    guarded(
        () -> {
          flyway.validate();
          return null;
        });
  }

  private static String line(MigrationInfo info) {
    return info.getScript() + ": " + info.getDescription();
  }

  private void refuseUnknown() {
    for (MigrationInfo info : flyway.info().all()) {
      if (UNKNOWN.contains(info.getState())) {
        throw new SchemaException(
            "The database has migration "
                + info.getVersion()
                + " ("
                + info.getDescription()
                + "), which this release does not know: start the release that made it, or a newer"
                + " one");
      }
    }
  }

  /**
   * Only migrations outside a transaction can have failed and be on record; each of them begins by
   * removing what an earlier attempt left behind.
   */
  private void forgetInterrupted() throws SQLException {
    boolean interrupted = false;
    for (MigrationInfo info : flyway.info().all()) {
      interrupted |= info.getState() == MigrationState.FAILED;
    }
    if (interrupted) {
      try (Connection connection = settings.connect();
          Statement statement = connection.createStatement()) {
        statement.execute("delete from flyway_schema_history where not success");
      }
    }
  }

  /** After a restore or an upgrade of the server there are no statistics, and no good plans. */
  private void analyzeUnknownTables() throws SQLException {
    try (Connection connection = settings.connect();
        Statement statement = connection.createStatement()) {
      List<String> tables = new ArrayList<>();
      try (ResultSet found =
          statement.executeQuery(
              """
              select oid::regclass::text from pg_class
               where relnamespace = current_schema()::regnamespace
                 and relkind = 'r' and reltuples < 0 and relpages > 0
              """)) {
        while (found.next()) {
          tables.add(found.getString(1));
        }
      }
      for (String table : tables) {
        statement.execute("analyze " + table);
      }
    }
  }

  private interface Work<T> {
    T run() throws SQLException;
  }

  private static <T> T guarded(Work<T> work) {
    try {
      return work.run();
    } catch (FlywayException | SQLException e) {
      throw new SchemaException("The database could not be migrated: " + e.getMessage(), e);
    }
  }
}
