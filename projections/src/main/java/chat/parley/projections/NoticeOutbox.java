package chat.parley.projections;

import chat.parley.engine.inbox.NoticeKey;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Map;

/**
 * Takes notifications as they are made, in the transaction that makes them: who brings them further
 * misses none, and a view that is rebuilt makes none again.
 */
public interface NoticeOutbox {

  /** Nothing leaves the system. */
  NoticeOutbox NONE = (connection, made) -> {};

  /**
   * @param made with their times; one that was taken back in the same group may be among them
   */
  void add(Connection connection, Map<NoticeKey, Instant> made) throws SQLException;
}
