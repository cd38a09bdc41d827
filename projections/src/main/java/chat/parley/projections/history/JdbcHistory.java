package chat.parley.projections.history;

import chat.parley.engine.domain.Lookup;
import chat.parley.engine.domain.MessagePage;
import chat.parley.engine.domain.PageRequest;
import chat.parley.engine.domain.RoomKey;
import chat.parley.engine.domain.StoredMessage;
import chat.parley.engine.room.History;
import chat.parley.projections.query.Reads;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import javax.sql.DataSource;
import java.util.concurrent.Executor;

/**
 * A room's past out of Postgres: the rows of the history view, and on top of them, folded by the
 * same rules, what the room's journal has beyond them, all in one snapshot of the database. So a
 * projection that lags, or stands still, never shows here.
 */
public final class JdbcHistory implements History {

  private final Reads reads;

  /**
   * @param pool where the tables and the journal are
   * @param blocking runs the SQL; as many threads as the pool has connections
   */
  public JdbcHistory(DataSource pool, Executor blocking) {
    this.reads = new Reads(pool, blocking);
  }

  @Override
  public CompletionStage<MessagePage> page(RoomKey room, PageRequest request) {
    return reads.inSnapshot(connection -> new RoomPast(connection, room).page(request));
  }

  @Override
  public CompletionStage<Optional<StoredMessage>> find(RoomKey room, Lookup lookup) {
    return reads.inSnapshot(connection -> new RoomPast(connection, room).find(lookup));
  }
}
