package chat.parley.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.IntConsumer;

/** Does a thing again and again in several threads, each of which waits for its answers. */
final class Workers {

  private Workers() {}

  /**
   * For some time; the first part of it is not counted.
   *
   * @param thing answers whether this time counts
   */
  static Times during(int threads, Duration warmup, Duration measured, BooleanSupplier thing) {
    long began = System.nanoTime();
    long countFrom = began + warmup.toNanos();
    long end = countFrom + measured.toNanos();
    Times times = new Times();
    inEach(
        threads,
        () -> {
          for (long now = System.nanoTime(); now < end; ) {
            long start = now;
            boolean counts = thing.getAsBoolean();
            now = System.nanoTime();
            if (counts && start >= countFrom) {
              times.add(Duration.ofNanos(now - start));
            }
          }
        });
    return times;
  }

  /** Once for each number below {@code count}. */
  static Times each(int threads, int count, IntConsumer thing) {
    AtomicInteger next = new AtomicInteger();
    Times times = new Times();
    inEach(
        threads,
        () -> {
          for (int i = next.getAndIncrement(); i < count; i = next.getAndIncrement()) {
            long start = System.nanoTime();
            thing.accept(i);
            times.add(Duration.ofNanos(System.nanoTime() - start));
          }
        });
    return times;
  }

  private static void inEach(int threads, Runnable work) {
    ExecutorService executor = Executors.newFixedThreadPool(threads);
    try {
      List<CompletableFuture<Void>> all = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        all.add(CompletableFuture.runAsync(work, executor));
      }
      all.forEach(CompletableFuture::join);
    } finally {
      executor.shutdownNow();
    }
  }
}
