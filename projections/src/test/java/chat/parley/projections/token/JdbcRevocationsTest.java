package chat.parley.projections.token;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.engine.domain.Revocation;
import chat.parley.projections.Database;
import chat.parley.projections.Tables;
import chat.parley.projections.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Revocations in their table. */
class JdbcRevocationsTest {

  private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

  private Database database;
  private JdbcRevocations revocations;

  @BeforeEach
  void open() {
    database = TestDatabase.fresh();
    revocations = new JdbcRevocations(database);
  }

  @AfterEach
  void close() {
    database.close();
  }

  private static <T> T answer(CompletionStage<T> stage) {
    return stage.toCompletableFuture().join();
  }

  private static Revocation revocation(String tenant, String userId, Instant issuedUntil) {
    return new Revocation(tenant, userId, issuedUntil);
  }

  @Test
  void whatWasSavedIsThereForEachTenantAndUser() {
    List<Revocation> saved =
        List.of(
            revocation("main", "u1", NOON),
            revocation("main", "u2", NOON.plusSeconds(1)),
            revocation("other", "u1", NOON.plusSeconds(2)));
    saved.forEach(one -> answer(revocations.save(one)));

    assertThat(answer(revocations.all())).containsExactlyInAnyOrderElementsOf(saved);
  }

  @Test
  void theNewestOfAUserStaysInWhicheverOrderTheyAreSaved() {
    answer(revocations.save(revocation("main", "u1", NOON)));
    answer(revocations.save(revocation("main", "u1", NOON.plusSeconds(9))));
    answer(revocations.save(revocation("main", "u1", NOON.plusSeconds(5))));

    assertThat(answer(revocations.all()))
        .containsExactly(revocation("main", "u1", NOON.plusSeconds(9)));
  }

  @Test
  void thoseSavedOfLateAreFoundWhateverTimeTheyName() {
    answer(revocations.save(revocation("main", "old", NOON)));
    answer(revocations.save(revocation("main", "again", NOON)));
    Tables.update(database, "update revoked_token set changed_at = now() - interval '1 hour'");
    answer(revocations.save(revocation("main", "again", NOON.plusSeconds(1))));
    answer(revocations.save(revocation("main", "new", NOON.minusSeconds(1_000))));

    assertThat(answer(revocations.savedWithin(Duration.ofMinutes(1))))
        .containsExactlyInAnyOrder(
            revocation("main", "again", NOON.plusSeconds(1)),
            revocation("main", "new", NOON.minusSeconds(1_000)));
    assertThat(answer(revocations.savedWithin(Duration.ofHours(2)))).hasSize(3);
  }
}
