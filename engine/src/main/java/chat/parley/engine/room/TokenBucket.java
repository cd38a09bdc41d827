package chat.parley.engine.room;

import java.time.Duration;
import java.time.Instant;

/**
 * A token bucket: {@code rate} tokens a second, at most {@code burst} saved up. Immutable; time is
 * an argument.
 */
record TokenBucket(double rate, int burst, double tokens, Instant at) {

  static TokenBucket full(double rate, int burst, Instant now) {
    return new TokenBucket(rate, burst, burst, now);
  }

  /** The same fill under another rate. */
  TokenBucket with(double newRate, int newBurst) {
    return newRate == rate && newBurst == burst
        ? this
        : new TokenBucket(newRate, newBurst, Math.min(tokens, newBurst), at);
  }

  TokenBucket refilled(Instant now) {
    if (!now.isAfter(at)) {
      return this;
    }
    double gained = rate * Duration.between(at, now).toNanos() / 1e9;
    return new TokenBucket(rate, burst, Math.min(burst, tokens + gained), now);
  }

  boolean hasOne() {
    return tokens >= 1;
  }

  TokenBucket takeOne() {
    return new TokenBucket(rate, burst, tokens - 1, at);
  }

  TokenBucket giveOneBack() {
    return new TokenBucket(rate, burst, Math.min(burst, tokens + 1), at);
  }

  /** Milliseconds until there is one. */
  long waitMs() {
    return tokens >= 1 ? 0 : (long) Math.ceil((1 - tokens) / rate * 1_000);
  }
}
