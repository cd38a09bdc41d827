package chat.parley.http.ws.frame;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What a server sends: whole frames without a mask, so their bytes can be shared by sockets. */
public final class ServerFrames {

  private static final int LAST = 0x80;
  private static final int LENGTH_OF_2 = 126;
  private static final int LENGTH_OF_8 = 127;
  private static final int CONTROL_BYTES = 125;

  private ServerFrames() {}

  /** A text message; {@code utf8} must be UTF-8. */
  public static byte[] text(byte[] utf8) {
    return start(Opcode.TEXT, utf8.length).put(utf8).array();
  }

  /** Answers a ping with its own payload. */
  public static byte[] pong(byte[] payload) {
    return start(Opcode.PONG, payload.length).put(payload).array();
  }

  /**
   * The last frame.
   *
   * @param code {@link CloseCode#NONE} to leave it out, then {@code reason} must be empty
   * @param reason at most 123 bytes of UTF-8
   */
  public static byte[] close(int code, String reason) {
    byte[] why = reason.getBytes(StandardCharsets.UTF_8);
    if (code == CloseCode.NONE) {
      return start(Opcode.CLOSE, 0).array();
    }
    if (why.length > CONTROL_BYTES - Short.BYTES) {
      throw new IllegalArgumentException("too long for a close frame: " + reason);
    }
    return start(Opcode.CLOSE, Short.BYTES + why.length).putShort((short) code).put(why).array();
  }

  /** One text frame of the payloads of many, a newline between them. */
  public static byte[] joined(List<byte[]> texts) {
    int length = texts.size() - 1;
    for (byte[] text : texts) {
      length += payload(text);
    }
    ByteBuffer joined = start(Opcode.TEXT, length);
    boolean first = true;
    for (byte[] text : texts) {
      if (!first) {
        joined.put((byte) '\n');
      }
      first = false;
      int head = text.length - payload(text);
      joined.put(text, head, text.length - head);
    }
    return joined.array();
  }

  /** Bytes of payload that a frame of this class has. */
  public static int payload(byte[] frame) {
    return frame.length
        - switch (frame[1]) {
          case LENGTH_OF_2 -> 2 + Short.BYTES;
          case LENGTH_OF_8 -> 2 + Long.BYTES;
          default -> 2;
        };
  }

  /** A frame with its head written and room for the payload. */
  private static ByteBuffer start(int opcode, int length) {
    byte first = (byte) (LAST | opcode);
    if (length < LENGTH_OF_2) {
      return ByteBuffer.allocate(2 + length).put(first).put((byte) length);
    }
    if (length <= 0xffff) {
      ByteBuffer frame = ByteBuffer.allocate(2 + Short.BYTES + length);
      return frame.put(first).put((byte) LENGTH_OF_2).putShort((short) length);
    }
    ByteBuffer frame = ByteBuffer.allocate(2 + Long.BYTES + length);
    return frame.put(first).put((byte) LENGTH_OF_8).putLong(length);
  }
}
