package chat.parley.http.ws.frame;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Frames as a client sends them, right ones and wrong ones. */
public final class ClientFrames {

  private static final int MASK = 0x37fa213d;

  private ClientFrames() {}

  /** A masked frame. */
  public static byte[] frame(int opcode, boolean last, byte[] payload) {
    return frame((last ? 0x80 : 0) | opcode, payload, MASK);
  }

  /** A masked frame whose first byte is this. */
  public static byte[] frame(int first, byte[] payload, int mask) {
    ByteBuffer frame = head(first, payload.length);
    byte[] key = ByteBuffer.allocate(4).putInt(mask).array();
    frame.put(key);
    for (int i = 0; i < payload.length; i++) {
      frame.put((byte) (payload[i] ^ key[i % 4]));
    }
    return written(frame);
  }

  public static byte[] text(String text) {
    return frame(Opcode.TEXT, true, utf8(text));
  }

  public static byte[] ping(String payload) {
    return frame(Opcode.PING, true, utf8(payload));
  }

  public static byte[] close(int code, String reason) {
    byte[] why = utf8(reason);
    return frame(
        Opcode.CLOSE,
        true,
        ByteBuffer.allocate(2 + why.length).putShort((short) code).put(why).array());
  }

  public static byte[] unmasked(String text) {
    return ServerFrames.text(utf8(text));
  }

  /** The beginning of a masked text frame that says it is so long. */
  public static byte[] headOf(long length) {
    return written(head(0x80 | Opcode.TEXT, length).putInt(MASK));
  }

  public static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** Bytes written as hexadecimal digits. */
  public static byte[] hex(String digits) {
    return HexFormat.of().parseHex(digits.replace(" ", ""));
  }

  public static byte[] all(byte[]... pieces) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] piece : pieces) {
      all.writeBytes(piece);
    }
    return all.toByteArray();
  }

  private static ByteBuffer head(int first, long length) {
    int room = (int) Math.min(length, 1 << 24);
    ByteBuffer frame = ByteBuffer.allocate(14 + room).put((byte) first);
    if (length < 126) {
      return frame.put((byte) (0x80 | length));
    }
    return length < 65_536
        ? frame.put((byte) (0x80 | 126)).putShort((short) length)
        : frame.put((byte) (0x80 | 127)).putLong(length);
  }

  private static byte[] written(ByteBuffer frame) {
    byte[] bytes = new byte[frame.position()];
    frame.flip().get(bytes);
    return bytes;
  }
}
