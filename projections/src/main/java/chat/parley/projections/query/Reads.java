package chat.parley.projections.query;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import javax.sql.DataSource;

/**
 * Runs SQL on connections of a pool, on an executor that may block. It should have as many threads
 * as the pool has connections.
 */
public final class Reads {

  /** Work on a connection. */
  @FunctionalInterface
  public interface Work<T> {
    T on(Connection connection) throws SQLException;
  }

  private final DataSource pool;
  private final Executor blocking;

  public Reads(DataSource pool, Executor blocking) {
    this.pool = pool;
    this.blocking = blocking;
  }

  /** Each statement by itself. */
  public <T> CompletionStage<T> run(Work<T> work) {
    return later(
        () -> {
          try (Connection connection = pool.getConnection()) {
            return work.on(connection);
          }
        });
  }

  /**
   * All statements see one state of the database. The tables are locked (against nothing but their
   * replacement) before that state is fixed: otherwise a rebuilt table that is swapped in between
   * would be read as it was before it was complete.
   */
  public <T> CompletionStage<T> inSnapshot(Work<T> work) {
    return later(
        () -> {
          try (Connection connection = pool.getConnection()) {
            connection.setAutoCommit(false);
            try {
              begin(connection);
              return work.on(connection);
            } finally {
              connection.rollback();
              connection.setAutoCommit(true);
            }
          }
        });
  }

  private static void begin(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(Statements.BEGIN_SNAPSHOT);
    }
  }

  private <T> CompletionStage<T> later(SqlSupplier<T> supplier) {
    CompletableFuture<T> answer = new CompletableFuture<>();
    try {
      blocking.execute(
          () -> {
            try {
              answer.complete(supplier.get());
            } catch (SQLException | RuntimeException e) {
              answer.completeExceptionally(e);
            }
          });
    } catch (RuntimeException e) {
      answer.completeExceptionally(e);
    }
    return answer;
  }

  private interface SqlSupplier<T> {
    T get() throws SQLException;
  }
}
