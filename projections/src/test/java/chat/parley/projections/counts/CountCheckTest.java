package chat.parley.projections.counts;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.engine.domain.RoomKey;
import chat.parley.projections.Database;
import chat.parley.projections.RandomRoom;
import chat.parley.projections.Tables;
import chat.parley.projections.TestDatabase;
import chat.parley.projections.view.Dump;
import chat.parley.projections.view.Views;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Counts of random rooms, and of a directory that somebody has spoilt. */
class CountCheckTest {

  private static final List<String> USERS = List.of("u1", "u2", "u3", "u4");

  private final List<RandomRoom> rooms = new ArrayList<>();
  private final List<String> found = new ArrayList<>();
  private Database database;

  private final CountCheck.Listener listener =
      new CountCheck.Listener() {
        @Override
        public void different(RoomKey room, String userId, String inView, String inJournal) {
          found.add(room.roomId() + " " + userId);
        }

        @Override
        public void at(long rooms, long total) {}

        @Override
        public void repaired(RoomKey room) {}
      };

  @BeforeEach
  void roomsThatLive() {
    database = TestDatabase.fresh();
    for (int i = 0; i < 20; i++) {
      RandomRoom room = new RandomRoom(new RoomKey("main", "r" + i), new Random(i), USERS);
      room.live(120);
      rooms.add(room);
      Tables.journal(database, room);
      // Some rooms are not taken over to their end: that lag is no difference.
      int upTo = i % 4 == 3 ? room.events.size() - 20 : room.events.size();
      Tables.project(database, room, 0, upTo, Views.ALL);
    }
  }

  @AfterEach
  void close() {
    database.close();
  }

  private CountCheck.Result check(boolean repair) throws SQLException {
    found.clear();
    return new CountCheck(database.settings()).run(repair, listener);
  }

  @Test
  void theDirectoryCountsAsTheProtocolSays() throws SQLException {
    CountCheck.Result result = check(false);

    assertThat(found).isEmpty();
    assertThat(result.rooms()).isEqualTo(20);
    assertThat(result.members()).isGreaterThan(40);
  }

  @Test
  void whatIsWrongIsNamedAndRepaired() throws SQLException {
    // given
    Map<String, List<String>> right = Dump.of(database, Views.named("directory").orElseThrow());
    Tables.update(
        database,
        "update member set read_seq = read_seq - 1 where room_id = 'r2' and user_id = 'u1'");
    Tables.update(
        database,
        "insert into mention (tenant, user_id, room_id, seq)"
            + " select 'main', 'u1', 'r4', last_seq + 1 from room where room_id = 'r4'");
    Tables.update(database, "delete from member where room_id = 'r5' and user_id = 'u1'");
    Tables.update(
        database,
        "insert into member (tenant, room_id, user_id, role, joined_at)"
            + " values ('main', 'r6', 'nobody', 'MEMBER', now())");

    // when
    CountCheck.Result result = check(false);

    // then
    assertThat(found).containsExactlyInAnyOrder("r2 u1", "r4 u1", "r5 u1", "r6 nobody");
    assertThat(result.repaired()).isZero();

    // when
    result = check(true);

    // then
    assertThat(result.repaired()).isEqualTo(4);
    assertThat(check(false).differences()).isZero();
    assertThat(Dump.of(database, Views.named("directory").orElseThrow())).isEqualTo(right);
  }

  @Test
  void aRoomThatTheViewPassedByIsFound() throws SQLException {
    // given
    for (String table : List.of("room", "member", "directory_applied")) {
      Tables.update(database, "delete from " + table + " where room_id = 'r8'");
    }
    assertThat(check(false).differences()).isZero();
    Tables.update(
        database,
        "insert into akka_projection_offset_store (projection_name, projection_key,"
            + " current_offset, manifest, mergeable, last_updated)"
            + " select 'views', s::text, '9000000000000:0', 'STR', false, 0"
            + " from generate_series(0, 7) s");

    // then
    assertThat(check(true).differences()).isEqualTo(rooms.get(8).room.memberCount());
    assertThat(found).allMatch(who -> who.startsWith("r8 "));
    assertThat(check(false).differences()).isZero();
  }

  @Test
  void aRepairedRoomGoesOnWithWhatComesNext() throws SQLException {
    // given a room of which the view lacks the end, and has something wrong
    RandomRoom room = rooms.get(3);
    Tables.update(
        database,
        "update member set read_seq = read_seq - 1 where room_id = 'r3' and user_id = 'u1'");
    assertThat(check(true).repaired()).isEqualTo(1);

    // when
    Tables.project(database, room, 0, room.events.size(), Views.ALL);

    // then
    assertThat(check(false).differences()).isZero();
  }
}
