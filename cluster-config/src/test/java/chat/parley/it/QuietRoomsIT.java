package chat.parley.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** More rooms than fit into memory, with subscribers on two nodes. */
class QuietRoomsIT {

  private static final int SHARDS = 256;

  /** The limit holds for each shard of a node by its part: two shards a node, two rooms a shard. */
  @RegisterExtension
  static final RunningCluster CLUSTER = new RunningCluster(2).with("PARLEY_ACTIVE_ROOMS", "4");

  private static final int FIT = 8;

  /** Names of rooms of four shards, as many of each. */
  private static List<String> names() {
    List<String> names = new ArrayList<>();
    for (int i = 0; names.size() < 5 * FIT; i++) {
      String name = "quiet-" + i;
      if (Math.abs(("main/" + name).hashCode() % SHARDS) == 40 + names.size() % 4) {
        names.add(name);
      }
    }
    return names;
  }

  @Test
  void roomsAboveTheLimitLeaveAndAreWokenByAPostAloneAndEverybodyGetsIt() {
    TestUser ann = CLUSTER.user(0, "ann");
    List<String> rooms = names();
    for (String room : rooms) {
      String body = "{\"id\":\"" + room + "\",\"kind\":\"GROUP\",\"members\":[\"bob\",\"carol\"]}";
      assertThat(ann.post("/rooms", body).status()).isEqualTo(201);
    }
    try (TestSocket bob = CLUSTER.user(0, "bob").socket();
        TestSocket carol = CLUSTER.user(1, "carol").socket()) {
      for (TestSocket socket : List.of(bob, carol)) {
        socket.hello();
        for (String room : rooms) {
          assertThat(socket.subscribe(room).path("type").asText()).isEqualTo("synced");
        }
      }
      stayTheSame();

      for (int round = 1; round <= 2; round++) {
        for (String room : rooms) {
          assertThat(ann.say(room, "round " + round).status()).isEqualTo(200);
        }
        for (TestSocket socket : List.of(bob, carol)) {
          heardOnceInEach(rooms, socket, round);
        }
        stayTheSame();
      }
    }
  }

  private static void heardOnceInEach(List<String> rooms, TestSocket socket, int rev) {
    List<String> heard = new ArrayList<>();
    while (heard.size() < rooms.size()) {
      JsonNode event = socket.takeType("event");
      assertThat(event.path("rev").asInt()).isEqualTo(rev);
      heard.add(event.path("roomId").asText());
    }
    assertThat(heard).containsExactlyInAnyOrderElementsOf(rooms);
  }

  /** Longer than feeds renew, and compare rooms out of memory with the journal. */
  private static void stayTheSame() {
    AtomicReference<Set<String>> last = new AtomicReference<>(Set.of());
    await()
        .during(Duration.ofSeconds(7))
        .atMost(Duration.ofSeconds(40))
        .until(
            () -> {
              Set<String> now = CLUSTER.roomsInMemory();
              return now.size() == FIT && now.equals(last.getAndSet(now));
            });
  }
}
