package chat.parley.engine.room;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * Writes the few kinds of CBOR items (RFC 8949) that {@link NodeForms} are made of: integers,
 * texts, byte strings, arrays whose length is said first, true, false and null.
 */
final class CborOut {

  static final int UNSIGNED = 0;
  static final int NEGATIVE = 1;
  static final int BYTES = 2;
  static final int TEXT = 3;
  static final int ARRAY = 4;

  static final int FALSE = 0xf4;
  static final int TRUE = 0xf5;
  static final int NULL = 0xf6;

  /** The longest head of an item: its kind, and a length of eight bytes. */
  private static final int HEAD = 9;

  private static final int NANOS_OF_MILLI = 1_000_000;
  private static final long SECONDS_AS_MILLIS = Long.MAX_VALUE / 1_000 - 1;

  /** Bytes to begin with, and at most to keep for the thread's next message. */
  private static final int USUAL = 4_096;

  private static final int KEPT = 65_536;

  private static final ThreadLocal<CborOut> OUT = ThreadLocal.withInitial(CborOut::new);

  private byte[] bytes = new byte[USUAL];
  private int at;

  private CborOut() {}

  /** What {@code writer} writes of {@code value}, which must not come back to here for more. */
  static <T> byte[] bytes(T value, BiConsumer<CborOut, T> writer) {
    CborOut out = OUT.get();
    out.at = 0;
    writer.accept(out, value);
    byte[] written = Arrays.copyOf(out.bytes, out.at);
    if (out.bytes.length > KEPT) {
      out.bytes = new byte[USUAL];
    }
    return written;
  }

  /** The next {@code items} items are one array. */
  CborOut array(int items) {
    head(ARRAY, items);
    return this;
  }

  CborOut number(long value) {
    head(value < 0 ? NEGATIVE : UNSIGNED, value < 0 ? ~value : value);
    return this;
  }

  /** {@code value} may be null. */
  CborOut optional(Long value) {
    return value == null ? simple(NULL) : number(value);
  }

  CborOut flag(boolean value) {
    return simple(value ? TRUE : FALSE);
  }

  /** The constant's place in its type, to whose end others may be added. May be null. */
  CborOut constant(Enum<?> value) {
    return value == null ? simple(NULL) : number(value.ordinal());
  }

  /** {@code value} may be null. */
  CborOut text(String value) {
    if (value == null) {
      return simple(NULL);
    }
    int length = value.length();
    int start = at;
    head(TEXT, length);
    reserve(length);
    for (int i = 0; i < length; i++) {
      char c = value.charAt(i);
      if (c >= 0x80) {
        at = start;
        return raw(TEXT, value.getBytes(StandardCharsets.UTF_8));
      }
      bytes[at++] = (byte) c;
    }
    return this;
  }

  CborOut blob(byte[] value) {
    return raw(BYTES, value);
  }

  /**
   * Milliseconds since 1970, where that is exact, else an array of seconds and nanos. May be null.
   */
  CborOut time(Instant value) {
    if (value == null) {
      return simple(NULL);
    }
    return value.getNano() % NANOS_OF_MILLI == 0
            && Math.abs(value.getEpochSecond()) <= SECONDS_AS_MILLIS
        ? number(value.toEpochMilli())
        : array(2).number(value.getEpochSecond()).number(value.getNano());
  }

  /** An array of things that are one item each. */
  <T> CborOut list(List<T> values, BiConsumer<CborOut, T> item) {
    array(values.size());
    for (T value : values) {
      item.accept(this, value);
    }
    return this;
  }

  private CborOut raw(int kind, byte[] value) {
    head(kind, value.length);
    reserve(value.length);
    System.arraycopy(value, 0, bytes, at, value.length);
    at += value.length;
    return this;
  }

  private CborOut simple(int item) {
    reserve(1);
    bytes[at++] = (byte) item;
    return this;
  }

  private void head(int kind, long value) {
    reserve(HEAD);
    int first = kind << 5;
    if (value < 24) {
      bytes[at++] = (byte) (first | (int) value);
    } else if (value < 1L << 8) {
      bytes[at++] = (byte) (first | 24);
      big(value, 1);
    } else if (value < 1L << 16) {
      bytes[at++] = (byte) (first | 25);
      big(value, 2);
    } else if (value < 1L << 32) {
      bytes[at++] = (byte) (first | 26);
      big(value, 4);
    } else {
      bytes[at++] = (byte) (first | 27);
      big(value, 8);
    }
  }

  private void big(long value, int length) {
    for (int shift = 8 * (length - 1); shift >= 0; shift -= 8) {
      bytes[at++] = (byte) (value >>> shift);
    }
  }

  private void reserve(int more) {
    if (bytes.length - at < more) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, at + more));
    }
  }
}
