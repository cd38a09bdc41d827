package chat.parley.http.rest;

import java.time.Clock;
import java.util.random.RandomGenerator;

/**
 * Ids for rooms that nobody named: 48 bits of time in milliseconds and 80 random ones in
 * Crockford's base32, lower case, so that rooms made one after the other lie side by side in an
 * index.
 */
final class RoomIds {

  private static final char[] DIGITS = "0123456789abcdefghjkmnpqrstvwxyz".toCharArray();
  private static final int LENGTH = 26;

  private final Clock clock;
  private final RandomGenerator random;

  RoomIds(Clock clock, RandomGenerator random) {
    this.clock = clock;
    this.random = random;
  }

  String next() {
    long high = (clock.millis() << 16) | (random.nextInt() & 0xffff);
    long low = random.nextLong();
    char[] out = new char[LENGTH];
    for (int i = LENGTH - 1; i >= 0; i--) {
      out[i] = DIGITS[(int) (low & 31)];
      low = (low >>> 5) | (high << 59);
      high >>>= 5;
    }
    return new String(out);
  }
}
