package chat.parley.projections;

import akka.japi.function.Function;
import akka.projection.jdbc.JdbcSession;
import java.sql.Connection;
import java.sql.SQLException;

/** A transaction of a projection on a connection of the pool. */
final class PooledSession implements JdbcSession {

  private final Connection connection;
  private Runnable afterCommit = () -> {};

  private PooledSession(Connection connection) {
    this.connection = connection;
  }

  static PooledSession open(Database database) {
    try {
      Connection connection = database.pool().getConnection();
      connection.setAutoCommit(false);
      return new PooledSession(connection);
    } catch (SQLException e) {
      throw new IllegalStateException("no connection for a projection", e);
    }
  }

  @Override
  public <T> T withConnection(Function<Connection, T> work) throws Exception {
    return work.apply(connection);
  }

  /** What is to be done once everybody can see this transaction's work. */
  void afterCommit(Runnable work) {
    afterCommit = work;
  }

  @Override
  public void commit() throws SQLException {
    connection.commit();
    afterCommit.run();
  }

  @Override
  public void rollback() throws SQLException {
    connection.rollback();
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
