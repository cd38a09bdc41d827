package chat.parley.bench.load;

/** Finds the few fields that a load needs in the bytes of JSON, where taking all apart costs. */
final class Scan {

  private Scan() {}

  static boolean startsWith(byte[] bytes, int from, int to, byte[] prefix) {
    if (to - from < prefix.length) {
      return false;
    }
    for (int i = 0; i < prefix.length; i++) {
      if (bytes[from + i] != prefix[i]) {
        return false;
      }
    }
    return true;
  }

  /** Where the bytes after the first occurrence start, or -1. */
  static int after(byte[] bytes, int from, int to, byte[] wanted) {
    byte first = wanted[0];
    for (int i = from; i <= to - wanted.length; i++) {
      if (bytes[i] == first && startsWith(bytes, i, to, wanted)) {
        return i + wanted.length;
      }
    }
    return -1;
  }

  /** How often the bytes occur. */
  static int count(byte[] bytes, int from, int to, byte[] wanted) {
    int count = 0;
    for (int at = after(bytes, from, to, wanted); at >= 0; at = after(bytes, at, to, wanted)) {
      count++;
    }
    return count;
  }

  /** The whole number after the first occurrence of a field's name and colon, or -1. */
  static long number(byte[] bytes, int from, int to, byte[] field) {
    int at = after(bytes, from, to, field);
    return at < 0 ? -1 : number(bytes, at, to);
  }

  /** The whole number that stands there, or -1. */
  static long number(byte[] bytes, int from, int to) {
    long number = -1;
    for (int i = from; i < to && bytes[i] >= '0' && bytes[i] <= '9'; i++) {
      number = Math.max(0, number) * 10 + bytes[i] - '0';
    }
    return number;
  }
}
