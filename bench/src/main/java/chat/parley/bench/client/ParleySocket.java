package chat.parley.bench.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;

/**
 * One user's session, kept alive by the protocol's rules: it reconnects with a random delay, asks
 * for each room from the last rev it has, subscribes again when a rev is missing, drops what it has
 * already, and repeats what was not answered, which is safe since every request may be repeated (a
 * send by its clientMessageId).
 */
public final class ParleySocket implements WireConnection.Owner, AutoCloseable {

  private static final int UNAUTHORIZED = 4401;
  private static final int GONE_WITHOUT_BYE = 4500;
  private static final Duration DEFAULT_HEARTBEAT = Duration.ofSeconds(25);
  private static final Duration GRACE = Duration.ofSeconds(10);
  private static final Duration ANSWER_WITHIN = Duration.ofSeconds(15);

  private final ParleySockets sockets;
  private final WireLoop loop;
  private final Supplier<URI> endpoint;
  private final String device;
  private final Supplier<String> token;
  private final SocketListener listener;

  private final RoomPositions rooms = new RoomPositions();
  private final Requests requests = new Requests();
  private WireConnection connection;
  private boolean ready;
  private boolean closed;
  private long helloId;
  private int failures;
  private Duration heartbeat = DEFAULT_HEARTBEAT;
  private JsonNode bye;

  ParleySocket(
      ParleySockets sockets,
      WireLoop loop,
      Supplier<URI> endpoint,
      String device,
      Supplier<String> token,
      SocketListener listener) {
    this.sockets = sockets;
    this.loop = loop;
    this.endpoint = endpoint;
    this.device = device;
    this.token = token;
    this.listener = listener;
  }

  /**
   * Follows a room; completes with {@code synced}. After a reconnect it is followed again by
   * itself.
   *
   * @param rev the last rev that the caller has, or -1
   */
  public CompletableFuture<JsonNode> subscribe(String roomId, long rev) {
    synchronized (this) {
      rooms.follow(roomId, rev);
    }
    return request(subscription(roomId, rev));
  }

  /** Posts a message; completes with {@code ack}. */
  public CompletableFuture<JsonNode> send(String roomId, String clientMessageId, String content) {
    return request(
        Json.object()
            .put("type", "send")
            .put("roomId", roomId)
            .put("clientMessageId", clientMessageId)
            .put("content", content));
  }

  /**
   * Any request; completes with its answer, or with {@link ProblemException} for an {@code error}.
   *
   * @param frame without {@code id}
   */
  public CompletableFuture<JsonNode> request(ObjectNode frame) {
    CompletableFuture<JsonNode> answer = new CompletableFuture<>();
    synchronized (this) {
      if (closed) {
        answer.completeExceptionally(closedProblem());
        return answer;
      }
      requests.add(frame, answer);
      writeWaiting();
    }
    return answer;
  }

  /** Sends a frame that has no answer; lost when there is no connection at the moment. */
  public synchronized void tell(ObjectNode frame) {
    if (ready) {
      write(connection, frame);
    }
  }

  /** Cuts the connection without a word, as a broken network would; it comes back by itself. */
  public void cut() {
    WireConnection current;
    synchronized (this) {
      current = connection;
    }
    if (current != null) {
      current.abort("cut");
    }
  }

  @Override
  public void close() {
    WireConnection current;
    synchronized (this) {
      current = connection;
    }
    end(closedProblem());
    if (current != null) {
      current.close();
    }
  }

  void connect() {
    synchronized (this) {
      if (!closed) {
        connection = WireConnection.open(loop, endpoint.get(), this);
      }
    }
  }

  /** Gives up a connection on which nothing was heard, or a request not answered, for too long. */
  void watch(long now) {
    WireConnection current;
    boolean dead;
    boolean mute;
    synchronized (this) {
      current = connection;
      long silent = current == null ? 0 : now - current.heardAt();
      dead = silent > (ready ? heartbeat.plus(GRACE) : GRACE).toNanos();
      mute = ready && requests.oldestInFlight(now) > ANSWER_WITHIN.toNanos();
    }
    if (dead || mute) {
      current.abort(dead ? "nothing heard" : "no answer");
    }
  }

  @Override
  public void opened(WireConnection from) {
    ObjectNode hello = Json.object().put("type", "hello").put("token", token.get());
    synchronized (this) {
      helloId = requests.newId();
      hello.put("id", helloId).put("device", device);
      rooms.addTo(hello.putArray("rooms"));
    }
    write(from, hello);
  }

  @Override
  public void received(WireConnection from, JsonNode object) {
    listener.received(object);
    JsonNode re = object.get("re");
    if (re != null) {
      answered(from, re.asLong(), object);
      return;
    }
    String roomId = object.path("roomId").asText("");
    switch (object.path("type").asText("")) {
      case "event" -> event(roomId, object);
      case "synced" -> synced(roomId, object);
      case "behind" -> resubscribe(roomId);
      case "ping" -> from.write("{\"type\":\"pong\"}");
      case "bye" -> {
        synchronized (this) {
          bye = object;
        }
      }
      case "error" -> refused(roomId, ProblemException.ofFrame(object));
      default -> listener.push(object);
    }
  }

