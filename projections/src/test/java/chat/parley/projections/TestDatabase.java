package chat.parley.projections;

import chat.parley.projections.migrate.Migrations;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;

/** A real Postgres for the whole run, and in it a fresh migrated database for whoever asks. */
public final class TestDatabase {

  private static final String TEMPLATE = "migrated";
  private static final AtomicInteger COUNT = new AtomicInteger();
  private static EmbeddedPostgres postgres;

  private TestDatabase() {}

  /** To be closed by who asked. */
  public static Database fresh() {
    return Database.open(create(TEMPLATE, 4, 1));
  }

  /** With as many connections as a node has. */
  public static Database ofANode() {
    return Database.open(create(TEMPLATE, 10, 4));
  }

  /** A database without any table. */
  public static DatabaseSettings empty() {
    return create("template1", 4, 1);
  }

  private static synchronized DatabaseSettings create(
      String template, int connections, int projectionConnections) {
    if (postgres == null) {
      start();
    }
    String name = "fresh_" + COUNT.incrementAndGet();
    sql("postgres", "create database " + name + " template " + template);
    return settings(name, connections, projectionConnections);
  }

  private static DatabaseSettings settings(
      String name, int connections, int projectionConnections) {
    return new DatabaseSettings(url(name), "postgres", null, connections, projectionConnections);
  }

  private static void start() {
    try {
      postgres = EmbeddedPostgres.builder().start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Runtime.getRuntime().addShutdownHook(new Thread(TestDatabase::stop));
    sql("postgres", "create database " + TEMPLATE);
    new Migrations(settings(TEMPLATE, 4, 1)).migrate();
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
