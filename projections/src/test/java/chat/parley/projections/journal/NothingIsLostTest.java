package chat.parley.projections.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import chat.parley.engine.domain.RoomKey;
import chat.parley.projections.Database;
import chat.parley.projections.Posts;
import chat.parley.projections.TestDatabase;
import chat.parley.projections.TestNode;
import chat.parley.projections.view.Dump;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The journal's order of commits against everything that makes rows appear late: writers at once,
 * rows that are rolled back, a transaction that stays open for long, and projections that die and
 * start again in the middle.
 */
class NothingIsLostTest {

  private static final int WRITERS = 6;
  private static final int ROOMS_EACH = 8;

  /** Enough that every slice has one. */
  private static final int SEEDS = 60;

  private static final Duration LONG = Duration.ofSeconds(90);

  private Database database;
  private ExecutorService writers;

  @BeforeEach
  void open() {
    database = TestDatabase.ofANode();
    writers = Executors.newCachedThreadPool();
  }

  @AfterEach
  void close() {
    writers.shutdownNow();
    database.close();
  }

  @Test
  void nothingIsLostWhileATransactionIsOpenForThreeSeconds() throws SQLException {
    nothingIsLost(Duration.ofSeconds(3));
  }

  @Test
  @Tag("full")
  void nothingIsLostWhileATransactionIsOpenForTwelveSeconds() throws SQLException {
    nothingIsLost(Duration.ofSeconds(12));
  }

  private void nothingIsLost(Duration open) throws SQLException {
    // given projections that are at work in every slice
    TestNode node = TestNode.start(database);
    List<Room> rooms = new ArrayList<>();
    for (int i = 0; i < SEEDS; i++) {
      rooms.add(seed(new RoomKey("main", "seed-" + i)));
    }
    await().atMost(LONG).until(() -> messages() == SEEDS);
    assertThat(Dump.number(database, "select count(*) from akka_projection_offset_store"))
        .isEqualTo(JournalReader.SLICES);

    // and a transaction that has written and does not end
    RoomKey late = new RoomKey("main", "late");
    rooms.add(new Room(late, 5));
    AtomicBoolean stop = new AtomicBoolean();
    AtomicLong written = new AtomicLong();
    List<CompletableFuture<List<Room>>> work = new ArrayList<>();
    try (Connection holder = database.settings().connect()) {
      holder.setAutoCommit(false);
      Posts.write(holder, late, 5);

      // and writers that go on all the time, some of what they write rolled back
      for (int i = 0; i < WRITERS; i++) {
        int writer = i;
        work.add(CompletableFuture.supplyAsync(() -> writeUntil(stop, writer, written), writers));
      }

      // when it stays open for long, while projections look, die and start again
      await().during(open).atMost(open.plus(LONG)).until(() -> messages() == SEEDS);
      assertThat(written.get()).isGreaterThan(100);
      node.close();
      node = TestNode.start(database);
      holder.commit();
    }
    // and die once more in the middle of what then comes
    await().atMost(LONG).until(() -> messages() > SEEDS);
    node.close();
    try (TestNode last = TestNode.start(database)) {
      stop.set(true);
      work.forEach(each -> rooms.addAll(each.join()));

      // then every message is there once
      await()
          .atMost(LONG)
          .until(
              () -> last.projections.lag().toCompletableFuture().join(), NothingIsLostTest::isNone);
      assertThat(last.projections.failures()).isZero();
      rooms.forEach(this::holdsAll);
    }
  }

  private Room seed(RoomKey room) {
    database
        .transaction(
            connection -> {
              Posts.write(connection, room, 1);
              return null;
            })
        .toCompletableFuture()
        .join();
    return new Room(room, 1);
  }

  private long messages() {
    return Dump.number(database, "select count(*) from message");
  }

  private static boolean isNone(Map<String, JournalLag.Lag> lag) {
    return lag.values().stream().allMatch(each -> each.events() == 0);
  }

  private record Room(RoomKey key, long messages) {}

  private void holdsAll(Room room) {
    assertThat(
            Dump.rows(
                database,
                "select count(*) || ' ' || coalesce(min(seq), 0) || ' ' || coalesce(max(seq), 0)"
                    + " from message where room_id = '"
                    + room.key.roomId()
                    + "'"))
        .as(room.key.roomId())
        .containsExactly(room.messages + " " + Math.min(1, room.messages) + " " + room.messages);
    assertThat(
            Dump.rows(
                database,
                "select last_seq || '' from room where room_id = '" + room.key.roomId() + "'"))
        .containsExactly("" + room.messages);
  }

  /** As the plugin does it: rows of several rooms in one transaction, a room's in their order. */
  private List<Room> writeUntil(AtomicBoolean stop, int writer, AtomicLong written) {
    Random random = new Random(writer);
    long[] messages = new long[ROOMS_EACH];
    Arrays.fill(messages, -1);
    try (Connection connection = database.settings().connect()) {
      connection.setAutoCommit(false);
      while (!stop.get()) {
        long[] before = messages.clone();
        int rows = 1 + random.nextInt(6);
        for (int i = 0; i < rows; i++) {
          int room = random.nextInt(ROOMS_EACH);
          next(connection, key(writer, room), ++messages[room]);
          if (random.nextInt(4) == 0) {
            Thread.yield();
          }
        }
        if (random.nextInt(10) == 0) {
          connection.rollback();
          messages = before;
        } else {
          connection.commit();
          written.addAndGet(rows);
        }
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    List<Room> rooms = new ArrayList<>();
    for (int i = 0; i < ROOMS_EACH; i++) {
      if (messages[i] >= 0) {
        rooms.add(new Room(key(writer, i), messages[i]));
      }
    }
    return rooms;
  }

  private static void next(Connection connection, RoomKey room, long seq) throws SQLException {
    Posts.write(
        connection,
        room,
        seq + 1,
        seq == 0
            ? Posts.created(List.of("u1", "u2"))
            : Posts.posted(room, seq, "u1", List.of("u2")));
  }

  private static RoomKey key(int writer, int room) {
    return new RoomKey("main", "w" + writer + "-r" + room);
  }
}
