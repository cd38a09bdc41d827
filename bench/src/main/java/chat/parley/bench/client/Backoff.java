package chat.parley.bench.client;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait before the next attempt: at random between 0.2 s and min(30 s, 2^k s), so that
 * clients who lost the same node do not come back together.
 */
public final class Backoff {

  private static final long LEAST_MS = 200;
  private static final long MOST_MS = 30_000;

  private Backoff() {}

  /**
   * @param failures attempts that failed since the last success, 0 or more
   */
  public static Duration delay(int failures, RandomGenerator random) {
    long most = failures >= 5 ? MOST_MS : Math.min(MOST_MS, 1_000L << failures);
    return Duration.ofMillis(random.nextLong(LEAST_MS, most + 1));
  }
}
