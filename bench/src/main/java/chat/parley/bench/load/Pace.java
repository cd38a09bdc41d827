package chat.parley.bench.load;

import java.time.Duration;

/**
 * How long is warmed up and measured.
 *
 * @param warmup not counted
 * @param measured counted
 * @param settle how long deliveries are waited for after the last send
 */
record Pace(Duration warmup, Duration measured, Duration settle) {

  /** Waits; ends early, with an exception, when the thread is interrupted. */
  static void pause(Duration time) {
    try {
      Thread.sleep(time.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  static void pauseUntil(long nanoTime) {
    pause(Duration.ofNanos(Math.max(0, nanoTime - System.nanoTime())));
  }
}
