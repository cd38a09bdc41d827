package chat.parley.it;

import chat.parley.bench.client.Json;
import chat.parley.bench.client.ParleySocket;
import chat.parley.bench.client.ParleySockets;
import chat.parley.bench.client.SocketListener;
import chat.parley.bench.fault.LocalCluster;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Somebody's device, which comes back by itself through the next node when its own is gone, and
 * remembers what it was told beside messages.
 */
final class Wanderer implements SocketListener, AutoCloseable {

  private final List<JsonNode> heard = new CopyOnWriteArrayList<>();
  private final List<String> watched;
  private final boolean homeless;
  private final ParleySocket socket;

  private Wanderer(
      ParleySockets sockets,
      LocalCluster cluster,
      String user,
      int node,
      boolean comesBack,
      String... watched) {
    this.watched = List.of(watched);
    this.homeless = !comesBack;
    AtomicInteger next = new AtomicInteger(node - 1);
    List<URI> urls = cluster.members().stream().map(one -> one.url()).toList();
    String token = cluster.token(user, "USER");
    socket =
        sockets.open(
            () -> urls.get(next.getAndIncrement() % urls.size()), "web", () -> token, this);
  }

  /** Starts at a node (1, 2 …), and goes to the next one whenever it has to. */
  static Wanderer from(
      ParleySockets sockets, LocalCluster cluster, String user, int node, String... watched) {
    Wanderer wanderer = new Wanderer(sockets, cluster, user, node, true, watched);
    wanderer.watch();
    return wanderer;
  }

  /** Goes with its node for good. */
  static Wanderer once(ParleySockets sockets, LocalCluster cluster, String user, int node) {
    return new Wanderer(sockets, cluster, user, node, false);
  }

  ParleySocket socket() {
    return socket;
  }

  /** Whom one watches is forgotten with the session. */
  @Override
  public void connected(JsonNode hello) {
    watch();
  }

  CompletableFuture<JsonNode> watch() {
    if (watched.isEmpty() || socket == null) {
      return CompletableFuture.completedFuture(Json.object());
    }
    ObjectNode frame = Json.object().put("type", "presence");
    watched.forEach(frame.putArray("watch")::add);
    return socket.request(frame);
  }

  /** Who typed is not known any more: who subscribes is shown who types, and nobody if nobody. */
  @Override
  public void disconnected(int code, String reason, boolean again) {
    heard.removeIf(frame -> frame.path("type").asText().equals("typing"));
    if (homeless) {
      socket.close();
    }
  }

  @Override
  public void push(JsonNode frame) {
    heard.add(frame);
  }

  private List<JsonNode> heard(String type) {
    return heard.stream().filter(frame -> frame.path("type").asText().equals(type)).toList();
  }

  /** What was said of somebody, in order. */
  List<String> statuses(String user) {
    List<String> statuses = new ArrayList<>();
    for (JsonNode frame : heard("presence")) {
      for (JsonNode one : frame.path("users")) {
        if (one.path("userId").asText().equals(user)) {
          statuses.add(one.path("status").asText());
        }
      }
    }
    return statuses;
  }

  /** Who types, by room, as it was said last. */
  Map<String, List<String>> typing() {
    Map<String, List<String>> typing = new TreeMap<>();
    for (JsonNode frame : heard("typing")) {
      typing.put(frame.path("roomId").asText(), frame.path("users").findValuesAsText("userId"));
    }
    return typing;
  }

  /** How far somebody has read, by room, as it was said last. */
  Map<String, Long> receipts(String user) {
    Map<String, Long> read = new TreeMap<>();
    for (JsonNode frame : heard("receipt")) {
      for (JsonNode marker : frame.path("markers")) {
        if (marker.path("userId").asText().equals(user)) {
          read.put(frame.path("roomId").asText(), marker.path("readSeq").asLong());
        }
      }
    }
    return read;
  }

  /** Unread messages and mentions, by room, as they were said last. */
  Map<String, String> inbox() {
    Map<String, String> inbox = new TreeMap<>();
    for (JsonNode frame : heard("inbox")) {
      for (JsonNode room : frame.path("rooms")) {
        inbox.put(
            room.path("roomId").asText(),
            room.path("unreadCount").asText() + "/" + room.path("mentionCount").asText());
      }
    }
    return inbox;
  }

  /** The ids of the notifications of a kind, as often as they were told. */
  List<String> notifications(String kind) {
    return heard("notification").stream()
        .map(frame -> frame.path("notification"))
        .filter(notification -> notification.path("kind").asText().equals(kind))
        .map(notification -> notification.path("id").asText())
        .toList();
  }

  @Override
  public void close() {
    socket.close();
  }
}
