package chat.parley.cli.demo;

import chat.parley.bench.client.Json;
import chat.parley.bench.client.ParleySocket;
import chat.parley.bench.client.ParleySockets;
import chat.parley.bench.client.ProblemException;
import chat.parley.bench.client.SocketListener;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

/** One of the people: a session that says its lines, one after the other, and hears everybody. */
final class DemoMember implements SocketListener {

  private final Demo demo;
  private final Deque<DemoScript.Line> toSay = new ArrayDeque<>();
  private final List<DemoVerdict.Delivery> heard = new ArrayList<>();
  private ParleySocket socket;
  private boolean saying;

  DemoMember(Demo demo) {
    this.demo = demo;
  }

  /** Completes when the room is subscribed. */
  CompletableFuture<JsonNode> enter(ParleySockets sockets, URI url, Supplier<String> token) {
    socket = sockets.open(url, "demo", token, this);
    return socket.subscribe(demo.roomId(), -1);
  }

  synchronized void say(DemoScript.Line line) {
    toSay.add(line);
    sayNext();
  }

  /** Says no more than what it is saying just now. */
  synchronized void fallSilent() {
    while (toSay.size() > (saying ? 1 : 0)) {
      toSay.pollLast();
    }
  }

  synchronized boolean isSilent() {
    return toSay.isEmpty();
  }

  synchronized List<DemoVerdict.Delivery> heard() {
    return List.copyOf(heard);
  }

  synchronized int heardCount() {
    return heard.size();
  }

  @Override
  public void event(String roomId, JsonNode event) {
    if (event.path("kind").asText("").equals("message.posted")) {
      hear(event.path("message"));
    }
  }

  /** A reset brings the newest messages, of which some may be known. */
  @Override
  public void synced(String roomId, JsonNode synced) {
    long last = lastHeard();
    for (JsonNode message : synced.path("messages")) {
      if (message.path("seq").asLong(0) > last) {
        hear(message);
      }
    }
  }

  private synchronized long lastHeard() {
    return heard.isEmpty() ? 0 : heard.get(heard.size() - 1).seq();
  }

  private void hear(JsonNode message) {
    String clientMessageId = message.path("clientMessageId").asText("");
    synchronized (this) {
      heard.add(new DemoVerdict.Delivery(message.path("seq").asLong(0), clientMessageId));
    }
    demo.delivered(clientMessageId);
  }

  private synchronized void sayNext() {
    if (saying || toSay.isEmpty()) {
      return;
    }
    saying = true;
    attempt(toSay.peek());
  }

  private void attempt(DemoScript.Line line) {
    long began = demo.sending(line);
    socket
        .request(frame(line))
        .whenComplete(
            (ack, failure) -> {
              if (failure == null) {
                demo.acked(line, ack, Duration.ofNanos(System.nanoTime() - began));
                said();
              } else if (problem(failure) instanceof ProblemException p && p.temporary()) {
                demo.held(p, () -> attempt(line));
              } else {
                demo.refused(line, failure);
                said();
              }
            });
  }

  private synchronized void said() {
    toSay.poll();
    saying = false;
    sayNext();
  }

  private ObjectNode frame(DemoScript.Line line) {
    ObjectNode frame =
        Json.object()
            .put("type", "send")
            .put("roomId", demo.roomId())
            .put("clientMessageId", Demo.clientMessageId(line))
            .put("content", line.content());
    demo.messageOf(line.answers()).ifPresent(id -> frame.put("replyTo", id));
    if (!line.mentions().isEmpty()) {
      ArrayNode mentions = frame.putArray("mentions");
      line.mentions().forEach(mentions::add);
    }
    return frame;
  }

  private static Throwable problem(Throwable failure) {
    return failure instanceof CompletionException && failure.getCause() != null
        ? failure.getCause()
        : failure;
  }
}
