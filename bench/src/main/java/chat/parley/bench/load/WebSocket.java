package chat.parley.bench.load;

import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * One user's WebSocket. Frames are read where they lie, and those of one text must be whole: no
 * server that is measured sends fragments.
 */
final class WebSocket extends Channel implements Wire.Out {

  private static final int FINAL_TEXT = 0x81;
  private static final int CLOSE = 0x88;
  private static final int PING = 0x89;
  private static final int PONG = 0x8a;
  private static final int MASKED = 0x80;
  private static final int MASK_BYTES = 4;
  private static final byte[] HEAD_END = Bytes.of("\r\n\r\n");
  private static final byte[] SWITCHED = Bytes.of("HTTP/1.1 101 ");

  /** Told of the end. */
  interface Owner extends Wire.Events {
    void lost(String why);
  }

  private final URI server;
  private final String path;
  private final String headers;
  private final Wire.Session session;
  private final Owner owner;
  private final SplittableRandom random = new SplittableRandom();
  private boolean open;

  WebSocket(Loop loop, URI server, Wire wire, int user, List<Integer> rooms, Owner owner) {
    super(loop);
    this.server = server;
    this.path = wire.path(user, rooms);
    this.headers = wire.headers();
    this.owner = owner;
    this.session = wire.session(user, rooms, this, owner);
  }

  void open() {
    connect(server);
  }

  /** Sends a message into a room. */
  void send(int room, int number, byte[] contentInJson) {
    session.send(room, number, contentInJson);
  }

  @Override
  void connected() {
    write(
        Bytes.of(
            "GET "
                + path
                + " HTTP/1.1\r\nHost: "
                + server.getRawAuthority()
                + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                + headers
                + "\r\n"));
  }

  @Override
  int take(byte[] bytes, int from, int to) {
    int at = from;
    if (!open) {
      int end = Scan.after(bytes, from, to, HEAD_END);
      if (end < 0) {
        return from;
      }
      if (!Scan.startsWith(bytes, from, to, SWITCHED)) {
        throw new IllegalStateException("no WebSocket: " + Bytes.text(bytes, from, end));
      }
      open = true;
      at = end;
      session.opened();
    }
    for (int next = frame(bytes, at, to); next > at; next = frame(bytes, at, to)) {
      at = next;
    }
    return at;
  }

  /** Takes one frame if it is whole; where the next one begins. */
  private int frame(byte[] bytes, int from, int to) {
    if (to - from < 2) {
      return from;
    }
    int length = bytes[from + 1] & 0xff;
    int payload = from + 2 + (length == 126 ? 2 : length == 127 ? Long.BYTES : 0);
    if (payload > to) {
      return from;
    }
    if (length >= 126) {
      length = 0;
      for (int i = from + 2; i < payload; i++) {
        length = length << Byte.SIZE | bytes[i] & 0xff;
      }
    }
    int end = payload + length;
    if (length < 0 || end > to) {
      return from;
    }
    switch (bytes[from] & 0xff) {
      case FINAL_TEXT -> session.received(bytes, payload, end);
      case PING -> write(frame(PONG, Arrays.copyOfRange(bytes, payload, end)));
      case PONG -> {}
      case CLOSE -> failed("closed by the server");
      default -> throw new IllegalStateException("a frame that starts with " + bytes[from]);
    }
    return end;
  }

  @Override
  public void text(byte[] bytes) {
    write(frame(FINAL_TEXT, bytes));
  }

  private byte[] frame(int first, byte[] payload) {
    int length = payload.length;
    if (length > 0xffff) {
      throw new IllegalArgumentException("a text of " + length + " bytes");
    }
    int head = length < 126 ? 2 : 4;
    byte[] frame = new byte[head + MASK_BYTES + length];
    frame[0] = (byte) first;
    if (length < 126) {
      frame[1] = (byte) (MASKED | length);
    } else {
      frame[1] = (byte) (MASKED | 126);
      frame[2] = (byte) (length >>> Byte.SIZE);
      frame[3] = (byte) length;
    }
    int mask = random.nextInt() | 1;
    for (int i = 0; i < MASK_BYTES; i++) {
      frame[head + i] = (byte) (mask >>> Byte.SIZE * i);
    }
    for (int i = 0; i < length; i++) {
      frame[head + MASK_BYTES + i] = (byte) (payload[i] ^ mask >>> Byte.SIZE * (i & 3));
    }
    return frame;
  }

  @Override
  void lost(String why) {
    owner.lost(why);
  }
}
