package chat.parley.cli.demo;

import chat.parley.bench.client.Json;
import chat.parley.bench.client.ParleySocket;
import chat.parley.bench.client.ProblemException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** A member's session in the room, which can be left and taken up again where it was left. */
final class DemoSession {

  private static final int PAGE = 50;

  private final String roomId;
  private final Supplier<ParleySocket> door;
  private ParleySocket socket;
  private long readSeq;

  /**
   * @param door opens a socket that speaks to the member
   */
  DemoSession(String roomId, Supplier<ParleySocket> door) {
    this.roomId = roomId;
    this.door = door;
  }

  /** Completes when the room is subscribed. */
  synchronized CompletableFuture<JsonNode> enter() {
    socket = door.get();
    return socket.subscribe(roomId, -1);
  }

  synchronized void leave() {
    if (socket != null) {
      socket.close();
      socket = null;
    }
  }

  /**
   * Reads what was said meanwhile and then follows the room; does nothing for one who is here. When
   * it fails, the member is as far away as before.
   *
   * @param known the last seq that was heard
   * @param hear gets the missed messages in order
   */
  synchronized void comeBack(long known, Consumer<JsonNode> hear) {
    if (socket != null) {
      return;
    }
    ParleySocket back = door.get();
    socket = back;
    Deque<JsonNode> missed = new ArrayDeque<>();
    page(back, known, 0, missed)
        .thenCompose(
            newest -> {
              missed.forEach(hear);
              return back.subscribe(roomId, newest.path("rev").asLong(0));
            })
        .whenComplete(
            (synced, failure) -> {
              if (failure != null) {
                givenUp(back);
              }
            });
  }

  synchronized CompletableFuture<JsonNode> request(ObjectNode frame) {
    return socket == null
        ? CompletableFuture.failedFuture(
            new ProblemException(ProblemException.GONE, 0, "not in the room", 0))
        : socket.request(frame);
  }

  synchronized void type() {
    if (socket != null) {
      socket.tell(Json.object().put("type", "typing").put("roomId", roomId).put("on", true));
    }
  }

  /** A marker that is lost is made up for by the next one. */
  synchronized void read(long seq) {
    if (socket != null && seq > readSeq) {
      readSeq = seq;
      socket.request(Json.object().put("type", "read").put("roomId", roomId).put("seq", seq));
    }
  }

  /**
   * Collects what came after {@code known}, page by page towards it. Only from history one gets all
   * of it: who was away for long would be given the newest messages alone by subscribing.
   *
   * @param before a seq, or 0 for the newest page
   * @return the newest page
   */
  private CompletableFuture<JsonNode> page(
      ParleySocket back, long known, long before, Deque<JsonNode> missed) {
    ObjectNode ask = Json.object().put("type", "history").put("roomId", roomId).put("limit", PAGE);
    if (before > 0) {
      ask.put("before", before);
    }
    return back.request(ask)
        .thenCompose(
            page -> {
              JsonNode messages = page.path("messages");
              for (int i = messages.size() - 1; i >= 0; i--) {
                if (seq(messages.get(i)) > known) {
                  missed.addFirst(messages.get(i));
                }
              }
              long first = messages.isEmpty() ? 0 : seq(messages.get(0));
              return first > known + 1
                  ? page(back, known, first, missed).thenApply(older -> page)
                  : CompletableFuture.completedFuture(page);
            });
  }

  private synchronized void givenUp(ParleySocket back) {
    back.close();
    if (socket == back) {
      socket = null;
    }
  }

  private static long seq(JsonNode message) {
    return message.path("seq").asLong(0);
  }
}
