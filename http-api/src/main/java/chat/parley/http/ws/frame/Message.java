package chat.parley.http.ws.frame;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A message that has begun, over all its frames. It keeps what has come of a text, up to the limit,
 * and of everything else only the size.
 */
final class Message {

  private static final byte[] EMPTY = {};

  private final boolean binary;
  private final int maxBytes;
  private long size;
  private byte[] text = EMPTY;
  private int filled;
  private long forgotten;

  /** Null as long as all was ASCII. */
  private Utf8 utf8;

  Message(boolean binary, int maxBytes) {
    this.binary = binary;
    this.maxBytes = maxBytes;
  }

  /** A frame of it begins. */
  void frame(long length) {
    size = length > Long.MAX_VALUE - size ? Long.MAX_VALUE : size + length;
    if (!isWanted()) {
      text = EMPTY;
    }
  }

  boolean isBinary() {
    return binary;
  }

  /** Whether its text is kept. */
  boolean isWanted() {
    return !binary && size <= maxBytes;
  }

  /** Takes masked bytes; false when they cannot be UTF-8. */
  boolean take(byte[] bytes, int at, int count, int mask) {
    if (!isWanted()) {
      forgotten += count;
      return true;
    }
    int end = filled + count;
    if (text.length < end) {
      // No more than twice what has come: a head alone must not cost memory.
      text = Arrays.copyOf(text, (int) Math.min(size, Math.max(end, 2L * filled)));
    }
    boolean ascii = Masking.unmask(bytes, at, text, filled, count, mask);
    int from = filled;
    filled = end;
    if (ascii && utf8 == null) {
      return true;
    }
    utf8 = utf8 == null ? new Utf8() : utf8;
    return utf8.accept(text, from, end);
  }

  /** Bytes that were not kept. */
  long forgotten() {
    return forgotten;
  }

  /** Whether no character is left in the middle. */
  boolean isWhole() {
    return utf8 == null || utf8.isWhole();
  }

  String text() {
    return new String(text, 0, filled, StandardCharsets.UTF_8);
  }
}
