package chat.parley.projections.journal;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.engine.domain.RoomKey;
import chat.parley.projections.Database;
import chat.parley.projections.RandomRoom;
import chat.parley.projections.Tables;
import chat.parley.projections.TestDatabase;
import chat.parley.projections.view.Views;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Heads of rooms, wherever the views stand. */
class JdbcJournalHeadsTest {

  private Database database;

  @BeforeEach
  void open() {
    database = TestDatabase.fresh();
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void theRevIsTheRoomsWhateverTheViewsHold() {
    // given rooms of which the views hold all, a part or nothing, and one that nobody made
    Map<RoomKey, Long> expected = new HashMap<>();
    for (int i = 0; i < 30; i++) {
      Random random = new Random(i);
      RoomKey key = new RoomKey("tenant-" + i % 3, "r" + i);
      RandomRoom room = new RandomRoom(key, random, List.of("u1", "u2", "u3"));
      room.live(i * 3);
      Tables.journal(database, room);
      int applied = i % 3 == 0 ? 0 : i % 3 == 1 ? room.events.size() : room.events.size() / 2;
      if (applied > 0) {
        Tables.project(database, room, 0, applied, Views.ALL);
      }
      expected.put(key, room.room.rev());
    }
    Map<RoomKey, Long> asked = new HashMap<>(expected);
    asked.put(new RoomKey("main", "nobody-made-it"), 0L);

    // then
    Map<RoomKey, Long> revs =
        new JdbcJournalHeads(database).revs(asked.keySet()).toCompletableFuture().join();
    assertThat(revs).isEqualTo(expected);
  }
}
