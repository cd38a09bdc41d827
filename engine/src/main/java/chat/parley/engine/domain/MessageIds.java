package chat.parley.engine.domain;

import java.time.Instant;

/**
 * Message ids: 26 characters of Crockford's base32 in the layout of a ULID (github.com/ulid/spec),
 * so they sort by time. Where a ULID is random, an id carries the message's seq (48 bits) and 32
 * bits of a hash of its room, so that the room can tell the seq from the id and knows its own.
 */
public final class MessageIds {

  private static final char[] DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ".toCharArray();
  private static final int LENGTH = 26;
  private static final long SEQ_MASK = (1L << 48) - 1;

  private MessageIds() {}

  public static String of(RoomKey room, long seq, Instant at) {
    long high = (at.toEpochMilli() << 16) | ((seq >>> 32) & 0xffff);
    long low = (seq << 32) | (hash(room) & 0xffffffffL);
    char[] out = new char[LENGTH];
    for (int i = LENGTH - 1; i >= 0; i--) {
      out[i] = DIGITS[(int) (low & 31)];
      low = (low >>> 5) | (high << 59);
      high >>>= 5;
    }
    return new String(out);
  }

  /** The seq that an id of this room carries; 0 when it is no id of this room. */
  public static long seqOf(RoomKey room, String id) {
    if (id.length() != LENGTH) {
      return 0;
    }
    long high = 0;
    long low = 0;
    for (int i = 0; i < LENGTH; i++) {
      int digit = digit(id.charAt(i));
      if (digit < 0) {
        return 0;
      }
      high = (high << 5) | (low >>> 59);
      low = (low << 5) | digit;
    }
    boolean ours = (int) low == hash(room);
    return ours ? (((high & 0xffff) << 32) | (low >>> 32)) & SEQ_MASK : 0;
  }

  private static int digit(char c) {
    for (int i = 0; i < DIGITS.length; i++) {
      if (DIGITS[i] == c) {
        return i;
      }
    }
    return -1;
  }

  /** Stable for ever: String.hashCode is specified by the language. */
  private static int hash(RoomKey room) {
    return room.entityId().hashCode() * 0x9E3779B9;
  }
}
