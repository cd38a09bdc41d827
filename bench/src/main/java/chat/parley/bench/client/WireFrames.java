package chat.parley.bench.client;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.ThreadLocalRandom;

/** The framing of RFC 6455 as a client needs it: texts in both directions. Not thread-safe. */
final class WireFrames {

  private static final int FIN = 0x80;
  private static final int MASKED = 0x80;
  private static final int CONTINUATION = 0;
  private static final int TEXT = 1;
  private static final int CLOSE = 8;
  private static final int PING = 9;
  private static final int PONG = 10;
  private static final int LARGEST = 16 * 1024 * 1024;
  private static final int MASK_BYTES = 4;

  /** What comes out of the bytes. */
  interface Sink {
    void text(String text);

    void closed();

    void ping(byte[] payload);
  }

  private final Sink sink;
  private byte[] pending = new byte[1024];
  private int start;
  private int end;
  private byte[] message = {};

  WireFrames(Sink sink) {
    this.sink = sink;
  }

  /**
   * Takes what was read.
   *
   * @throws IllegalArgumentException for what no Parley server sends
   */
  void feed(ByteBuffer bytes) {
    int length = bytes.remaining();
    if (end + length > pending.length) {
      makeRoom(length);
    }
    bytes.get(pending, end, length);
    end += length;
    boolean more = true;
    while (more) {
      more = frame();
    }
  }

  private void makeRoom(int length) {
    int used = end - start;
    byte[] room = used + length <= pending.length ? pending : new byte[2 * (used + length)];
    System.arraycopy(pending, start, room, 0, used);
    pending = room;
    start = 0;
    end = used;
  }

  /** Takes one frame, if all of it is there. */
  private boolean frame() {
    ByteBuffer in = ByteBuffer.wrap(pending, start, end - start);
    if (in.remaining() < 2) {
      return false;
    }
    int first = in.get() & 0xff;
    int second = in.get() & 0xff;
    int lengthBytes = second == 126 ? 2 : second == 127 ? 8 : 0;
    if (second > 127) {
      throw new IllegalArgumentException("a server does not mask");
    }
    if (in.remaining() < lengthBytes) {
      return false;
    }
    long length =
        switch (lengthBytes) {
          case 2 -> in.getShort() & 0xffff;
          case 8 -> in.getLong();
          default -> second;
        };
    if (length < 0 || length > LARGEST) {
      throw new IllegalArgumentException("a frame of " + length + " bytes");
    }
    if (in.remaining() < length) {
      return false;
    }
    byte[] payload = new byte[(int) length];
    in.get(payload);
    start = in.position();
    take(first & 0x0f, (first & FIN) != 0, payload);
    return true;
  }

  private void take(int opcode, boolean last, byte[] payload) {
    switch (opcode) {
      case TEXT, CONTINUATION -> part(payload, last);
      case CLOSE -> sink.closed();
      case PING -> sink.ping(payload);
      case PONG -> {}
      default -> throw new IllegalArgumentException("a frame of opcode " + opcode);
    }
  }

  private void part(byte[] payload, boolean last) {
    byte[] whole = payload;
    if (message.length > 0) {
      whole = Arrays.copyOf(message, message.length + payload.length);
      System.arraycopy(payload, 0, whole, message.length, payload.length);
    }
    if (whole.length > LARGEST) {
      throw new IllegalArgumentException("a message of more than " + LARGEST + " bytes");
    }
    message = last ? new byte[0] : whole;
    if (last) {
      sink.text(new String(whole, StandardCharsets.UTF_8));
    }
  }

  /** A text as one masked frame. */
  static ByteBuffer ofText(String text) {
    return masked(TEXT, text.getBytes(StandardCharsets.UTF_8));
  }

  /** The answer to a ping. */
  static ByteBuffer ofPong(byte[] payload) {
    return masked(PONG, payload);
  }

  /** A normal ending. */
  static ByteBuffer ofClose() {
    return masked(CLOSE, new byte[] {1000 >> 8, (byte) 1000});
  }

  private static ByteBuffer masked(int opcode, byte[] payload) {
    ByteBuffer frame = ByteBuffer.allocate(2 + Long.BYTES + MASK_BYTES + payload.length);
    frame.put((byte) (FIN | opcode));
    if (payload.length < 126) {
      frame.put((byte) (MASKED | payload.length));
    } else if (payload.length <= 0xffff) {
      frame.put((byte) (MASKED | 126)).putShort((short) payload.length);
    } else {
      frame.put((byte) (MASKED | 127)).putLong(payload.length);
    }
    byte[] mask = new byte[MASK_BYTES];
    ThreadLocalRandom.current().nextBytes(mask);
    frame.put(mask);
    for (int i = 0; i < payload.length; i++) {
      frame.put((byte) (payload[i] ^ mask[i & 3]));
    }
    return frame.flip();
  }
}
