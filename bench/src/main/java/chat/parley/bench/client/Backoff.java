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
  private static final long LEAST_OF_CALL_MS = 100;
  private static final long MOST_OF_CALL_MS = 1_000;

  private Backoff() {}

  /**
   * @param failures attempts that failed since the last success, 0 or more
   */
  public static Duration delay(int failures, RandomGenerator random) {
    long most = failures >= 5 ? MOST_MS : Math.min(MOST_MS, 1_000L << failures);
    return Duration.ofMillis(random.nextLong(LEAST_MS, most + 1));
  }

  /**
   * Before a call that was not done is tried again, by one who waits for it.
   *
   * @param tries that failed, 1 or more
   * @param retryAfterMs what the server asked for; 0 where it said nothing
   */
  public static Duration ofCall(int tries, long retryAfterMs) {
    long doubled = Math.min(MOST_OF_CALL_MS, LEAST_OF_CALL_MS << Math.min(tries - 1, 10));
    return Duration.ofMillis(Math.max(doubled, retryAfterMs));
  }
}
