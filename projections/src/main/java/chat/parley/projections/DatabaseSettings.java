package chat.parley.projections;

import com.typesafe.config.Config;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;

/**
 * Where the database is and how many connections this node holds to it for its own SQL (the journal
 * plugin has a pool of its own).
 *
 * @param url a JDBC URL of Postgres
 * @param connections of the pool; 2 or more
 * @param projectionConnections how many of them the projections may use at once; the rest serves
 *     queries and the reading of the journal
 */
public record DatabaseSettings(
    String url, String user, String password, int connections, int projectionConnections) {

  private static final int CONNECT_TIMEOUT_SECONDS = 3;

  public DatabaseSettings {
    if (projectionConnections < 1 || connections <= projectionConnections) {
      throw new IllegalArgumentException(
          "parley.database.connections must be above parley.database.projection-connections");
    }
  }

  /** With the defaults of reference.conf: 10 connections, 4 of them for projections. */
  public DatabaseSettings(String url, String user, String password) {
    this(url, user, password, 10, 4);
  }

  /** The sizes are read from {@code parley.database}. */
  public static DatabaseSettings of(String url, String user, String password, Config config) {
    Config database = config.getConfig("parley.database");
    return new DatabaseSettings(
        url,
        user,
        password,
        database.getInt("connections"),
        database.getInt("projection-connections"));
  }

  /** Threads that serve {@link Database#query}. */
  int queryConnections() {
    return connections - projectionConnections;
  }

  /** A connection outside the pool, for work that takes as long as it takes. */
  public Connection connect() throws SQLException {
    return DriverManager.getConnection(url, properties());
  }

  /** Settings of the driver that every connection has. */
  Properties properties() {
    Properties properties = new Properties();
    if (user != null) {
      properties.setProperty("user", user);
    }
    if (password != null) {
      properties.setProperty("password", password);
    }
    properties.setProperty("ApplicationName", "parley");
    properties.setProperty("connectTimeout", Integer.toString(CONNECT_TIMEOUT_SECONDS));
    properties.setProperty("tcpKeepAlive", "true");
    properties.setProperty("reWriteBatchedInserts", "true");
    return properties;
  }

  /** Without the password. */
  @Override
  public String toString() {
    return url + " as " + user;
  }
}
