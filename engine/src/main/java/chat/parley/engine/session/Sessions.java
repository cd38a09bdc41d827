package chat.parley.engine.session;

import java.time.Duration;
import java.util.concurrent.CompletionStage;

/** Opens sessions and ends them all when the node drains. */
public interface Sessions {

  /** Starts the session of a fresh connection. */
  Session open(Connection connection);

  /**
   * Spreads {@code bye} 4501 over the window and completes when all sessions are gone. New
   * connections are told {@code bye} 4501 at once.
   */
  CompletionStage<Void> drain(Duration window);

  /** Sessions open now. */
  int count();

  /** A door's end of a session. All methods may be called from any thread and never block. */
  interface Session {

    /** Hands in a request. */
    void receive(SessionRequest request);

    /** The connection is gone. */
    void closed();

    /** What waits for the socket. */
    Outbox outbox();
  }

  /**
   * The bounded queue to one socket. A single consumer takes from it; {@code whenReady} is called
   * from any thread, once for each change from empty to not empty, and once when nothing more will
   * come.
   */
  interface Outbox {

    /** The next one, or null when there is none now. */
    Outgoing poll();

    /** Nothing more will come, and everything has been taken: the socket may be closed. */
    boolean isFinished();

    /** Registers the consumer; called at once when something waits already. */
    void whenReady(Runnable consumer);
  }
}
