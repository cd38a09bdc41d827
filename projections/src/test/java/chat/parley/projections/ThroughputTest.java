package chat.parley.projections;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import chat.parley.engine.domain.EventJson;
import chat.parley.engine.domain.MessageIds;
import chat.parley.engine.domain.RoomEvent;
import chat.parley.engine.domain.RoomEvent.Marker;
import chat.parley.engine.domain.RoomKey;
import chat.parley.projections.view.Dump;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * How many events a second one node takes into all views. Says the figure; what is asserted is that
 * all of them arrived.
 */
@Tag("full")
class ThroughputTest {

  private static final int ROOMS = 500;
  private static final int EVENTS_EACH = 400;
  private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

  @Test
  void aJournalOfManyRoomsIsTakenIntoAllViews() {
    try (Database database = TestDatabase.ofANode()) {
      // given rooms that are talked in at once: of ten events seven are messages, the others
      // markers,
      // reactions and edits
      for (int from = 0; from < EVENTS_EACH; from += 20) {
        int first = from;
        database
            .transaction(connection -> write(connection, first, first + 20))
            .toCompletableFuture()
            .join();
      }
      long events = Dump.number(database, "select count(*) from event_journal");

      // when
      try (TestNode node = TestNode.start(database)) {
        await().atMost(Duration.ofMinutes(1)).until(() -> applied(database) > 0);
        long before = applied(database);
        long begin = System.nanoTime();
        await()
            .atMost(Duration.ofMinutes(10))
            .pollInterval(Duration.ofMillis(100))
            .until(() -> applied(database) == events);

        // then
        double seconds = (System.nanoTime() - begin) / 1e9;
        System.out.printf(
            "%d events into all views in %.1f s: %.0f a second%n",
            events - before, seconds, (events - before) / seconds);
        assertThat(node.projections.failures()).isZero();
      }
    }
  }

  private static long applied(Database database) {
    return Dump.number(database, "select coalesce(sum(sequence_nr), 0) from history_applied");
  }

  private static Void write(Connection connection, int from, int to) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            "insert into event_journal (persistence_id, sequence_number, writer, write_timestamp,"
                + " event_ser_id, event_ser_manifest, event_payload)"
                + " values (?, ?, 'test', ?, 1, 'v1', ?)")) {
      for (int i = from; i < to; i++) {
        for (int room = 0; room < ROOMS; room++) {
          RoomKey key = new RoomKey("main", "room-" + room);
          insert.setString(1, key.entityId());
          insert.setLong(2, i + 1L);
          insert.setLong(3, System.currentTimeMillis());
          insert.setBytes(4, EventJson.write(event(key, i)));
          insert.addBatch();
        }
      }
      insert.executeBatch();
    }
    return null;
  }

  private static RoomEvent event(RoomKey room, int i) {
    if (i == 0) {
      return Posts.created(IntStream.range(0, 20).mapToObj(u -> "user-" + u).toList());
    }
    String user = "user-" + (i * 7) % 20;
    long posted = i - (i / 10) * 3L - Math.max(0, i % 10 - 7);
    String messageId = MessageIds.of(room, posted, NOON);
    return switch (i % 10) {
      case 8 ->
          new RoomEvent.MarkersMoved(
              List.of(new Marker(user, posted, posted), new Marker("user-1", posted, posted)),
              NOON);
      case 9 -> new RoomEvent.ReactionAdded(i, posted, messageId, user, "👍", NOON);
      case 0 -> new RoomEvent.MessageEdited(i, posted, messageId, "edited", List.of(), NOON);
      default -> Posts.posted(room, posted, user, i % 10 == 3 ? List.of("user-2") : List.of());
    };
  }
}
