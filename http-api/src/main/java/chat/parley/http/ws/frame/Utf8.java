package chat.parley.http.ws.frame;

/**
 * Whether bytes that come in pieces are UTF-8 (RFC 3629: no overlong forms, no surrogates, nothing
 * above U+10FFFF). It says no at the first byte that cannot be.
 */
final class Utf8 {

  /** Bytes that the character which has begun still needs. */
  private int needed;

  /** What the next one of them may be. */
  private int low;

  private int high;

  /** Takes the next piece; false when it cannot be UTF-8, whatever follows. */
  boolean accept(byte[] bytes, int from, int to) {
    for (int i = from; i < to; i++) {
      int next = bytes[i] & 0xff;
      if (needed == 0) {
        if (next >= 0x80 && !begin(next)) {
          return false;
        }
      } else if (next < low || next > high) {
        return false;
      } else {
        needed--;
        low = 0x80;
        high = 0xbf;
      }
    }
    return true;
  }

  private boolean begin(int lead) {
    if (lead < 0xc2 || lead > 0xf4) {
      return false;
    }
    needed = lead < 0xe0 ? 1 : lead < 0xf0 ? 2 : 3;
    low = lead == 0xe0 ? 0xa0 : lead == 0xf0 ? 0x90 : 0x80;
    high = lead == 0xed ? 0x9f : lead == 0xf4 ? 0x8f : 0xbf;
    return true;
  }

  /** No character is left in the middle. */
  boolean isWhole() {
    return needed == 0;
  }
}
