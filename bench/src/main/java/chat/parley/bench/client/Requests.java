package chat.parley.bench.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** The requests of a socket that have no answer yet, in their order. */
final class Requests {

  /** What the server allows where its hello says nothing else. */
  static final int DEFAULT_LIMIT = 32;

  /** One of them; its frame carries {@code id}. */
  record Pending(long id, ObjectNode frame, CompletableFuture<JsonNode> answer) {}

  private record Sent(Pending pending, long at) {}

  private final Map<Long, Sent> inFlight = new LinkedHashMap<>();
  private final Deque<Pending> waiting = new ArrayDeque<>();
  private int limit = DEFAULT_LIMIT;
  private long lastId;

  /** An id that no other request has. */
  long newId() {
    return ++lastId;
  }

  void add(ObjectNode frame, CompletableFuture<JsonNode> answer) {
    long id = newId();
    waiting.add(new Pending(id, frame.put("id", id), answer));
  }

  /**
   * @param most requests that may be without answer at once
   */
  void limit(int most) {
    limit = most;
  }

  /** The next one that may go out now, which is in flight from here on; or null. */
  Pending next() {
    Pending next = inFlight.size() < limit ? waiting.poll() : null;
    if (next != null) {
      inFlight.put(next.id(), new Sent(next, System.nanoTime()));
    }
    return next;
  }

  /** The one that was answered, or null. */
  Pending answered(long id) {
    Sent sent = inFlight.remove(id);
    return sent == null ? null : sent.pending();
  }

  /** For how many nanoseconds the oldest one has been without answer; 0 when there is none. */
  long oldestInFlight(long now) {
    return inFlight.isEmpty() ? 0 : now - inFlight.values().iterator().next().at();
  }

  /** The connection is gone: what it owed goes to the front of the line, in its old order. */
  void takeBack() {
    List<Pending> owed = new ArrayList<>();
    inFlight.values().forEach(sent -> owed.add(sent.pending()));
    inFlight.clear();
    for (int i = owed.size() - 1; i >= 0; i--) {
      waiting.addFirst(owed.get(i));
    }
  }

  /** All of them; none is left. */
  List<Pending> drain() {
    takeBack();
    List<Pending> all = List.copyOf(waiting);
    waiting.clear();
    return all;
  }
}
