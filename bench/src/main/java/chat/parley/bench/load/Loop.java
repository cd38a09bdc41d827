package chat.parley.bench.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;

/**
 * One thread for all connections of a load: what it counts needs no locks. A second one only keeps
 * the time, since a selector's timeouts are whole milliseconds.
 */
final class Loop implements AutoCloseable {

  private static final int BUFFER_BYTES = 2 << 20;

  /** Somebody whose channel can do something. */
  interface Ready {
    void ready() throws IOException;

    void failed(String why);
  }

  private final Selector selector;
  private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
  private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
  private final Thread thread = new Thread(this::run, "load");
  private volatile boolean closed;

  Loop() {
    try {
      selector = Selector.open();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    thread.setDaemon(true);
    thread.start();
  }

  Selector selector() {
    return selector;
  }

  /** What everybody reads into; nothing may stay in it. */
  ByteBuffer buffer() {
    return buffer;
  }

  /** Runs something in the loop's thread. */
  void execute(Runnable task) {
    tasks.add(task);
    selector.wakeup();
  }

  /** Asks something in the loop's thread and waits for it. */
  <T> T ask(Callable<T> question) {
    CompletableFuture<T> answer = new CompletableFuture<>();
    execute(
        () -> {
          try {
            answer.complete(question.call());
          } catch (Exception e) {
            answer.completeExceptionally(e);
          }
        });
    return answer.join();
  }

  /**
   * Runs something at a constant rate, each with the time at which it was due; who is late catches
   * up at once. Comes back at the end.
   *
   * @param nanos between two
   * @param until in {@link System#nanoTime}
   */
  void every(double nanos, long since, long until, LongConsumer task) {
    for (long i = 0; ; i++) {
      long due = since + (long) (i * nanos);
      if (due >= until || Thread.currentThread().isInterrupted()) {
        return;
      }
      at(due, () -> task.accept(due));
    }
  }

  /** Waits until then, and has something run in the loop's thread. */
  void at(long due, Runnable task) {
    for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
      LockSupport.parkNanos(left);
      if (Thread.currentThread().isInterrupted()) {
        return;
      }
    }
    execute(task);
  }

  private void run() {
    try (selector) {
      while (!closed) {
        selector.select(Loop::serve);
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
          runSafely(task);
        }
      }
      for (SelectionKey key : selector.keys()) {
        key.channel().close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What goes wrong for one must not end the others. */
  private static void runSafely(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException e) {
      Thread thread = Thread.currentThread();
      thread.getUncaughtExceptionHandler().uncaughtException(thread, e);
    }
  }

  private static void serve(SelectionKey key) {
    Ready one = (Ready) key.attachment();
    try {
      one.ready();
    } catch (IOException | RuntimeException e) {
      one.failed(e.toString());
    }
  }

  @Override
  public void close() {
    closed = true;
    selector.wakeup();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
