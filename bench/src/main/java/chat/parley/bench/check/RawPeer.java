package chat.parley.bench.check;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** A client that keeps to no rules: it writes whatever bytes it is told to. */
final class RawPeer implements AutoCloseable {

  static final int TEXT = 1;

  /** Stands at the end of what was read when the other side cut the connection off. */
  static final String CUT = "(cut off)";

  private static final int SMALL_BUFFER = 4_096;
  private static final int CONNECT_MS = 3_000;

  private final Socket socket = new Socket();

  /**
   * @param waitMs how long a read waits, in milliseconds
   */
  RawPeer(URI url, int waitMs) throws IOException {
    socket.setReceiveBufferSize(SMALL_BUFFER);
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(waitMs);
    socket.connect(new InetSocketAddress(url.getHost(), url.getPort()), CONNECT_MS);
  }

  RawPeer write(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
    return this;
  }

  RawPeer write(String text) throws IOException {
    return write(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Makes a WebSocket of it. */
  RawPeer upgrade() throws IOException {
    write(
        "GET /api/chat/ws HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\n"
            + "Connection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
            + "Sec-WebSocket-Version: 13\r\n\r\n");
    StringBuilder head = new StringBuilder();
    InputStream in = socket.getInputStream();
    while (head.indexOf("\r\n\r\n") < 0) {
      int next = in.read();
      if (next < 0) {
        throw new IOException("no upgrade: " + head);
      }
      head.append((char) next);
    }
    if (!head.toString().startsWith("HTTP/1.1 101")) {
      throw new IOException("no upgrade: " + head);
    }
    return this;
  }

  RawPeer text(String text) throws IOException {
    return write(frame(TEXT, true, text.getBytes(StandardCharsets.UTF_8)));
  }

  /** A masked frame, as a client sends it; the mask is zero, which RFC 6455 allows. */
  static byte[] frame(int opcode, boolean last, byte[] payload) {
    ByteBuffer frame = ByteBuffer.allocate(payload.length + 14);
    frame.put((byte) ((last ? 0x80 : 0) | opcode));
    if (payload.length < 126) {
      frame.put((byte) (0x80 | payload.length));
    } else if (payload.length < 65_536) {
      frame.put((byte) (0x80 | 126)).putShort((short) payload.length);
    } else {
      frame.put((byte) (0x80 | 127)).putLong(payload.length);
    }
    frame.putInt(0).put(payload);
    byte[] bytes = new byte[frame.position()];
    frame.flip().get(bytes);
    return bytes;
  }

  /** What comes until a word does, or the end, or nothing any more; {@link #CUT} at its end. */
  String readUntil(String word) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    byte[] some = new byte[SMALL_BUFFER];
    try {
      while (!all.toString(StandardCharsets.UTF_8).contains(word)) {
        int length = socket.getInputStream().read(some);
        if (length < 0) {
          break;
        }
        all.write(some, 0, length);
      }
    } catch (SocketTimeoutException e) {
      return all.toString(StandardCharsets.UTF_8);
    } catch (IOException e) {
      return all.toString(StandardCharsets.UTF_8) + CUT;
    }
    return all.toString(StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
