package chat.parley.bench.check;

import chat.parley.bench.check.Entry.Outcome;
import chat.parley.bench.client.Backoff;
import chat.parley.bench.client.Json;
import chat.parley.bench.client.ParleyHttp;
import chat.parley.bench.client.ProblemException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * One send, repeated with the same key until its outcome is known, as the protocol tells clients
 * to: over the socket, which repeats by itself after a reconnect, or over HTTP through another
 * node.
 */
final class Sending {

  /** What is sent. */
  record Order(
      String room, String key, String content, List<String> mentions, boolean repeat, String via) {}

  private static final Duration GIVE_UP_AFTER = Duration.ofSeconds(150);

  private final CheckClient client;
  private final Order order;
  private final Recorder recorder;
  private final Workshop workshop;
  private final long start = System.nanoTime();
  private final int connection;
  private final CompletableFuture<Outcome> done = new CompletableFuture<>();
  private int tries;
  private boolean unsure;

  Sending(CheckClient client, Order order, Recorder recorder, Workshop workshop) {
    this.client = client;
    this.order = order;
    this.recorder = recorder;
    this.workshop = workshop;
    this.connection = client.connection();
  }

  CompletableFuture<Outcome> go() {
    workshop.later(GIVE_UP_AFTER, () -> end(Outcome.INFO, "gave-up", Json.object()));
    attempt();
    return done;
  }

  private void attempt() {
    if (done.isDone()) {
      return;
    }
    tries++;
    if (order.via().equals("ws")) {
      client
          .socket()
          .request(frame("send").put("roomId", order.room()))
          .whenComplete(this::answered);
    } else {
      workshop.run(
          () -> {
            try {
              ParleyHttp http = client.http(client.anyNode());
              answered(http.post(order.room(), frame(null)), null);
            } catch (RuntimeException e) {
              answered(null, e);
            }
          });
    }
  }

  private ObjectNode frame(String type) {
    ObjectNode frame = Json.object();
    if (type != null) {
      frame.put("type", type);
    }
    frame.put("clientMessageId", order.key()).put("content", order.content());
    if (!order.mentions().isEmpty()) {
      order.mentions().forEach(frame.putArray("mentions")::add);
    }
    return frame;
  }

  private void answered(JsonNode answer, Throwable failure) {
    if (failure == null) {
      end(Outcome.OK, null, answer);
      return;
    }
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    ProblemException problem =
        cause instanceof ProblemException known
            ? known
            : new ProblemException(ProblemException.GONE, 0, cause.toString(), 0);
    unsure = unsure || problem.outcomeUnknown() || client.connection() != connection;
    if (problem.temporary()) {
      workshop.later(Backoff.ofCall(tries, problem.retryAfterMs()), this::attempt);
    } else {
      end(unsure ? Outcome.INFO : Outcome.FAIL, problem.code(), Json.object());
    }
  }

  private void end(Outcome outcome, String code, JsonNode answer) {
    if (!done.complete(outcome)) {
      return;
    }
    // The frame says it flat, the HTTP answer carries the message.
    JsonNode message = answer.has("message") ? answer.path("message") : answer;
    long seq = message.path("seq").asLong();
    String id = message.path("messageId").asText(message.path("id").asText(null));
    recorder.add(
        new Entry.Send(
            client.user(),
            order.room(),
            order.key(),
            Hashes.of(order.content()),
            start,
            System.nanoTime(),
            outcome,
            code,
            seq,
            answer.path("rev").asLong(),
            id,
            answer.path("duplicate").asBoolean(),
            order.repeat(),
            tries,
            order.via()));
    if (outcome == Outcome.OK) {
      client.seen().rev(order.room(), answer.path("rev").asLong());
      client.seen().seq(order.room(), seq);
      if (!order.repeat()) {
        client.remember(
            new CheckClient.Own(order.room(), order.key(), order.content(), order.mentions(), id));
      }
    }
  }
}
