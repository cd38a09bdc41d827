package chat.parley.projections.history;

import chat.parley.engine.domain.Lookup;
import chat.parley.engine.domain.MessagePage;
import chat.parley.engine.domain.PageRequest;
import chat.parley.engine.domain.RoomKey;
import chat.parley.engine.domain.StoredMessage;
import chat.parley.engine.room.History;
import chat.parley.projections.Database;
import chat.parley.projections.SqlFunction;
import chat.parley.projections.query.Statements;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * A room's past out of Postgres: the rows of the history view, and on top of them, folded by the
 * same rules, what the room's journal has beyond them, all in one snapshot of the database. So a
 * projection that lags, or stands still, never shows here.
 */
public final class JdbcHistory implements History {

  private final Database database;

  public JdbcHistory(Database database) {
    this.database = database;
  }

  @Override
  public CompletionStage<MessagePage> page(RoomKey room, PageRequest request) {
    return inSnapshot(connection -> new RoomPast(connection, room).page(request));
  }

  @Override
  public CompletionStage<Optional<StoredMessage>> find(RoomKey room, Lookup lookup) {
    return inSnapshot(connection -> new RoomPast(connection, room).find(lookup));
  }

  private <T> CompletionStage<T> inSnapshot(SqlFunction<Connection, T> work) {
    return database.transaction(
        connection -> {
          begin(connection);
          return work.apply(connection);
        });
  }

  private static void begin(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(Statements.BEGIN_SNAPSHOT);
    }
  }
}
