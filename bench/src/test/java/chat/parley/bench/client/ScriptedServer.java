package chat.parley.bench.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A WebSocket server (RFC 6455, as far as texts go) that does what a test tells it to. */
final class ScriptedServer implements AutoCloseable {

  private static final String MAGIC = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
  private static final int TEXT = 0x81;
  private static final long PATIENCE_SECONDS = 10;

  private final ServerSocket listening;
  private final BlockingQueue<Peer> accepted = new LinkedBlockingQueue<>();

  ScriptedServer() throws IOException {
    listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread thread = new Thread(this::accept, "scripted-server");
    thread.setDaemon(true);
    thread.start();
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + listening.getLocalPort());
  }

  /** The next connection; its hello is still to be read. */
  Peer connection() throws InterruptedException {
    Peer peer = accepted.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
    if (peer == null) {
      throw new AssertionError("nobody connected");
    }
    return peer;
  }

  /** Whether somebody connects within this time. */
  boolean connectsWithin(long millis) throws InterruptedException {
    return accepted.poll(millis, TimeUnit.MILLISECONDS) != null;
  }

  @Override
  public void close() throws IOException {
    listening.close();
  }

  private void accept() {
    while (!listening.isClosed()) {
      try {
        Peer peer = new Peer(listening.accept());
        accepted.add(peer);
      } catch (IOException e) {
        return;
      }
    }
  }

  /** One connected client. */
  static final class Peer {
    private final Socket socket;
    private final DataInputStream in;
    private final OutputStream out;

    private Peer(Socket socket) throws IOException {
      this.socket = socket;
      socket.setSoTimeout((int) TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS));
      in = new DataInputStream(socket.getInputStream());
      out = socket.getOutputStream();
      shakeHands();
    }

    /** The next object of the client's. */
    JsonNode read() throws IOException {
      int first = in.readUnsignedByte();
      int second = in.readUnsignedByte() & 0x7f;
      int length = second == 126 ? in.readUnsignedShort() : second;
      byte[] mask = in.readNBytes(4);
      byte[] payload = in.readNBytes(length);
      for (int i = 0; i < payload.length; i++) {
        payload[i] ^= mask[i % 4];
      }
      if (first != TEXT) {
        throw new EOFException("no text but a frame " + Integer.toHexString(first));
      }
      return Json.parse(new String(payload, StandardCharsets.UTF_8));
    }

    /** Reads an object and expects this type. */
    JsonNode read(String type) throws IOException {
      JsonNode object = read();
      if (!object.path("type").asText().equals(type)) {
        throw new AssertionError("expected " + type + " and got " + object);
      }
      return object;
    }

    /** Reads a hello and answers it; the server takes two requests at once. */
    JsonNode greet() throws IOException {
      JsonNode hello = read("hello");
      answer(hello, "{'type':'hello','heartbeatMs':25000,'limits':{'inFlight':2}}");
      return hello;
    }

    /** Sends objects in one frame; single quotes stand for double ones. */
    void push(String... objects) throws IOException {
      byte[] payload =
          String.join("\n", objects).replace('\'', '"').getBytes(StandardCharsets.UTF_8);
      ByteArrayOutputStream frame = new ByteArrayOutputStream();
      frame.write(TEXT);
      if (payload.length < 126) {
        frame.write(payload.length);
      } else {
        frame.write(126);
        frame.write(payload.length >> 8);
        frame.write(payload.length);
      }
      frame.write(payload);
      out.write(frame.toByteArray());
      out.flush();
    }

    /** Sends an object with {@code re} set. */
    void answer(JsonNode request, String object) throws IOException {
      push(object.substring(0, object.length() - 1) + ",'re':" + request.path("id") + "}");
    }

    /** Ends it without a word. */
    void drop() throws IOException {
      socket.close();
    }

    private void shakeHands() throws IOException {
      String key = "";
      for (String line = line(); !line.isEmpty(); line = line()) {
        if (line.toLowerCase(java.util.Locale.ROOT).startsWith("sec-websocket-key:")) {
          key = line.substring(line.indexOf(':') + 1).strip();
        }
      }
      String head =
          "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
              + "Sec-WebSocket-Protocol: parley.v1\r\nSec-WebSocket-Accept: "
              + accept(key)
              + "\r\n\r\n";
      out.write(head.getBytes(StandardCharsets.US_ASCII));
      out.flush();
    }

    private String line() throws IOException {
      StringBuilder line = new StringBuilder();
      for (int c = in.read(); c != '\n'; c = in.read()) {
        if (c < 0) {
          throw new EOFException();
        }
        if (c != '\r') {
          line.append((char) c);
        }
      }
      return line.toString();
    }

    private static String accept(String key) {
      try {
        byte[] hash =
            MessageDigest.getInstance("SHA-1")
                .digest((key + MAGIC).getBytes(StandardCharsets.US_ASCII));
        return Base64.getEncoder().encodeToString(hash);
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
