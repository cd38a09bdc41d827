package chat.parley.it;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.engine.domain.RoomKey;
import chat.parley.projections.DatabaseSettings;
import chat.parley.projections.counts.CountCheck;
import com.fasterxml.jackson.databind.JsonNode;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A node stops that brings part of the rooms into the views, while people write. */
class InboxFailoverIT {

  private static final int ROOMS = 24;

  /** What repairs lost news in the background is switched off: it would hide a hole. */
  @RegisterExtension
  static final RunningCluster CLUSTER =
      new RunningCluster(3).configured("parley.engine.inbox.repair", "1h");

  /** One message a room in turn until told to stop; answers how many each room has. */
  private static Map<String, Integer> post(List<String> rooms, AtomicBoolean over) {
    TestUser ann = CLUSTER.user(1, "ann");
    Map<String, Integer> posted = new HashMap<>();
    while (!over.get()) {
      for (String room : rooms) {
        if (ann.say(room, "hello").status() == 200) {
          posted.merge(room, 1, Integer::sum);
        }
      }
    }
    return posted;
  }

  @Test
  void membersEndUpWithTheCountsOfEveryRoom() throws SQLException {
    List<String> rooms = new ArrayList<>();
    for (int i = 0; i < ROOMS; i++) {
      rooms.add(CLUSTER.user(1, "ann").room("bob"));
    }
    try (TestSocket bob = CLUSTER.user(2, "bob").socket()) {
      bob.hello();
      AtomicBoolean over = new AtomicBoolean();
      CompletableFuture<Map<String, Integer>> posting =
          CompletableFuture.supplyAsync(() -> post(rooms, over));

      CLUSTER.stop(0);
      over.set(true);
      Map<String, Integer> posted = posting.join();

      // A post whose answer did not come may have been taken: the room itself knows.
      Map<String, Integer> expected = new HashMap<>();
      TestUser asking = CLUSTER.user(1, "bob");
      for (String room : posted.keySet()) {
        JsonNode meta = asking.get("/rooms/" + room + "/meta").body();
        expected.put(room, meta.path("unreadCount").asInt());
      }
      assertThat(expected).hasSize(ROOMS);
      Map<String, Integer> told = new HashMap<>();
      while (!told.equals(expected)) {
        for (JsonNode room : bob.takeType("inbox").path("rooms")) {
          told.put(room.path("roomId").asText(), room.path("unreadCount").asInt());
        }
      }
    }
    assertThat(differences()).isEmpty();
  }

  private static List<String> differences() throws SQLException {
    Map<String, String> environment = CLUSTER.environment();
    List<String> differences = new ArrayList<>();
    new CountCheck(
            new DatabaseSettings(
                environment.get("PARLEY_DATABASE_URL"),
                environment.get("PARLEY_DATABASE_USER"),
                environment.get("PARLEY_DATABASE_PASSWORD")))
        .run(
            false,
            new CountCheck.Listener() {
              @Override
              public void different(RoomKey room, String userId, String inView, String inJournal) {
                differences.add(room + " " + userId + ": " + inView + ", not " + inJournal);
              }

              @Override
              public void at(long rooms, long total) {}

              @Override
              public void repaired(RoomKey room) {}
            });
    return differences;
  }
}
