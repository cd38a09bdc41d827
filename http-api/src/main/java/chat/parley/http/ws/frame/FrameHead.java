package chat.parley.http.ws.frame;

/**
 * The head of a client's frame, byte by byte (RFC 6455, 5.2). It judges what a frame shows alone.
 */
final class FrameHead {

  private enum Next {
    OPCODE,
    LENGTH,
    MORE_LENGTH,
    MASK,
    NOTHING
  }

  private static final int CONTROL_BYTES = 125;
  private static final int LENGTH_OF_2 = 126;
  private static final int LENGTH_OF_8 = 127;

  private Next next = Next.OPCODE;
  private int bytesLeft;
  private long leastLength;
  private int opcode;
  private boolean last;
  private long length;
  private int mask;

  /** Takes the next byte, 0 to 255; what is wrong with it, or null. */
  String take(int octet) {
    return switch (next) {
      case OPCODE -> opcode(octet);
      case LENGTH -> length(octet);
      case MORE_LENGTH -> moreLength(octet);
      case MASK -> mask(octet);
      case NOTHING -> throw new IllegalStateException("the head is complete");
    };
  }

  private String opcode(int octet) {
    opcode = octet & 0x0f;
    last = (octet & 0x80) != 0;
    next = Next.LENGTH;
    if ((octet & 0x70) != 0) {
      return "reserved bits are set";
    }
    if (!Opcode.isKnown(opcode)) {
      return "unknown opcode";
    }
    return isControl() && !last ? "a control frame in parts" : null;
  }

  private String length(int octet) {
    length = octet & 0x7f;
    if ((octet & 0x80) == 0) {
      return "a frame without a mask";
    }
    if (length <= CONTROL_BYTES) {
      return expectMask();
    }
    if (isControl()) {
      return "a control frame above 125 bytes";
    }
    boolean wide = length == LENGTH_OF_8;
    bytesLeft = wide ? Long.BYTES : Short.BYTES;
    leastLength = wide ? 0x1_0000 : LENGTH_OF_2;
    length = 0;
    next = Next.MORE_LENGTH;
    return null;
  }

  private String moreLength(int octet) {
    if (bytesLeft == Long.BYTES && octet >= 0x80) {
      return "a negative length";
    }
    length = length << 8 | octet;
    if (--bytesLeft > 0) {
      return null;
    }
    return length < leastLength ? "a length in more bytes than it needs" : expectMask();
  }

  private String expectMask() {
    bytesLeft = Integer.BYTES;
    next = Next.MASK;
    return null;
  }

  private String mask(int octet) {
    mask = mask << 8 | octet;
    if (--bytesLeft == 0) {
      next = Next.NOTHING;
    }
    return null;
  }

  /** Ready for the next frame. */
  void reset() {
    next = Next.OPCODE;
  }

  boolean hasBegun() {
    return next != Next.OPCODE;
  }

  /** All of it is there. */
  boolean isComplete() {
    return next == Next.NOTHING;
  }

  int opcode() {
    return opcode;
  }

  boolean isControl() {
    return Opcode.isControl(opcode);
  }

  boolean isLast() {
    return last;
  }

  long length() {
    return length;
  }

  /** The mask, turned such that it begins at this byte of the payload. */
  int maskAt(long offset) {
    return Integer.rotateLeft(mask, (int) (offset & 3) * Byte.SIZE);
  }
}
