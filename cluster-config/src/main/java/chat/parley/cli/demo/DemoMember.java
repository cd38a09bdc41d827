package chat.parley.cli.demo;

import chat.parley.bench.client.Json;
import chat.parley.bench.client.ParleySocket;
import chat.parley.bench.client.ProblemException;
import chat.parley.bench.client.SocketListener;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;

/** One of the people: a session that says its lines, one after the other, and hears everybody. */
final class DemoMember implements SocketListener {

  private final Demo demo;
  private final Deque<DemoScript.Line> toSay = new ArrayDeque<>();
  private final List<DemoVerdict.Delivery> heard = new ArrayList<>();
  private final DemoSession session;
  private boolean saying;
  private long caughtUp;

  /**
   * @param door opens a socket of the member's
   */
  DemoMember(Demo demo, Function<SocketListener, ParleySocket> door) {
    this.demo = demo;
    this.session = new DemoSession(demo.roomId(), () -> door.apply(this));
  }

  /** Completes when the room is subscribed. */
  CompletableFuture<JsonNode> enter() {
    return session.enter();
  }

  /** Ends the session, unless there is something to say; answers whether it did. */
  synchronized boolean leave() {
    if (toSay.isEmpty()) {
      session.leave();
    }
    return toSay.isEmpty();
  }

  synchronized void comeBack() {
    session.comeBack(lastHeard(), this::catchUp);
  }

  /** What was read later says nothing of how soon messages arrive. */
  private synchronized void catchUp(JsonNode message) {
    caughtUp = message.path("seq").asLong(0);
    note(message);
  }

  void type() {
    session.type();
  }

  void read() {
    session.read(lastHeard());
  }

  synchronized void say(DemoScript.Line line) {
    comeBack();
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
    JsonNode message = event.path("message");
    if (event.path("kind").asText("").equals("message.posted") && isNew(message)) {
      hear(message);
    }
  }

  /** History may have shown more than the rev it named, from which the room is then followed. */
  private synchronized boolean isNew(JsonNode message) {
    return message.path("seq").asLong(0) > caughtUp;
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
    note(message);
    demo.delivered(clientMessageId(message));
  }

  private synchronized void note(JsonNode message) {
    heard.add(new DemoVerdict.Delivery(message.path("seq").asLong(0), clientMessageId(message)));
  }

  private static String clientMessageId(JsonNode message) {
    return message.path("clientMessageId").asText("");
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
    session
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
