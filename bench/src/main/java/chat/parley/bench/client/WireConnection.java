package chat.parley.bench.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.WebSocket;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletionStage;

/** One WebSocket: puts frames together, takes objects apart, writes one text after the other. */
final class WireConnection implements WebSocket.Listener {

  /** Told of each object in order, and once of the end. */
  interface Owner {
    void opened(WireConnection connection);

    void received(WireConnection connection, JsonNode object);

    void lost(WireConnection connection, String reason);
  }

  private final Owner owner;
  private final StringBuilder partial = new StringBuilder();
  private final Deque<String> outgoing = new ArrayDeque<>();
  private WebSocket socket;
  private boolean writing;
  private boolean ended;
  private volatile long heardAt = System.nanoTime();

  private WireConnection(Owner owner) {
    this.owner = owner;
  }

  static WireConnection open(ParleySockets sockets, URI endpoint, Owner owner) {
    WireConnection connection = new WireConnection(owner);
    sockets
        .client()
        .newWebSocketBuilder()
        .subprotocols("parley.v1")
        .buildAsync(endpoint, connection)
        .whenComplete(
            (ignored, failure) -> {
              if (failure != null) {
                connection.end(String.valueOf(failure.getMessage()));
              }
            });
    return connection;
  }

  /** {@link System#nanoTime} of the last frame. */
  long heardAt() {
    return heardAt;
  }

  synchronized void write(String text) {
    outgoing.add(text);
    writeNext();
  }

  /** Ends it at once, without waiting for the peer. */
  void abort(String reason) {
    synchronized (this) {
      if (socket != null) {
        socket.abort();
      }
    }
    end(reason);
  }

  /** Says goodbye; what was written before still goes out. */
  synchronized void close() {
    if (socket != null && !socket.isOutputClosed()) {
      socket.sendClose(WebSocket.NORMAL_CLOSURE, "").exceptionally(failure -> socket);
    }
  }

  @Override
  public void onOpen(WebSocket opened) {
    boolean late;
    synchronized (this) {
      socket = opened;
      late = ended;
    }
    if (late) {
      opened.abort();
    } else {
      owner.opened(this);
      opened.request(1);
    }
  }

  @Override
  public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
    heardAt = System.nanoTime();
    partial.append(data);
    if (last) {
      String text = partial.toString();
      partial.setLength(0);
      try {
        text.lines().filter(line -> !line.isEmpty()).forEach(this::received);
      } catch (IllegalArgumentException e) {
        abort(e.getMessage());
        return null;
      }
    }
    from.request(1);
    return null;
  }

  @Override
  public CompletionStage<?> onClose(WebSocket from, int status, String reason) {
    end(reason.isEmpty() ? "closed with " + status : reason);
    return null;
  }

  @Override
  public void onError(WebSocket from, Throwable error) {
    end(String.valueOf(error.getMessage()));
  }

  private void received(String line) {
    owner.received(this, Json.parse(line));
  }

  private void end(String reason) {
    synchronized (this) {
      if (ended) {
        return;
      }
      ended = true;
      outgoing.clear();
    }
    owner.lost(this, reason);
  }

  /** The JDK's WebSocket takes one text at a time. */
  private synchronized void writeNext() {
    if (writing || ended || socket == null || outgoing.isEmpty()) {
      return;
    }
    writing = true;
    socket
        .sendText(outgoing.poll(), true)
        .whenComplete(
            (ignored, failure) -> {
              synchronized (this) {
                writing = false;
              }
              if (failure == null) {
                writeNext();
              } else {
                abort(String.valueOf(failure.getMessage()));
              }
            });
  }
}
