package chat.parley.bench.check;

import chat.parley.bench.client.SocketListener;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Writes down what one user's socket brings, as it comes. */
final class SocketRecorder implements SocketListener {

  private final String client;
  private final Recorder recorder;
  private final Seen seen;
  private final Map<Long, Long> askedById = new HashMap<>();
  private final Map<String, Long> askedByHello = new HashMap<>();
  private long helloId;
  private volatile int connection;

  SocketRecorder(String client, Recorder recorder, Seen seen) {
    this.client = client;
    this.recorder = recorder;
    this.seen = seen;
  }

  /** Counts the connections of this client. */
  int connection() {
    return connection;
  }

  @Override
  public synchronized void sent(JsonNode frame) {
    switch (frame.path("type").asText()) {
      case "hello" -> {
        helloId = frame.path("id").asLong();
        askedById.clear();
        askedByHello.clear();
        frame
            .path("rooms")
            .forEach(room -> askedByHello.put(room.path("roomId").asText(), revOf(room)));
      }
      case "subscribe" -> askedById.put(frame.path("id").asLong(), revOf(frame));
      default -> {}
    }
  }

  private static long revOf(JsonNode frame) {
    return frame.path("rev").asLong(-1);
  }

  @Override
  public void received(JsonNode object) {
    long at = System.nanoTime();
    switch (object.path("type").asText("")) {
      case "hello" -> greeted(object);
      case "synced" -> synced(object, at);
      case "event" -> event(object.path("roomId").asText(), object, at);
      case "behind" ->
          recorder.add(
              new Entry.Behind(
                  client, connection, object.path("roomId").asText(), at, revOf(object)));
      default -> {}
    }
  }

  private synchronized void greeted(JsonNode hello) {
    if (hello.path("re").asLong() == helloId) {
      connection++;
    }
  }

  private void synced(JsonNode synced, long at) {
    String room = synced.path("roomId").asText();
    long rev = synced.path("rev").asLong();
    List<Entry.Seen> messages = new ArrayList<>();
    synced.path("messages").forEach(message -> messages.add(Messages.seen(message)));
    recorder.add(
        new Entry.Synced(
            client,
            connection,
            room,
            at,
            synced.path("mode").asText(),
            asked(synced, room),
            rev,
            synced.path("lastSeq").asLong(),
            messages));
    synced.path("events").forEach(event -> event(room, event, at));
    seen.rev(room, rev);
    seen.seq(room, synced.path("lastSeq").asLong());
  }

  private synchronized long asked(JsonNode synced, String room) {
    JsonNode re = synced.get("re");
    if (re != null) {
      return askedById.getOrDefault(re.asLong(), -1L);
    }
    Long byHello = askedByHello.remove(room);
    return byHello == null ? Entry.Synced.UNASKED : byHello;
  }

  private void event(String room, JsonNode event, long at) {
    JsonNode message = event.path("message");
    long rev = event.path("rev").asLong();
    recorder.add(
        new Entry.Event(
            client,
            connection,
            room,
            at,
            rev,
            event.path("kind").asText(),
            message.path("seq").asLong(),
            message.path("id").asText(null),
            message.path("senderId").asText(null),
            message.isMissingNode() ? null : Messages.hash(message)));
    seen.rev(room, rev);
    seen.seq(room, message.path("seq").asLong());
  }
}
