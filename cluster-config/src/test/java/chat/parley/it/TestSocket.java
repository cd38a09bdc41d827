package chat.parley.it;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** A WebSocket in plain text; objects are taken one by one, in order. */
final class TestSocket implements WebSocket.Listener, AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final BlockingQueue<JsonNode> objects = new LinkedBlockingQueue<>();
  private final StringBuilder partial = new StringBuilder();
  private final CompletableFuture<Integer> closed = new CompletableFuture<>();
  private WebSocket socket;
  private int requests;

  static TestSocket open(String address, String token) {
    TestSocket test = new TestSocket();
    WebSocket.Builder builder = HttpClient.newHttpClient().newWebSocketBuilder();
    if (token != null) {
      builder.header("Authorization", "Bearer " + token);
    }
    URI uri = URI.create(address.replace("http://", "ws://") + "api/chat/ws");
    test.socket = builder.subprotocols("parley.v1").buildAsync(uri, test).join();
    return test;
  }

  @Override
  public synchronized CompletionStage<?> onText(
      WebSocket webSocket, CharSequence data, boolean last) {
    partial.append(data);
    if (last) {
      for (String line : partial.toString().split("\n")) {
        try {
          objects.add(TestUser.JSON.readTree(line));
        } catch (JsonProcessingException e) {
          throw new IllegalStateException(line, e);
        }
      }
      partial.setLength(0);
    }
    webSocket.request(1);
    return null;
  }

  @Override
  public CompletionStage<?> onClose(WebSocket webSocket, int code, String reason) {
    closed.complete(code);
    return null;
  }

  @Override
  public void onError(WebSocket webSocket, Throwable error) {
    closed.complete(-1);
  }

  /** Says hello with the token of the upgrade; answers the hello. */
  JsonNode hello() {
    send("{\"type\":\"hello\",\"id\":\"hello\"}");
    return take(o -> o.path("type").asText().equals("hello"));
  }

  void send(String text) {
    socket.sendText(text, true).join();
  }

  void sendPart(String text, boolean last) {
    socket.sendText(text, last).join();
  }

  void sendBinary(byte[] bytes) {
    socket.sendBinary(ByteBuffer.wrap(bytes), true).join();
  }

  /** Sends a request, with an id of its own, and takes its answer; what comes before is dropped. */
  JsonNode ask(String type, String fields) {
    int id = ++requests;
    send("{\"type\":\"" + type + "\",\"id\":" + id + (fields.isEmpty() ? "" : "," + fields) + "}");
    return take(o -> o.path("re").asInt(-1) == id);
  }

  JsonNode subscribe(String room) {
    return ask("subscribe", "\"roomId\":\"" + room + "\"");
  }

  JsonNode say(String room, String content, String clientMessageId) {
    return ask(
        "send",
        "\"roomId\":\""
            + room
            + "\",\"clientMessageId\":\""
            + clientMessageId
            + "\",\"content\":\""
            + content
            + "\"");
  }

  JsonNode takeType(String type) {
    return take(o -> o.path("type").asText().equals(type));
  }

  /** What has come and was not taken. */
  List<JsonNode> waiting() {
    return List.copyOf(objects);
  }

  /** The next object of this kind; others before it are dropped. */
  JsonNode take(Predicate<JsonNode> wanted) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      JsonNode next;
      try {
        next = objects.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      }
      if (next == null) {
        throw new AssertionError("nothing of the kind came in " + PATIENCE);
      }
      if (wanted.test(next)) {
        return next;
      }
    }
  }

  /** Whether the server has closed the socket, or does so soon. */
  boolean isClosed() {
    return closed
        .completeOnTimeout(null, PATIENCE.toSeconds(), TimeUnit.SECONDS)
        .thenApply(code -> code != null)
        .join();
  }

  @Override
  public void close() {
    socket.abort();
  }
}
