package chat.parley.engine.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.parley.engine.domain.Caller;
import chat.parley.engine.domain.ErrorCode;
import chat.parley.engine.domain.Revocation;
import chat.parley.engine.session.SessionPush.Code;
import chat.parley.engine.session.SessionScene.Client;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Revoked tokens at the sessions of a node. */
class RevocationsTest {

  private static final Instant NOW = SessionScene.START;

  private final SessionScene scene = new SessionScene();

  @AfterEach
  void end() {
    scene.close();
  }

  private void revoke(String tenant, String userId) {
    scene.revocations.revoke(tenant, userId).toCompletableFuture().join();
  }

  /** A token by this name that was issued then. */
  private void token(String name, String tenant, Instant issuedAt) {
    Caller caller = new Caller(tenant, "u1", "u1", null, Caller.Role.USER);
    scene.tokens.put(
        name,
        CompletableFuture.completedFuture(
            new TokenVerifier.Verified(caller, issuedAt, NOW.plusSeconds(3_600))));
  }

  private Client hello(String token) {
    Client client = scene.connect();
    client.ask(new SessionRequest.Hello(1L, token, "test", List.of()));
    return client;
  }

  private void expectRefused(String token) {
    Client client = hello(token);
    SessionPush.Failed failed = client.expect(SessionPush.Failed.class);
    assertThat(failed.why().code()).isEqualTo(ErrorCode.UNAUTHORIZED);
    assertThat(failed.why().detail()).isEqualTo("the token was revoked");
    client.expectBye(Code.UNAUTHORIZED);
  }

  private void expectLetIn(String token) {
    hello(token).expect(SessionPush.Hello.class);
  }

  @Test
  void theOpenSessionsOfThatUserEndAndNoOthers() {
    token("elsewhere", "other", NOW);
    Client one = scene.enter("u1");
    Client another = scene.enter("u1");
    Client elsewhere = scene.enter("elsewhere");
    Client somebody = scene.enter("u2");

    revoke("main", "u1");

    one.expectBye(Code.REVOKED);
    another.expectBye(Code.REVOKED);
    elsewhere.settle();
    somebody.settle();
    assertThat(scene.sessions.sessionsOf("main", "u1")).isZero();
  }

  @Test
  void theEndIsOneAfterWhichNobodyReconnectsAsHeIs() {
    assertThat(Code.REVOKED.number()).isEqualTo(4401);
    assertThat(Code.REVOKED.reconnect()).isFalse();
  }

  @Test
  void aTokenIsRefusedUnlessItWasIssuedInALaterSecond() {
    token("before", "main", NOW.minusSeconds(1));
    token("without time", "main", Instant.EPOCH);
    token("elsewhere", "other", NOW.minusSeconds(1));
    token("same second", "main", NOW);
    token("same second, later", "main", NOW.plusMillis(900));
    token("next second", "main", NOW.plusSeconds(1));
    expectLetIn("without time");
    scene.pass(Duration.ofMillis(300));

    revoke("main", "u1");

    expectRefused("before");
    expectRefused("without time");
    expectRefused("same second");
    expectRefused("same second, later");
    expectLetIn("next second");
    expectLetIn("elsewhere");
  }

  @Test
  void aSessionUnderANewerTokenGoesOn() {
    token("old", "main", NOW);
    token("new", "main", NOW.plusSeconds(5));
    Client client = scene.enter("old");
    client.ask(new SessionRequest.Auth(1L, "new"));
    client.expect(SessionPush.Ok.class);

    revoke("main", "u1");

    client.settle();
    assertThat(client.all(SessionPush.Bye.class)).isEmpty();
    client.ask(new SessionRequest.Auth(2L, "old"));
    assertThat(client.expect(SessionPush.Failed.class).why().code())
        .isEqualTo(ErrorCode.UNAUTHORIZED);
    client.settle();
  }

  @Test
  void whatIsRevokedWhileASessionBeginsEndsIt() {
    scene.atTheNextLookAtTheClock(() -> revoke("main", "u1"));
    hello("u1").expectBye(Code.REVOKED);

    token("new", "main", NOW.plusSeconds(5));
    Client client = scene.enter("new");
    scene.pass(Duration.ofSeconds(5));
    token("newer", "main", NOW.plusSeconds(5));
    scene.atTheNextLookAtTheClock(() -> revoke("main", "u1"));
    client.ask(new SessionRequest.Auth(1L, "newer"));
    client.expectBye(Code.REVOKED);
  }

  @Test
  void whatNobodyToldIsReadFromTheStore() {
    Client client = scene.enter("u1");
    client.settle();
    scene.store.away = true;
    scene.pass(Duration.ofSeconds(5));
    client.settle();
    scene.store.away = false;
    scene.store.saved.add(new Revocation("main", "u1", NOW.plusSeconds(9)));

    scene.passUntil(Duration.ofMillis(500), () -> !client.all(SessionPush.Bye.class).isEmpty());

    client.expectBye(Code.REVOKED);
    expectRefused("u1");
  }

  @Test
  void whatWasSavedLongBeforeTheStartHolds() {
    MemoryRevocations store = new MemoryRevocations();
    store.old.add(new Revocation("main", "u1", NOW));
    try (SessionScene later = new SessionScene(store)) {
      Client client = later.connect();
      client.ask(new SessionRequest.Hello(1L, "u1", "test", List.of()));

      client.expectBye(Code.UNAUTHORIZED);
    }
  }

  @Test
  void whatCannotBeSavedFailsAndChangesNothing() {
    Client client = scene.enter("u1");
    scene.store.away = true;

    assertThatThrownBy(() -> revoke("main", "u1")).hasMessageContaining("away on purpose");

    client.settle();
    expectLetIn("u1");
  }
}
