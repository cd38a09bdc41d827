package chat.parley.bench.load;

import java.nio.charset.StandardCharsets;

/**
 * The mark by which a message is known again in the bytes of any server, without taking them apart:
 * {@code @@@@} and eight hexadecimal digits of the send's number. No id of a room or user has an
 * {@code @}, and no JSON escapes one.
 */
final class Tag {

  /** Bytes of a mark, with the space after it. */
  static final int BYTES = 13;

  private static final int SIGNS = 4;
  private static final int DIGITS = 8;
  private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

  private Tag() {}

  static void put(byte[] text, int at, int number) {
    for (int i = 0; i < SIGNS; i++) {
      text[at + i] = '@';
    }
    for (int i = 0; i < DIGITS; i++) {
      text[at + SIGNS + i] = HEX[number >>> 4 * (DIGITS - 1 - i) & 0xf];
    }
    text[at + SIGNS + DIGITS] = ' ';
  }

  /**
   * Finds the first mark. Looks at every fourth byte only, since four signs follow each other.
   *
   * @return where its number starts, or -1
   */
  static int find(byte[] bytes, int from, int to) {
    for (int i = from + SIGNS - 1; i < to; i += SIGNS) {
      if (bytes[i] == '@') {
        int digits = afterSigns(bytes, from, to, i);
        if (digits >= 0) {
          return digits;
        }
      }
    }
    return -1;
  }

  private static int afterSigns(byte[] bytes, int from, int to, int sign) {
    int first = sign;
    while (first > from && bytes[first - 1] == '@') {
      first--;
    }
    int after = sign + 1;
    while (after < to && bytes[after] == '@') {
      after++;
    }
    boolean whole = after - first == SIGNS && after + DIGITS <= to;
    return whole && number(bytes, after) >= 0 ? after : -1;
  }

  /** The number at a place that {@link #find} gave; negative when it is none. */
  static int number(byte[] bytes, int at) {
    int number = 0;
    for (int i = at; i < at + DIGITS; i++) {
      int digit = Character.digit(bytes[i], 16);
      if (digit < 0) {
        return -1;
      }
      number = number << 4 | digit;
    }
    return number;
  }
}
