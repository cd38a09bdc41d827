package chat.parley.cli.demo;

import chat.parley.bench.client.Json;
import chat.parley.bench.client.ParleyHttp;
import chat.parley.bench.client.ParleySocket;
import chat.parley.bench.client.ParleySockets;
import chat.parley.bench.client.SocketListener;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * A member who only looks on, with two devices: a phone, which has not opened the room, is told how
 * people are and what is unread; a desk follows the room, hears who types and how far who has read,
 * and reads now and then. Prints what changes.
 */
final class Watcher {

  /** No nick becomes this id. */
  static final String USER_ID = "watcher~";

  static final String NAME = "Watcher";

  /** Receipts and counts change with every message: they are told only so often, in seconds. */
  static final int TELLS_COUNTS_EVERY = 3;

  /** The directory may not have heard of a room just made, and then shows nobody in it. */
  private static final int WATCHES_AGAIN_EVERY = 2;

  private static final int READS_EVERY = 12;

  private final String roomId;
  private final Collection<String> people;
  private final ParleyHttp http;
  private final SceneNews news;
  private final UnreadCount inbox;
  private final Consumer<String> print;
  private ParleySocket phone;
  private ParleySocket desk;
  private long seconds;
  private volatile long lastSeq;

  /**
   * @param http as the watcher
   * @param people user id to name; at most 200
   */
  Watcher(
      String roomId,
      String roomName,
      Map<String, String> people,
      ParleyHttp http,
      Consumer<String> print) {
    this.roomId = roomId;
    this.people = people.keySet();
    this.http = http;
    this.news = new SceneNews(people);
    this.inbox = new UnreadCount(roomId, "inbox: " + roomName);
    this.print = print;
  }

  /** Completes when both devices are in. */
  CompletableFuture<JsonNode> enter(ParleySockets sockets, URI url, Supplier<String> token) {
    phone = sockets.open(url, "ios", token, new Unopened());
    desk = sockets.open(url, "web", token, new Opened());
    return watch().thenCombine(desk.subscribe(roomId, -1), (watched, synced) -> synced);
  }

  String roomId() {
    return roomId;
  }

  /** To be called once a second. */
  void second() {
    seconds++;
    if (seconds % WATCHES_AGAIN_EVERY == 0 && !news.knowsAll()) {
      watch();
    }
    people();
    news.typingLines().forEach(print);
    if (seconds % TELLS_COUNTS_EVERY == 0) {
      news.receiptLines().forEach(print);
      inbox.lines().forEach(print);
    }
    if (seconds % READS_EVERY == 0 && lastSeq > 0) {
      desk.request(Json.object().put("type", "read").put("roomId", roomId).put("seq", lastSeq));
    }
  }

  private void people() {
    Map<String, String> taken = news.takePresence();
    if (!taken.isEmpty()) {
      CompletableFuture.supplyAsync(() -> platforms(taken.keySet()))
          .exceptionally(failure -> Map.of())
          .thenAccept(platforms -> news.presenceLines(taken, platforms).forEach(print));
    }
  }

  /** Pushes do not carry them. */
  private Map<String, String> platforms(Collection<String> userIds) {
    String query = ParleyHttp.segment(String.join(",", userIds));
    Map<String, String> platforms = new HashMap<>();
    for (JsonNode user :
        http.call("GET", "/presence?userIds=" + query, null).body().path("users")) {
      List<String> names = new ArrayList<>();
      user.path("platforms").forEach(name -> names.add(name.asText("")));
      if (!names.isEmpty()) {
        platforms.put(user.path("userId").asText(""), " (" + String.join(", ", names) + ")");
      }
    }
    return platforms;
  }

  private CompletableFuture<JsonNode> watch() {
    ObjectNode frame = Json.object().put("type", "presence");
    people.forEach(frame.putArray("watch")::add);
    return phone.request(frame);
  }

  private final class Unopened implements SocketListener {

    private boolean watching;

    /** Whom one watches is forgotten with the session. */
    @Override
    public void connected(JsonNode hello) {
      if (watching) {
        watch();
      }
      watching = true;
    }

    @Override
    public void push(JsonNode frame) {
      inbox.take(frame);
      if (frame.path("type").asText("").equals("presence")) {
        news.presence(frame);
      }
    }
  }

  private final class Opened implements SocketListener {

    @Override
    public void event(String room, JsonNode event) {
      lastSeq = Math.max(lastSeq, event.path("message").path("seq").asLong(0));
    }

    @Override
    public void push(JsonNode frame) {
      switch (frame.path("type").asText("")) {
        case "typing" -> news.typing(frame);
        case "receipt" -> news.receipt(frame);
        default -> {}
      }
    }
  }
}
