package chat.parley.projections;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.flywaydb.database.postgresql.PostgreSQLConfigurationExtension;

/** A real Postgres for the whole run, and in it a fresh migrated database for whoever asks. */
public final class TestDatabase {

  private static final String TEMPLATE = "migrated";
  private static final AtomicInteger COUNT = new AtomicInteger();
  private static EmbeddedPostgres postgres;

  private TestDatabase() {}

  /** To be closed by who asked. */
  public static synchronized Database fresh() {
    if (postgres == null) {
      start();
    }
    String name = "fresh_" + COUNT.incrementAndGet();
    sql("postgres", "create database " + name + " template " + TEMPLATE);
    return Database.open(new DatabaseSettings(url(name), "postgres", null, 4, 1));
  }

  private static void start() {
    try {
      postgres = EmbeddedPostgres.builder().start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Runtime.getRuntime().addShutdownHook(new Thread(TestDatabase::stop));
    sql("postgres", "create database " + TEMPLATE);
    FluentConfiguration flyway =
        Flyway.configure()
            .dataSource(url(TEMPLATE), "postgres", null)
            .locations("classpath:db/migration");
    flyway
        .getPluginRegister()
        .getExact(PostgreSQLConfigurationExtension.class)
        .setTransactionalLock(false);
    flyway.load().migrate();
  }

  private static void stop() {
    try {
      postgres.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String url(String database) {
    return postgres.getJdbcUrl("postgres", database);
  }

  private static void sql(String database, String sql) {
    try (Connection connection = DriverManager.getConnection(url(database), "postgres", null);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
