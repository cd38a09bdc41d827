package chat.parley.bench.fault;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.function.LongUnaryOperator;

/** The one thread of a proxy: everything about its connections is known and done there alone. */
final class ProxyLoop implements AutoCloseable {

  private final Selector selector;
  private final LongUnaryOperator timer;
  private final Thread thread;
  private final Queue<FutureTask<?>> tasks = new ConcurrentLinkedQueue<>();
  private volatile boolean closing;
  private volatile boolean over;

  /**
   * @param timer does what is due at this {@link System#nanoTime} and says how many nanoseconds
   *     later there is more; 0: when something happens
   */
  ProxyLoop(String name, LongUnaryOperator timer) throws IOException {
    this.timer = timer;
    selector = Selector.open();
    thread = new Thread(this::run, name);
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  Selector selector() {
    return selector;
  }

  /** Runs this in the proxy's thread and waits for what comes of it. */
  <T> T call(Callable<T> callable) {
    FutureTask<T> task = new FutureTask<>(callable);
    tasks.add(task);
    selector.wakeup();
    if (over) {
      cancelTasks();
    }
    try {
      return task.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while a proxy was told something", e);
    }
  }

  private void run() {
    try (selector) {
      while (!closing) {
        long wait = timer.applyAsLong(System.nanoTime());
        selector.select(key -> ((Runnable) key.attachment()).run(), millis(wait));
        for (FutureTask<?> task = tasks.poll(); task != null; task = tasks.poll()) {
          task.run();
        }
      }
      for (SelectionKey key : selector.keys()) {
        key.channel().close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      over = true;
      cancelTasks();
    }
  }

  /** A whole one at least, since 0 is for ever. */
  private static long millis(long nanos) {
    return nanos == 0 ? 0 : TimeUnit.NANOSECONDS.toMillis(nanos) + 1;
  }

  private void cancelTasks() {
    for (FutureTask<?> task = tasks.poll(); task != null; task = tasks.poll()) {
      task.cancel(false);
    }
  }

  @Override
  public void close() {
    closing = true;
    selector.wakeup();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
