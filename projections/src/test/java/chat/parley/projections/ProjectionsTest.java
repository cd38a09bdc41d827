package chat.parley.projections;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import chat.parley.engine.domain.RoomKey;
import chat.parley.projections.journal.JournalLag.Lag;
import chat.parley.projections.view.Dump;
import chat.parley.projections.view.Views;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What runs on a node: all slices into all views, through failures and restarts. */
class ProjectionsTest {

  private static final Duration LONG = Duration.ofSeconds(60);

  private Database database;

  @BeforeEach
  void open() {
    database = TestDatabase.ofANode();
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void everyRoomArrivesInEveryView() {
    // given rooms in all slices
    List<RandomRoom> rooms = rooms(20, 60);
    try (TestNode node = TestNode.start(database)) {
      // when
      rooms.forEach(room -> Tables.journal(database, room));

      // then
      awaitApplied(node);
      for (RandomRoom room : rooms) {
        for (var view : Views.ALL) {
          assertThat(
                  Dump.number(
                      database,
                      "select sequence_nr from %s where room_id = '%s'"
                          .formatted(view.appliedTable(), room.key.roomId())))
              .isEqualTo(room.events.size());
        }
      }
    }
  }

  private static List<RandomRoom> rooms(int count, int commands) {
    List<RandomRoom> rooms = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      RandomRoom room =
          new RandomRoom(
              new RoomKey("main", "r" + i), new Random(i), List.of("u1", "u2", "u3", "u4"));
      room.live(commands);
      rooms.add(room);
    }
    return rooms;
  }

  private static void awaitApplied(TestNode node) {
    await()
        .atMost(LONG)
        .until(
            () -> {
              Map<String, Lag> lag = node.projections.lag().toCompletableFuture().join();
              return lag.values().stream().allMatch(l -> l.events() == 0);
            });
  }
}
