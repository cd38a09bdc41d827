package chat.parley.projections.rebuild;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import chat.parley.engine.domain.RoomKey;
import chat.parley.projections.Database;
import chat.parley.projections.Posts;
import chat.parley.projections.RandomRoom;
import chat.parley.projections.Tables;
import chat.parley.projections.TestDatabase;
import chat.parley.projections.TestNode;
import chat.parley.projections.view.Dump;
import chat.parley.projections.view.View;
import chat.parley.projections.view.Views;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A view filled anew, beside nodes that serve. */
class RebuildTest {

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
  void aRebuiltViewIsWhatItWasAndTheOthersAreNotTouched() throws SQLException {
    // given rooms in all views, and what was read of the notifications
    try (TestNode node = TestNode.start(database)) {
      for (int i = 0; i < 12; i++) {
        RoomKey key = new RoomKey("main", "r" + i);
        RandomRoom room = new RandomRoom(key, new Random(i), List.of("u1", "u2", "u3"));
        room.live(80);
        Tables.journal(database, room);
      }
      awaitApplied(node);
      Tables.update(database, "insert into notification_read values ('main', 'u1', 'some')");
      Map<String, List<String>> before = Dump.of(database);
      List<String> indexes = indexes();

      for (View view : Views.ALL) {
        // when the view has been damaged and is rebuilt
        Tables.update(database, "delete from " + view.tables().get(0));
        List<Long> progress = new ArrayList<>();
        new Rebuild(database.settings()).run(view.name(), (done, total) -> progress.add(done));

        // then it is whole
        assertThat(Dump.of(database)).as(view.name()).isEqualTo(before);
        assertThat(progress).isSorted().isNotEmpty();
        assertThat(progress.get(progress.size() - 1))
            .isEqualTo(Dump.number(database, "select count(*) from event_journal"));
      }
      assertThat(indexes()).isEqualTo(indexes);
      assertThat(
              Dump.rows(database, "select nspname from pg_namespace where nspname like 'parley%'"))
          .isEmpty();
      assertThat(Dump.number(database, "select count(*) from notification_read")).isOne();
    }
  }

  private List<String> indexes() {
    return Dump.rows(
        database, "select indexdef from pg_indexes where schemaname = 'public' order by 1");
  }

  @Test
  void roomsAreWrittenAndReadWhileTheirViewsAreRebuilt() throws SQLException {
    try (TestNode node = TestNode.start(database)) {
      // given a room that is written all the time, and a reader that is never told less than before
      RoomKey key = new RoomKey("main", "busy");
      AtomicBoolean stop = new AtomicBoolean();
      AtomicLong written = new AtomicLong();
      CompletableFuture<Void> writing =
          CompletableFuture.runAsync(() -> writeUntil(stop, key, written));
      CompletableFuture<Void> reading = CompletableFuture.runAsync(() -> readUntil(stop));
      await().atMost(LONG).until(() -> written.get() > 300);

      // when every view is rebuilt
      for (View view : Views.ALL) {
        new Rebuild(database.settings()).run(view.name(), (done, total) -> {});
      }
      long then = written.get();
      await().atMost(LONG).until(() -> written.get() > then + 100);
      stop.set(true);
      writing.join();
      reading.join();
      awaitApplied(node);

      // then nothing is missing and nothing is there twice
      Map<String, List<String>> served = Dump.of(database);
      for (View view : Views.ALL) {
        new Rebuild(database.settings()).run(view.name(), (done, total) -> {});
      }
      assertThat(Dump.of(database)).isEqualTo(served);
      assertThat(Dump.number(database, "select count(*) from message")).isEqualTo(written.get());
      assertThat(Dump.number(database, "select messages from daily_activity"))
          .isEqualTo(written.get());
    }
  }

  private void writeUntil(AtomicBoolean stop, RoomKey key, AtomicLong written) {
    try (Connection connection = database.settings().connect()) {
      Posts.write(connection, key, 1, Posts.created(List.of("u1", "u2")));
      for (long seq = 1; !stop.get(); seq++) {
        Posts.write(connection, key, seq + 1, Posts.posted(key, seq, "u1", List.of("u2")));
        written.set(seq);
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private void readUntil(AtomicBoolean stop) {
    long before = 0;
    while (!stop.get()) {
      long now =
          Dump.number(
              database,
              "select coalesce(max(seq), 0) from message"
                  + " where tenant = 'main' and room_id = 'busy'");
      assertThat(now).isGreaterThanOrEqualTo(before);
      before = now;
    }
  }

  @Test
  void aViewThatIsNoneIsRefused() {
    assertThatThrownBy(() -> new Rebuild(database.settings()).run("weather", (done, total) -> {}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("weather");
  }

  @Test
  void oneRebuildOfAViewAtATime() throws SQLException {
    Tables.journal(
        database, new RandomRoom(new RoomKey("main", "r"), new Random(1), List.of("u1", "u2")));
    Rebuild rebuild = new Rebuild(database.settings());
    List<Throwable> refused = new ArrayList<>();

    // when a second one is tried in the middle of the first
    rebuild.run(
        "history",
        (done, total) -> {
          try {
            rebuild.run("history", (d, t) -> {});
          } catch (SQLException | RuntimeException e) {
            refused.add(e);
          }
        });

    assertThat(refused).hasSize(1);
    assertThat(refused.get(0)).hasMessageContaining("already");
  }

  private static void awaitApplied(TestNode node) {
    await()
        .atMost(LONG)
        .until(
            () ->
                node.projections.lag().toCompletableFuture().join().values().stream()
                    .allMatch(lag -> lag.events() == 0));
  }
}