  @Override
  public void lost(WireConnection from, String reason) {
    int code;
    boolean again;
    Duration delay;
    synchronized (this) {
      if (closed || (connection != null && from != connection)) {
        return;
      }
      code = bye == null ? GONE_WITHOUT_BYE : bye.path("code").asInt(GONE_WITHOUT_BYE);
      again = code >= GONE_WITHOUT_BYE;
      long retryAfter = bye == null ? 0 : bye.path("retryAfterMs").asLong(0);
      delay =
          retryAfter > 0
              ? Duration.ofMillis(retryAfter)
              : Backoff.delay(failures, ThreadLocalRandom.current());
      failures++;
      bye = null;
      ready = false;
      requests.takeBack();
    }
    listener.disconnected(code, reason, again);
    if (again) {
      sockets.later(delay, this::connect);
    } else {
      end(new ProblemException("gone", 0, "ended with " + code + ": " + reason, 0));
    }
  }

  private void answered(WireConnection from, long re, JsonNode object) {
    Requests.Pending pending;
    boolean hello;
    synchronized (this) {
      hello = re == helloId;
      pending = requests.answered(re);
      writeWaiting();
    }
    boolean error = object.path("type").asText("").equals("error");
    if (hello) {
      greeted(from, object, error);
    } else if (pending != null && error) {
      pending.answer().completeExceptionally(ProblemException.ofFrame(object));
    } else if (pending != null) {
      if (object.path("type").asText("").equals("synced")) {
        synced(object.path("roomId").asText(""), object);
      }
      pending.answer().complete(object);
    }
  }

  private void greeted(WireConnection from, JsonNode hello, boolean error) {
    if (error) {
      ProblemException why = ProblemException.ofFrame(hello);
      synchronized (this) {
        if (!why.temporary()) {
          bye = Json.object().put("code", UNAUTHORIZED);
        }
      }
      from.abort(why.getMessage());
      return;
    }
    listener.connected(hello);
    synchronized (this) {
      failures = 0;
      ready = true;
      requests.limit(hello.path("limits").path("inFlight").asInt(Requests.DEFAULT_LIMIT));
      heartbeat = Duration.ofMillis(hello.path("heartbeatMs").asLong(DEFAULT_HEARTBEAT.toMillis()));
      writeWaiting();
    }
  }

  private void synced(String roomId, JsonNode synced) {
    listener.synced(roomId, synced);
    synced.path("events").forEach(event -> event(roomId, event));
    synchronized (this) {
      rooms.synced(roomId, synced.path("rev").asLong(0));
    }
  }

  private void event(String roomId, JsonNode event) {
    RoomPositions.Step step;
    synchronized (this) {
      step = rooms.step(roomId, event.path("rev").asLong(0));
    }
    switch (step) {
      case NEXT -> listener.event(roomId, event);
      case GAP -> resubscribe(roomId);
      case KNOWN -> {}
    }
  }

  private void resubscribe(String roomId) {
    long rev;
    synchronized (this) {
      rev = rooms.revOf(roomId);
    }
    request(subscription(roomId, rev))
        .exceptionally(
            failure -> {
              if (failure instanceof ProblemException problem) {
                refused(roomId, problem);
              }
              return null;
            });
  }

  private void refused(String roomId, ProblemException why) {
    if (roomId.isEmpty()) {
      return;
    }
    if (why.temporary()) {
      sockets.later(Backoff.delay(0, ThreadLocalRandom.current()), () -> resubscribe(roomId));
      return;
    }
    synchronized (this) {
      rooms.forget(roomId);
    }
    listener.refused(roomId, why);
  }

  private static ObjectNode subscription(String roomId, long rev) {
    ObjectNode frame = Json.object().put("type", "subscribe").put("roomId", roomId);
    return rev < 0 ? frame : frame.put("rev", rev);
  }

  private void writeWaiting() {
    if (ready) {
      for (Requests.Pending next = requests.next(); next != null; next = requests.next()) {
        write(connection, next.frame());
      }
    }
  }

  private void write(WireConnection to, ObjectNode frame) {
    listener.sent(frame);
    to.write(Json.write(frame));
  }

  private void end(ProblemException why) {
    List<Requests.Pending> unanswered;
    synchronized (this) {
      closed = true;
      ready = false;
      unanswered = requests.drain();
    }
    sockets.forget(this);
    unanswered.forEach(pending -> pending.answer().completeExceptionally(why));
  }

  private static ProblemException closedProblem() {
    return new ProblemException(ProblemException.GONE, 0, "the socket is closed", 0);
  }
}
