package chat.parley.projections;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;

/**
 * Our own SQL: a pool of connections and the only threads that may wait for them. There are as many
 * threads (these and the projections' own) as connections, so nobody waits for a connection.
 */
public final class Database implements AutoCloseable {

  private static final Duration CONNECTION_TIMEOUT = Duration.ofSeconds(5);
  private static final Duration SOCKET_TIMEOUT = Duration.ofSeconds(15);

  /** More than this waiting means that the database cannot keep up; say so at once. */
  private static final int WAITING = 1_000;

  private final DatabaseSettings settings;
  private final HikariDataSource pool;
  private final ThreadPoolExecutor executor;

  private Database(DatabaseSettings settings) {
    this.settings = settings;
    this.pool = new HikariDataSource(poolConfig(settings));
    this.executor = executor(settings.queryConnections());
  }

  /** Connects; throws when the database does not answer. */
  public static Database open(DatabaseSettings settings) {
    return new Database(settings);
  }

  private static HikariConfig poolConfig(DatabaseSettings settings) {
    HikariConfig config = new HikariConfig();
    config.setPoolName("parley");
    config.setJdbcUrl(settings.url());
    config.setMaximumPoolSize(settings.connections());
    config.setConnectionTimeout(CONNECTION_TIMEOUT.toMillis());
    config.setDataSourceProperties(settings.properties());
    config.addDataSourceProperty("socketTimeout", Long.toString(SOCKET_TIMEOUT.toSeconds()));
    return config;
  }

  private static ThreadPoolExecutor executor(int threads) {
    AtomicInteger count = new AtomicInteger();
    ThreadPoolExecutor executor =
        new ThreadPoolExecutor(
            threads,
            threads,
            30,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(WAITING),
            task -> {
              Thread thread = new Thread(task, "parley-sql-" + count.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
    executor.allowCoreThreadTimeOut(true);
    return executor;
  }

  /**
   * Runs a query on a connection of the pool, in autocommit. The stage fails with the SQLException,
   * or with a RejectedExecutionException when too many wait already.
   */
  public <T> CompletionStage<T> query(SqlFunction<Connection, T> query) {
    CompletableFuture<T> result = new CompletableFuture<>();
    try {
      executor.execute(() -> run(query, result));
    } catch (RejectedExecutionException e) {
      result.completeExceptionally(e);
    }
    return result;
  }

  /** The same within one transaction, which is rolled back when the work throws. */
  public <T> CompletionStage<T> transaction(SqlFunction<Connection, T> work) {
    return query(connection -> inTransaction(connection, work));
  }

  /** The same in a read-only transaction whose statements all see one snapshot. */
  public <T> CompletionStage<T> snapshot(SqlFunction<Connection, T> work) {
    return query(
        connection -> {
          int isolation = connection.getTransactionIsolation();
          connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
          connection.setReadOnly(true);
          try {
            return inTransaction(connection, work);
          } finally {
            connection.setReadOnly(false);
            connection.setTransactionIsolation(isolation);
          }
        });
  }

  private <T> void run(SqlFunction<Connection, T> query, CompletableFuture<T> result) {
    try (Connection connection = pool.getConnection()) {
      result.complete(query.apply(connection));
    } catch (SQLException | RuntimeException | Error e) {
      result.completeExceptionally(e);
    }
  }

  /** Runs work in a transaction on a connection that is in autocommit, and leaves it so. */
  public static <T> T inTransaction(Connection connection, SqlFunction<Connection, T> work)
      throws SQLException {
    connection.setAutoCommit(false);
    try {
      T result = work.apply(connection);
      connection.commit();
      connection.setAutoCommit(true);
      return result;
    } catch (SQLException | RuntimeException | Error e) {
      rollback(connection, e);
      throw e;
    }
  }

  private static void rollback(Connection connection, Throwable cause) {
    try {
      connection.rollback();
      connection.setAutoCommit(true);
    } catch (SQLException e) {
      cause.addSuppressed(e);
    }
  }

  public DatabaseSettings settings() {
    return settings;
  }

  /** For who runs on {@link #executor}, and for the projections, which bring their own threads. */
  public DataSource pool() {
    return pool;
  }

  /** The threads of {@link #query}, for work that prepares or follows a query. */
  public Executor executor() {
    return executor;
  }

  /** Lets what runs finish, within a bound, and closes the pool. */
  @Override
  public void close() {
    executor.shutdown();
    try {
      executor.awaitTermination(CONNECTION_TIMEOUT.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    pool.close();
  }
}
