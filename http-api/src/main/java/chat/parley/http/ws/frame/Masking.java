package chat.parley.http.ws.frame;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Takes the mask off what a client sends (RFC 6455, 5.3), eight bytes at a time. */
final class Masking {

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
  private static final long NOT_ASCII = 0x8080_8080_8080_8080L;

  private Masking() {}

  /**
   * Unmasks {@code length} bytes.
   *
   * @param mask turned such that its first byte belongs to the first byte here
   * @return whether all of them are ASCII
   */
  static boolean unmask(byte[] from, int at, byte[] to, int into, int length, int mask) {
    long wide = (mask & 0xffff_ffffL) << 32 | (mask & 0xffff_ffffL);
    long seen = 0;
    int i = 0;
    for (; i + Long.BYTES <= length; i += Long.BYTES) {
      long eight = (long) LONG.get(from, at + i) ^ wide;
      LONG.set(to, into + i, eight);
      seen |= eight;
    }
    for (; i < length; i++) {
      byte one = (byte) (from[at + i] ^ mask >>> (24 - 8 * (i & 3)));
      to[into + i] = one;
      seen |= one & 0xff;
    }
    return (seen & NOT_ASCII) == 0;
  }
}
