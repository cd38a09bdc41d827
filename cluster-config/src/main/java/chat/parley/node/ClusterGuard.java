package chat.parley.node;

import chat.parley.projections.DatabaseSettings;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a second cluster from being founded on a database that one runs on. Every member holds an
 * advisory lock of the database in its shared form; who founds a cluster needs it alone. So a node
 * that starts while it cannot see the others waits for them instead of going its own way.
 */
final class ClusterGuard implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ClusterGuard.class);

  /** "parley", as a number that no other use of advisory locks is likely to have. */
  private static final long LOCK = 0x7061_726c_6579L;

  private final DatabaseSettings database;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "cluster-guard");
            thread.setDaemon(true);
            return thread;
          });
  private Connection connection;
  private boolean alone;
  private boolean shared;

  ClusterGuard(DatabaseSettings database) {
    this.database = database;
  }

  /** Whether no cluster runs on this database, which stays so until this node has joined. */
  synchronized boolean mayFound() {
    try {
      alone = alone || ask("select pg_try_advisory_lock(" + LOCK + ")");
    } catch (SQLException e) {
      lost(e);
    }
    return alone;
  }

  /** This node is a member from now on. */
  void joined() {
    keep();
    timer.scheduleWithFixedDelay(this::keep, 1, 1, TimeUnit.SECONDS);
  }

  /** Takes the lock, and again after the database was away. */
  private synchronized void keep() {
    try {
      if (!shared) {
        shared = ask("select pg_try_advisory_lock_shared(" + LOCK + ")");
      } else {
        ask("select true");
      }
      if (shared && alone) {
        alone = !ask("select pg_advisory_unlock(" + LOCK + ")");
      }
    } catch (SQLException e) {
      lost(e);
    }
  }

  private boolean ask(String sql) throws SQLException {
    if (connection == null) {
      connection = database.connect();
      try (Statement statement = connection.createStatement()) {
        // A node whose machine is gone does not hold the lock for hours.
        statement.execute("set tcp_keepalives_idle = 10");
        statement.execute("set tcp_keepalives_interval = 5");
        statement.execute("set tcp_keepalives_count = 3");
      }
    }
    try (Statement statement = connection.createStatement();
        ResultSet answer = statement.executeQuery(sql)) {
      return answer.next() && answer.getBoolean(1);
    }
  }

  /** With its connection the server has let go of what it held. */
  private void lost(SQLException why) {
    if (connection != null) {
      LOG.warn("the lock of this cluster's members is to be taken again: {}", why.getMessage());
    }
    disconnect();
    alone = false;
    shared = false;
  }

  private void disconnect() {
    try {
      if (connection != null) {
        connection.close();
      }
    } catch (SQLException e) {
      LOG.debug("closing a broken connection", e);
    }
    connection = null;
  }

  @Override
  public void close() {
    timer.shutdownNow();
    synchronized (this) {
      disconnect();
    }
  }
}
