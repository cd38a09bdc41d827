package chat.parley.engine.room;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Reads what {@link CborOut} writes, here or at a node of another release: fields that a newer one
 * has put at the end of an array are skipped, fields that an older one does not have yet are null,
 * zero, false or empty. Bytes that are no such items end in an {@link IllegalArgumentException}.
 */
final class CborIn {

  private final byte[] bytes;
  private int at;

  /** Items of the array that is being read, which are still to come. */
  private int left = 1;

  CborIn(byte[] bytes) {
    this.bytes = bytes;
  }

  /** What {@code fields} makes of the array that comes next; null where nothing comes. */
  <T> T record(Function<CborIn, T> fields) {
    if (!isNext()) {
      return null;
    }
    int outer = left - 1;
    left = length(CborOut.ARRAY);
    T record = fields.apply(this);
    skip(left);
    left = outer;
    return record;
  }

  /** Whether there is something; a null is passed over. */
  boolean isNext() {
    if (left == 0) {
      return false;
    }
    if (peek() != CborOut.NULL) {
      return true;
    }
    at++;
    left--;
    return false;
  }

  long number() {
    return isNext() ? nextNumber() : 0;
  }

  /** A number that an int holds. */
  int integer() {
    return Math.toIntExact(number());
  }

  Long optional() {
    return isNext() ? (Long) nextNumber() : null;
  }

  boolean flag() {
    if (!isNext()) {
      return false;
    }
    int item = peek();
    require(item == CborOut.TRUE || item == CborOut.FALSE, "no flag");
    at++;
    left--;
    return item == CborOut.TRUE;
  }

  /** One of an enum's {@code values}, or null. */
  <E extends Enum<E>> E constant(E[] values) {
    if (!isNext()) {
      return null;
    }
    long place = nextNumber();
    require(place >= 0 && place < values.length, "a constant that this release does not know");
    return values[(int) place];
  }

  String text() {
    if (!isNext()) {
      return null;
    }
    left--;
    int length = length(CborOut.TEXT);
    String text = new String(bytes, at, length, StandardCharsets.UTF_8);
    at += length;
    return text;
  }

  byte[] blob() {
    require(isNext(), "cut off");
    left--;
    int length = length(CborOut.BYTES);
    byte[] blob = new byte[length];
    System.arraycopy(bytes, at, blob, 0, length);
    at += length;
    return blob;
  }

  Instant time() {
    if (!isNext()) {
      return null;
    }
    if (peek() >> 5 != CborOut.ARRAY) {
      return Instant.ofEpochMilli(nextNumber());
    }
    return record(in -> Instant.ofEpochSecond(in.number(), in.number()));
  }

  <T> List<T> list(Function<CborIn, T> item) {
    List<T> list = record(in -> in.items(item));
    return list == null ? List.of() : list;
  }

  private <T> List<T> items(Function<CborIn, T> item) {
    List<T> items = new ArrayList<>(left);
    while (left > 0) {
      items.add(item.apply(this));
    }
    return items;
  }

  /** Checks that nothing follows. */
  void end() {
    require(at == bytes.length, "more bytes than one message");
  }

  private long nextNumber() {
    left--;
    int first = next();
    long value = argument(first & 31);
    require(value >= 0 && first >> 5 <= CborOut.NEGATIVE, "no number");
    return first >> 5 == CborOut.NEGATIVE ? ~value : value;
  }

  /** The length of what comes next, of which every byte or item takes at least one byte. */
  private int length(int kind) {
    int first = next();
    require(first >> 5 == kind, "another kind of item than this release knows here");
    long length = argument(first & 31);
    require(length >= 0 && length <= bytes.length - at, "cut off");
    return (int) length;
  }

  /** Not by recursion: bytes that open array after array must not exhaust the stack. */
  private void skip(int items) {
    for (long open = items; open > 0; open--) {
      int first = next();
      int kind = first >> 5;
      long argument = argument(first & 31);
      if (kind >= CborOut.BYTES && kind <= CborOut.ARRAY + 1) {
        require(argument >= 0 && argument <= bytes.length - at, "cut off");
      }
      if (kind == CborOut.BYTES || kind == CborOut.TEXT) {
        at += (int) argument;
      } else if (kind == CborOut.ARRAY) {
        open += argument;
      } else if (kind == CborOut.ARRAY + 1) {
        open += 2 * argument;
      } else if (kind == CborOut.ARRAY + 2) {
        open++;
      }
    }
  }

  private long argument(int info) {
    if (info < 24) {
      return info;
    }
    require(info <= 27, "an item of unknown length");
    long value = 0;
    for (int i = 1 << (info - 24); i > 0; i--) {
      value = (value << 8) | next();
    }
    return value;
  }

  private int peek() {
    require(at < bytes.length, "cut off");
    return bytes[at] & 0xff;
  }

  private int next() {
    int item = peek();
    at++;
    return item;
  }

  private static void require(boolean holds, String complaint) {
    if (!holds) {
      throw new IllegalArgumentException(complaint);
    }
  }
}
