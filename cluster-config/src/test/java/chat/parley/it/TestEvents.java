package chat.parley.it;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Predicate;

/**
 * A reader of Server-Sent Events on a plain socket. It reads when it is asked to and not before,
 * and keeps the id of the last event as a browser does.
 */
final class TestEvents implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final int SMALL = 8 * 1024;

  private final Socket socket = new Socket();
  private final Deque<String> lines = new ArrayDeque<>();
  private final StringBuilder partial = new StringBuilder();
  private InputStream in;
  private int status;
  private String lastId;
  private int retryMs;

  /**
   * @param rooms as in the query, null for none
   * @param lastEventId null for none
   */
  static TestEvents open(String address, String token, String rooms, String lastEventId) {
    TestEvents events = new TestEvents();
    events.lastId = lastEventId;
    String query = rooms == null ? "" : "?rooms=" + rooms;
    String request =
        "GET /api/chat/events"
            + query
            + " HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer "
            + token
            + (lastEventId == null ? "" : "\r\nLast-Event-ID: " + lastEventId)
            + "\r\n\r\n";
    try {
      events.connect(URI.create(address), request);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return events;
  }

  private void connect(URI address, String request) throws IOException {
    socket.setReceiveBufferSize(SMALL);
    socket.setSoTimeout((int) PATIENCE.toMillis());
    socket.connect(new InetSocketAddress(address.getHost(), address.getPort()));
    socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
    in = new BufferedInputStream(socket.getInputStream(), SMALL);
    status = Integer.parseInt(headerLine().split(" ")[1]);
    while (!headerLine().isEmpty()) {
      // Other tests look at the headers.
    }
  }

  private String headerLine() throws IOException {
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

  int status() {
    return status;
  }

  /** The id of the last event that had one. */
  String lastId() {
    return lastId;
  }

  /** What the server said last of when to come back. */
  int retryMs() {
    return retryMs;
  }

  /** The next object of this type; others before it are dropped. */
  JsonNode takeType(String type) {
    return take(o -> o.path("type").asText().equals(type));
  }

  JsonNode take(Predicate<JsonNode> wanted) {
    while (true) {
      JsonNode next = next();
      if (next == null) {
        throw new AssertionError("the stream has ended");
      }
      if (wanted.test(next)) {
        return next;
      }
    }
  }

  /** The next object, or null when the stream has ended. */
  JsonNode next() {
    try {
      JsonNode data = null;
      for (String line = line(); line != null; line = line()) {
        if (line.startsWith("data: ")) {
          data = TestUser.JSON.readTree(line.substring(6));
        } else if (line.startsWith("id: ")) {
          lastId = line.substring(4);
        } else if (line.startsWith("retry: ")) {
          retryMs = Integer.parseInt(line.substring(7));
        } else if (line.isEmpty() && data != null) {
          return data;
        }
      }
      return null;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String line() throws IOException {
    while (lines.isEmpty()) {
      int length = Integer.parseInt(headerLine(), 16);
      partial.append(new String(in.readNBytes(length), StandardCharsets.UTF_8));
      headerLine();
      if (length == 0) {
        return null;
      }
      for (int end = partial.indexOf("\n"); end >= 0; end = partial.indexOf("\n")) {
        lines.add(partial.substring(0, end));
        partial.delete(0, end + 1);
      }
    }
    return lines.poll();
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
