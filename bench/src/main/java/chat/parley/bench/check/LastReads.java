package chat.parley.bench.check;

import chat.parley.bench.client.ParleyHttp;
import chat.parley.bench.client.ProblemException;
import chat.parley.bench.fault.NodeProcess;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** What the nodes answer when nothing happens any more: whole histories, and everybody's counts. */
final class LastReads {

  private static final int PAGE = 50;
  private static final long WITHIN_MINUTES = 10;

  private final Load load;
  private final Recorder recorder;

  LastReads(Load load, Recorder recorder) {
    this.load = load;
    this.recorder = recorder;
  }

  /**
   * @param nodes all that run: one of them is asked for a room's whole history, each for its newest
   */
  void record(List<NodeProcess> nodes) {
    List<CompletableFuture<?>> all = new ArrayList<>();
    for (int i = 0; i < load.rooms().size(); i++) {
      String room = load.rooms().get(i);
      CheckClient member = load.members(room).get(0);
      NodeProcess one = nodes.get(i % nodes.size());
      all.add(inBackground(() -> history(member, room, one)));
      for (NodeProcess node : nodes) {
        all.add(inBackground(() -> load.acts().read(member, node, room, "list", 0)));
        all.add(inBackground(() -> load.acts().read(member, node, room, "meta", 0)));
      }
    }
    for (CheckClient client : load.clients()) {
      all.add(inBackground(() -> counts(client, nodes)));
    }
    CompletableFuture.allOf(all.toArray(CompletableFuture<?>[]::new))
        .orTimeout(WITHIN_MINUTES, TimeUnit.MINUTES)
        .join();
  }

  private CompletableFuture<?> inBackground(Runnable task) {
    CompletableFuture<Void> done = new CompletableFuture<>();
    load.workshop()
        .run(
            () -> {
              try {
                task.run();
              } catch (RuntimeException e) {
                recorder.add(new Entry.Broken("at rest", e.toString(), System.nanoTime()));
              }
              done.complete(null);
            });
    return done;
  }

  private void history(CheckClient member, String room, NodeProcess node) {
    String path = "/rooms/" + ParleyHttp.segment(room) + "/messages?limit=" + PAGE;
    String before = "";
    while (true) {
      JsonNode body = call(member.http(node), path + before);
      body.path("messages").forEach(message -> stored(room, message));
      if (!body.hasNonNull("nextBefore")) {
        return;
      }
      before = "&before=" + body.path("nextBefore").asLong();
    }
  }

  private void stored(String room, JsonNode message) {
    recorder.add(
        new Entry.Stored(
            "http-any",
            room,
            message.path("seq").asLong(),
            0,
            message.path("id").asText(),
            message.path("senderId").asText(),
            message.path("clientMessageId").asText(null),
            Messages.hash(message),
            message.hasNonNull("deletedAt"),
            null));
  }

  private void counts(CheckClient client, List<NodeProcess> nodes) {
    NodeProcess node = nodes.get(Math.floorMod(client.user().hashCode(), nodes.size()));
    String cursor = "";
    do {
      JsonNode body = call(client.http(node), "/rooms?limit=100" + cursor);
      for (JsonNode room : body.path("rooms")) {
        count(client, "directory", room.path("id").asText(), room);
      }
      cursor =
          body.hasNonNull("nextCursor")
              ? "&cursor=" + ParleyHttp.segment(body.path("nextCursor").asText())
              : "";
    } while (!cursor.isEmpty());
    for (String room : client.rooms()) {
      JsonNode body = call(client.http(node), "/rooms/" + ParleyHttp.segment(room));
      count(client, "room", room, body);
    }
  }

  private void count(CheckClient client, String source, String room, JsonNode counts) {
    recorder.add(
        new Entry.Count(
            client.user(),
            room,
            source,
            counts.path("readSeq").asLong(),
            counts.path("unreadCount").asLong(),
            counts.path("mentionCount").asLong()));
  }

  /** At rest a node answers; what it says to be temporary is asked again a few times. */
  private static JsonNode call(ParleyHttp http, String path) {
    ProblemException last = null;
    for (int attempt = 0; attempt < 5; attempt++) {
      try {
        return http.call("GET", path, null).body();
      } catch (ProblemException e) {
        last = e;
        if (!e.temporary()) {
          break;
        }
      }
    }
    throw last;
  }
}
