package chat.parley.it;

import static java.util.concurrent.CompletableFuture.runAsync;
import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.bench.fault.NodeProcess;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A node whose packets to the others are lost, and theirs to it: no reset, no end of a stream. */
class CutCablesIT {

  /** The majority serves again. */
  private static final Duration PROMISED = Duration.ofSeconds(20);

  private static final int ROOMS = 12;
  private static final int CUT_OFF = 3;

  @RegisterExtension static final ForkedCluster CLUSTER = ForkedCluster.inNamespaces(3);

  /** Seq of what was acked, by its content, of each room. */
  private final Map<String, Map<String, Long>> acked = new ConcurrentHashMap<>();

  @Test
  void whoIsCutOffEndsItselfAndTheOthersServeAllRoomsWithAllThatWasAcked() {
    List<String> rooms = new ArrayList<>();
    for (int i = 0; i < ROOMS; i++) {
      rooms.add(CLUSTER.user("ada", 1).room("bo"));
    }
    rooms.forEach(room -> assertThat(say(CUT_OFF, room, "before")).isTrue());

    CLUSTER.get().part(CUT_OFF, 1);
    CLUSTER.get().part(CUT_OFF, 2);

    CompletableFuture<Void> there = runAsync(() -> rooms.forEach(this::sayToWhoIsCutOff));
    rooms.forEach(
        room -> Awaitility.await().atMost(PROMISED).until(() -> say(1, room, "meanwhile")));
    NodeProcess alone = CLUSTER.get().node(CUT_OFF);
    Awaitility.await().atMost(PROMISED).until(() -> !alone.isAlive());
    there.join();
    CLUSTER.get().heal();
    rooms.forEach(room -> assertThat(stored(room)).containsAllEntriesOf(acked.get(room)));
  }

  /** What it acks counts, and it may well not. */
  private void sayToWhoIsCutOff(String room) {
    try {
      say(CUT_OFF, room, "there");
    } catch (UncheckedIOException e) {
      // It has ended.
    }
  }

  private boolean say(int node, String room, String content) {
    String body = "{\"content\":\"" + content + "\",\"clientMessageId\":\"" + content + "\"}";
    TestUser.Answer answer = CLUSTER.user("ada", node).post("/rooms/" + room + "/messages", body);
    if (answer.status() == 200) {
      acked
          .computeIfAbsent(room, name -> new ConcurrentHashMap<>())
          .put(content, answer.body().path("message").path("seq").asLong());
    }
    return answer.status() == 200;
  }

  private static Map<String, Long> stored(String room) {
    Map<String, Long> messages = new HashMap<>();
    JsonNode page = CLUSTER.user("bo", 2).get("/rooms/" + room + "/messages").body();
    for (JsonNode message : page.path("messages")) {
      messages.put(message.path("content").asText(), message.path("seq").asLong());
    }
    return messages;
  }
}
