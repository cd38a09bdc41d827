package chat.parley.projections;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import chat.parley.engine.domain.EventJson;
import chat.parley.engine.domain.RoomKey;
import chat.parley.projections.journal.JournalLag;
import chat.parley.projections.journal.JournalLag.Lag;
import chat.parley.projections.rebuild.Rebuild;
import chat.parley.projections.view.Dump;
import chat.parley.projections.view.Views;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
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

  @Test
  void anEventThatNobodyCanReadIsParkedAndTheOthersGoOn() {
    // given a room whose third event is none, and another room of the same slice
    RoomKey broken = new RoomKey("main", "room-7");
    RoomKey other = sameSlice(broken);
    write(connection -> Posts.write(connection, broken, 1));
    write(
        connection ->
            Posts.write(connection, broken, 3, "{\"type\":\"of tomorrow\"}".getBytes(UTF_8)));
    write(
        connection -> Posts.write(connection, broken, 4, Posts.posted(broken, 2, "u1", List.of())));
    write(connection -> Posts.write(connection, other, 5));

    // when
    try (TestNode node = TestNode.start(database, "parley.projections.poison-attempts = 2")) {
      awaitApplied(node);

      // then it is parked for every view, and what came after it is there
      Map<String, Lag> lag = node.projections.lag().toCompletableFuture().join();
      assertThat(lag).hasSize(Views.ALL.size());
      assertThat(lag.values()).allMatch(each -> each.parked() == 1);
      assertThat(node.projections.failures()).isEqualTo(2);
      assertThat(
              Dump.rows(
                  database,
                  "select distinct persistence_id || ' ' || sequence_number from parked_event"))
          .containsExactly("main/room-7 3");
      assertThat(messages(broken)).isEqualTo(2);
      assertThat(messages(other)).isEqualTo(5);
    }
  }

  @Test
  void aDamagedRoomDoesNotHoldUpItsSliceAndARebuildRepairsIt() throws SQLException {
    // given a room whose first event cannot be read, so that none of the others finds its room
    RoomKey broken = new RoomKey("main", "room-7");
    RoomKey other = sameSlice(broken);
    write(connection -> Posts.write(connection, broken, 30));
    Tables.update(
        database, "update event_journal set event_payload = '{}' where sequence_number = 1");
    write(connection -> Posts.write(connection, other, 30));
    try (TestNode node = TestNode.start(database, "parley.projections.poison-attempts = 1")) {
      awaitApplied(node);

      // when the room goes on
      long failures = node.projections.failures();
      for (int seq = 31; seq <= 40; seq++) {
        long next = seq;
        write(c -> Posts.write(c, broken, next + 1, Posts.posted(broken, next, "u1", List.of())));
        write(c -> Posts.write(c, other, next + 1, Posts.posted(other, next, "u1", List.of())));
      }
      awaitApplied(node);

      // then no group fails any more, and what can be taken is there
      assertThat(node.projections.failures()).isEqualTo(failures);
      assertThat(messages(broken)).isEqualTo(40);
      assertThat(messages(other)).isEqualTo(40);
      assertThat(
              Dump.number(database, "select count(*) from parked_event where view = 'directory'"))
          .isEqualTo(41);

      // and when the event can be read, a rebuild of the view repairs it
      Tables.update(
          database,
          "update event_journal set event_payload = ? where sequence_number = 1",
          (Object) EventJson.write(Posts.created(List.of("u1", "u2"))));
      new Rebuild(database.settings()).run("directory", (done, total) -> {});
      assertThat(Dump.rows(database, "select last_seq::text from room"))
          .containsExactly("40", "40");
      assertThat(
              Dump.number(database, "select count(*) from parked_event where view = 'directory'"))
          .isZero();
    }
  }

  @Test
  void aDatabaseErrorThatIsNotTheEventsFaultParksNothing() {
    // given a table that is away
    RoomKey room = new RoomKey("main", "r");
    Tables.update(database, "alter table member rename to away");
    write(connection -> Posts.write(connection, room, 3));

    try (TestNode node = TestNode.start(database, "parley.projections.poison-attempts = 2")) {
      await().atMost(LONG).until(() -> node.projections.failures() > 3);
      assertThat(messages(room)).isZero();

      // when it is back
      Tables.update(database, "alter table away rename to member");

      // then all of it arrives
      awaitApplied(node);
      assertThat(messages(room)).isEqualTo(3);
      assertThat(Dump.number(database, "select count(*) from parked_event")).isZero();
    }
  }

  @Test
  void theLagIsWhatIsWrittenAndNotYetInTheViews() {
    // given
    assertThat(lag()).allMatch(each -> each.events() == 0 && each.seconds() == 0);
    write(connection -> Posts.write(connection, new RoomKey("main", "r"), 9));
    Tables.update(database, "update event_journal set write_timestamp = write_timestamp - 60000");

    // then
    assertThat(lag())
        .allMatch(each -> each.events() == 10 && each.seconds() >= 60 && each.parked() == 0);
  }

  private Collection<Lag> lag() {
    return new JournalLag(database).of(List.of("history")).toCompletableFuture().join().values();
  }

  private long messages(RoomKey room) {
    return Dump.number(
        database, "select count(*) from message where room_id = '" + room.roomId() + "'");
  }

  private RoomKey sameSlice(RoomKey room) {
    String slice = "get_byte(sha256(decode('main/' || %s, 'escape')), 0) & 7";
    String other =
        "select 'other-' || n from generate_series(1, 1000) n where %s = %s limit 1"
            .formatted(
                slice.formatted("'other-' || n"), slice.formatted("'" + room.roomId() + "'"));
    return new RoomKey("main", Dump.rows(database, other).get(0));
  }

  private interface Write {
    void on(Connection connection) throws SQLException;
  }

  private void write(Write write) {
    database
        .transaction(
            connection -> {
              write.on(connection);
              return null;
            })
        .toCompletableFuture()
        .join();
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
