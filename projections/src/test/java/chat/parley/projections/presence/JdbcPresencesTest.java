package chat.parley.projections.presence;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.engine.domain.UserKey;
import chat.parley.projections.Database;
import chat.parley.projections.Tables;
import chat.parley.projections.TestDatabase;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What presence keeps, and who may see whose. */
class JdbcPresencesTest {

  private static final Instant NOON = Instant.parse("2026-11-20T12:00:00.123Z");

  private static Database database;
  private static JdbcPresences presences;

  @BeforeAll
  static void open() {
    database = TestDatabase.fresh();
    presences = new JdbcPresences(database);
  }

  @AfterAll
  static void close() {
    database.close();
  }

  private static <T> T answer(CompletionStage<T> stage) {
    return stage.toCompletableFuture().join();
  }

  private static UserKey user(String id) {
    return new UserKey("main", id);
  }

  private static void member(String tenant, String room, String user) {
    Tables.update(
        database,
        "insert into member (tenant, room_id, user_id, role, joined_at) values (?, ?, ?, ?, ?)",
        tenant,
        room,
        user,
        "MEMBER",
        NOON);
  }

  @Test
  void theLatestTimeOfEachUserIsKept() {
    UserKey elsewhere = new UserKey("other", "u1");
    answer(presences.save(Map.of(user("u1"), NOON, user("u2"), NOON, elsewhere, NOON)));
    answer(
        presences.save(Map.of(user("u1"), NOON.plusSeconds(1), user("u2"), NOON.minusSeconds(1))));

    assertThat(answer(presences.lastSeen(Set.of(user("u1"), user("u2"), user("u3"), elsewhere))))
        .isEqualTo(Map.of(user("u1"), NOON.plusSeconds(1), user("u2"), NOON, elsewhere, NOON));
  }

  @Test
  void manyAreKeptAtOnce() {
    Map<UserKey, Instant> many = new HashMap<>();
    for (int i = 0; i < 2_500; i++) {
      many.put(user("many" + i), NOON.plusMillis(i));
    }
    answer(presences.save(many));

    assertThat(answer(presences.lastSeen(many.keySet()))).isEqualTo(many);
    assertThat(answer(presences.lastSeen(Set.of()))).isEmpty();
  }

  @Test
  void whoSharesARoomIsSeen() {
    member("main", "r1", "ann");
    member("main", "r1", "bob");
    member("main", "r2", "ann");
    member("main", "r2", "bob");
    member("main", "r2", "cat");
    member("main", "r3", "dan");
    member("other", "r1", "eve");

    Set<String> all = Set.of("bob", "cat", "dan", "eve", "nobody");
    assertThat(answer(presences.sharingRooms(user("ann"), all)))
        .containsExactlyInAnyOrder("bob", "cat");
    assertThat(answer(presences.sharingRooms(user("dan"), all))).containsExactly("dan");
    assertThat(answer(presences.sharingRooms(new UserKey("other", "ann"), all))).isEmpty();
  }
}
