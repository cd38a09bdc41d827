package chat.parley.bench.check;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The threads of a check: one that keeps time, and those that wait for HTTP answers. */
final class Workshop implements AutoCloseable {

  private static final int HTTP_THREADS = 48;

  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(task -> daemon(task, "check-timer"));
  private final ExecutorService workers =
      Executors.newFixedThreadPool(HTTP_THREADS, task -> daemon(task, "check-http"));
  private final AtomicInteger waiting = new AtomicInteger();

  void later(Duration delay, Runnable task) {
    if (!timer.isShutdown()) {
      timer.schedule(task, delay.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  /** Runs something that waits. */
  void run(Runnable task) {
    if (!workers.isShutdown()) {
      waiting.incrementAndGet();
      workers.execute(
          () -> {
            try {
              task.run();
            } finally {
              waiting.decrementAndGet();
            }
          });
    }
  }

  /** Whether more calls wait than can be made at once. */
  boolean isBusy() {
    return waiting.get() > 2 * HTTP_THREADS;
  }

  private static Thread daemon(Runnable task, String name) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    return thread;
  }

  @Override
  public void close() {
    timer.shutdownNow();
    workers.shutdownNow();
  }
}
