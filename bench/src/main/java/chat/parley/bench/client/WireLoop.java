package chat.parley.bench.client;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * One thread that reads for many connections. The WebSocket of java.net.http was tried first and is
 * not used, since on 17 it often does not notice that the peer is gone, and a client that measures
 * how long a service is away has to.
 */
final class WireLoop implements Runnable, AutoCloseable {

  private static final int READ_BYTES = 64 * 1024;

  private final Selector selector;
  private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
  private final ByteBuffer readBuffer = ByteBuffer.allocateDirect(READ_BYTES);
  private volatile boolean closed;

  WireLoop() {
    try {
      selector = Selector.open();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Runs something in the loop's thread. */
  void execute(Runnable task) {
    tasks.add(task);
    selector.wakeup();
  }

  /** For use in the loop's thread. */
  Selector selector() {
    return selector;
  }

  /** For use in the loop's thread, until it returns to the loop. */
  ByteBuffer readBuffer() {
    return readBuffer.clear();
  }

  @Override
  public void run() {
    try (selector) {
      while (!closed) {
        selector.select(key -> ((WireConnection) key.attachment()).ready());
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
          runSafely(task);
        }
      }
      for (SelectionKey key : selector.keys()) {
        key.channel().close();
      }
    } catch (IOException | ClosedSelectorException e) {
      throw new IllegalStateException("the sockets' selector failed", e);
    }
  }

  /** What one connection's owner does wrong must not end the others. */
  private static void runSafely(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException e) {
      Thread thread = Thread.currentThread();
      thread.getUncaughtExceptionHandler().uncaughtException(thread, e);
    }
  }

  @Override
  public void close() {
    closed = true;
    selector.wakeup();
  }
}
