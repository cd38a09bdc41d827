package chat.parley.engine.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import chat.parley.engine.domain.Caller;
import chat.parley.engine.domain.ErrorCode;
import chat.parley.engine.session.SessionPush.Code;
import chat.parley.engine.session.SessionScene.Client;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The rules of a connection: hello, token, heartbeat, bad frames, drain. */
class SessionConnectionTest {

  private final SessionScene scene = new SessionScene();

  @AfterEach
  void end() {
    scene.close();
  }

  private static SessionRequest.Hello hello(String token) {
    return new SessionRequest.Hello(1L, token, "test", List.of());
  }

  private static void expectError(Client client, Object re, ErrorCode code) {
    SessionPush.Failed failed = client.expect(SessionPush.Failed.class);
    assertThat(failed.re()).isEqualTo(re);
    assertThat(failed.why().code()).isEqualTo(code);
  }

  @Test
  void helloIsAnswered() {
    Client client = scene.connect();
    client.ask(hello("u1"));

    SessionPush.Hello hello = client.expect(SessionPush.Hello.class);

    assertThat(hello.re()).isEqualTo(1L);
    assertThat(hello.userId()).isEqualTo("u1");
    assertThat(hello.heartbeatMs()).isEqualTo(25_000);
    assertThat(hello.serverTime()).isEqualTo(SessionScene.START);
    assertThat(scene.sessions.sessionsOf("main", "u1")).isEqualTo(1);
  }

  @Test
  void theTokenOfTheConnectionServesAHelloWithoutOne() {
    Client client = new Client(scene.sessions.open(new Connection("u2", "test")));
    client.ask(hello(null));

    assertThat(client.expect(SessionPush.Hello.class).userId()).isEqualTo("u2");
  }

  @Test
  void whoSaysNothingInTimeIsSentAway() {
    Client client = scene.connect();
    scene.pass(Duration.ofSeconds(9));
    assertThat(client.heard()).isEmpty();
    scene.passUntil(Duration.ofSeconds(1), () -> hasEnded(client));

    client.expectBye(Code.HELLO_TIMEOUT);
  }

  @Test
  void whoSaysSomethingElseFirstIsSentAway() {
    Client client = scene.connect();
    client.ask(new SessionRequest.Subscribe(7L, "r1", -1));

    expectError(client, 7L, ErrorCode.UNAUTHORIZED);
    client.expectBye(Code.UNAUTHORIZED);
  }

  @Test
  void anInvalidTokenIsSentAwayWithTheReason() {
    scene.tokens.put(
        "bad", CompletableFuture.failedFuture(new TokenVerifier.Invalid("it is forged")));
    Client client = scene.connect();
    client.ask(hello("bad"));

    SessionPush.Failed failed = client.expect(SessionPush.Failed.class);
    assertThat(failed.why().code()).isEqualTo(ErrorCode.UNAUTHORIZED);
    assertThat(failed.why().detail()).isEqualTo("it is forged");
    client.expectBye(Code.UNAUTHORIZED);
  }

  @Test
  void aHelloWithoutAnyTokenAndOneWithAnOldTokenAreSentAway() {
    Client without = scene.connect();
    without.ask(hello(null));
    without.expectBye(Code.UNAUTHORIZED);

    scene.tokens.put("old", CompletableFuture.completedFuture(SessionScene.verified("u1", 0)));
    Client old = scene.connect();
    old.ask(hello("old"));
    old.expectBye(Code.UNAUTHORIZED);
  }

  @Test
  void aTokenThatCannotBeCheckedNowLetsTheClientComeAgain() {
    scene.tokens.put("?", CompletableFuture.failedFuture(new IllegalStateException("no keys")));
    Client client = scene.connect();
    client.ask(hello("?"));

    expectError(client, 1L, ErrorCode.UNAVAILABLE);
    client.expectBye(Code.OVERLOADED);
  }

  @Test
  void whatComesBehindHelloWaitsForItsToken() {
    CompletableFuture<TokenVerifier.Verified> slow = new CompletableFuture<>();
    scene.tokens.put("slow", slow);
    Client client = scene.connect();
    client.ask(hello("slow"));
    client.ask(new SessionRequest.Subscribe(2L, "r1", 0));
    client.ask(new SessionRequest.Ping(3L));
    slow.complete(SessionScene.verified("u1", 60));

    client.expect(SessionPush.Hello.class);
    await()
        .untilAsserted(
            () ->
                assertThat(client.heard().subList(1, client.heard().size()))
                    .hasSize(2)
                    .anyMatch(push -> push instanceof SessionPush.SyncedRoom)
                    .anyMatch(push -> push.equals(new SessionPush.Pong(3L))));
  }

  @Test
  void aTokenThatTakesTooLongToCheckIsNotTheClientsFault() {
    scene.tokens.put("slow", new CompletableFuture<>());
    Client client = scene.connect();
    client.ask(hello("slow"));
    scene.pass(Duration.ofSeconds(9));
    assertThat(client.heard()).isEmpty();
    scene.passUntil(Duration.ofSeconds(1), () -> hasEnded(client));

    client.expectBye(Code.INTERNAL);
  }

  @Test
  void silenceIsAnsweredWithAPingAndThenWithTheEnd() {
    Client client = scene.enter("u1");
    client.settle();
    scene.pass(Duration.ofSeconds(24));
    assertThat(client.all(SessionPush.Ping.class)).isEmpty();
    scene.passUntil(Duration.ofSeconds(1), () -> !client.all(SessionPush.Ping.class).isEmpty());
    client.ask(new SessionRequest.Pong(null));
    client.settle();

    scene.pass(Duration.ofSeconds(34));
    client.expect(SessionPush.Ping.class);
    assertThat(client.all(SessionPush.Bye.class)).isEmpty();
    scene.passUntil(Duration.ofSeconds(1), () -> hasEnded(client));

    client.expectBye(Code.NO_PONG);
  }

  private static long seconds(int seconds) {
    return Duration.ofSeconds(seconds).toNanos();
  }

  @Test
  void anyFrameIsASignOfLife() {
    Client client = scene.enter("u1");
    for (int i = 0; i < 10; i++) {
      scene.pass(Duration.ofSeconds(20));
      client.ask(new SessionRequest.Typing(null, "r1", true));
      client.settle();
    }

    assertThat(client.all(SessionPush.Ping.class)).isEmpty();
    assertThat(client.all(SessionPush.Bye.class)).isEmpty();
  }

  @Test
  void aTokenThatRunsOutEndsTheSessionUnlessANewOneCame() {
    scene.tokens.put("short", CompletableFuture.completedFuture(SessionScene.verified("u1", 15)));
    scene.tokens.put("new", CompletableFuture.completedFuture(SessionScene.verified("u1", 30)));
    Client client = scene.enter("short");
    client.ask(new SessionRequest.Auth(5L, "new"));
    assertThat(client.expect(SessionPush.Ok.class).re()).isEqualTo(5L);

    scene.pass(Duration.ofSeconds(20));
    client.settle();
    scene.pass(Duration.ofSeconds(9));
    client.settle();
    scene.passUntil(Duration.ofSeconds(1), () -> hasEnded(client));

    client.expectBye(Code.TOKEN_EXPIRED);
  }

  @Test
  void aTokenMayHoldForYears() {
    long tenYears = Duration.ofDays(3_650).toSeconds();
    scene.tokens.put(
        "long", CompletableFuture.completedFuture(SessionScene.verified("u1", tenYears)));
    Client client = scene.enter("long");
    client.settle();

    assertThat(client.all(SessionPush.Bye.class)).isEmpty();
  }

  @Test
  void aNewTokenThatDoesNotHelpChangesNothing() {
    Caller admin = new Caller("main", "u1", "u1", null, Caller.Role.ADMIN);
    Caller elsewhere = new Caller("other", "u1", "u1", null, Caller.Role.USER);
    scene.tokens.put("admin", CompletableFuture.completedFuture(SessionScene.verified(admin, 60)));
    scene.tokens.put(
        "elsewhere", CompletableFuture.completedFuture(SessionScene.verified(elsewhere, 60)));
    scene.tokens.put("bad", CompletableFuture.failedFuture(new TokenVerifier.Invalid("no")));
    scene.tokens.put("?", CompletableFuture.failedFuture(new IllegalStateException("no keys")));
    Client client = scene.enter("u1");

    client.ask(new SessionRequest.Auth(1L, "u2"));
    expectError(client, 1L, ErrorCode.FORBIDDEN);
    client.ask(new SessionRequest.Auth(2L, "admin"));
    expectError(client, 2L, ErrorCode.FORBIDDEN);
    client.ask(new SessionRequest.Auth(3L, "elsewhere"));
    expectError(client, 3L, ErrorCode.FORBIDDEN);
    client.ask(new SessionRequest.Auth(4L, "bad"));
    expectError(client, 4L, ErrorCode.UNAUTHORIZED);
    client.ask(new SessionRequest.Auth(5L, "?"));
    expectError(client, 5L, ErrorCode.UNAVAILABLE);
    client.settle();
  }

  @Test
  void garbageIsForgivenOnce() {
    Client client = scene.enter("u1");
    client.ask(new SessionRequest.Garbage("not JSON"));
    expectError(client, null, ErrorCode.BAD_REQUEST);
    client.settle();

    client.ask(new SessionRequest.Garbage("not JSON"));
    expectError(client, null, ErrorCode.BAD_REQUEST);
    client.expectBye(Code.BAD_FRAME);
  }

  @Test
  void garbageBeforeHelloCountsAsWell() {
    Client client = scene.connect();
    client.ask(new SessionRequest.Garbage("not JSON"));
    client.ask(new SessionRequest.Garbage("not JSON"));

    client.expectBye(Code.BAD_FRAME);
  }

  @Test
  void aFrameAboveTheLimitIsTheLast() {
    Client client = scene.enter("u1");
    client.ask(new SessionRequest.TooLarge());

    client.expectBye(Code.TOO_LARGE);
  }

  @Test
  void moreThanFiftyBadFramesInTenSecondsAreAbuse() {
    Client client = scene.enter("u1");
    sendBad(client, 50);
    scene.pass(Duration.ofSeconds(11));
    sendBad(client, 50);
    assertThat(client.all(SessionPush.Bye.class)).isEmpty();

    client.ask(new SessionRequest.Bad(1L, ErrorCode.BAD_REQUEST, "no"));

    client.expectBye(Code.ABUSE);
  }

  private static void sendBad(Client client, int frames) {
    int before = client.all(SessionPush.Failed.class).size();
    for (int i = 0; i < frames; i++) {
      client.ask(new SessionRequest.Bad((long) i, ErrorCode.UNSUPPORTED, "no"));
    }
    await().until(() -> client.all(SessionPush.Failed.class).size() == before + frames);
  }

  @Test
  void aSecondHelloIsRefused() {
    Client client = scene.enter("u1");
    client.ask(hello("u1"));

    expectError(client, 1L, ErrorCode.BAD_REQUEST);
    client.settle();
  }

  @Test
  void aSessionThatFailsSaysSoAndTheOthersGoOn() {
    Client client = scene.enter("u1");
    Client other = scene.enter("u2");
    client.ask(new SessionRequest.Delete(1L, "broken", "m1"));

    client.expectBye(Code.INTERNAL);
    other.settle();
    await().until(() -> scene.sessions.count() == 1);
    assertThat(scene.sessions.sessionsOf("main", "u1")).isZero();
  }

  @Test
  void aConnectionThatEndsIsForgotten() {
    Client client = scene.enter("u1");
    client.session.closed();

    await().until(() -> scene.sessions.count() == 0);
    assertThat(scene.sessions.sessionsOf("main", "u1")).isZero();
    assertThat(client.session.outbox().isFinished()).isTrue();
  }

  @Test
  void drainingSpreadsTheEndsAndServesEachSessionUntilItsOwn() {
    List<Client> clients = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      clients.add(scene.enter("u" + i));
    }
    CompletableFuture<Void> drained =
        scene.sessions.drain(Duration.ofSeconds(8)).toCompletableFuture();
    for (int ended = 1; ended <= 4; ended++) {
      int expected = ended;
      scene.passUntil(Duration.ofMillis(500), () -> ended(clients) >= expected);
      assertThat(ended(clients)).isEqualTo(expected);
      assertThat(scene.nanos.get()).isLessThan(seconds(2 * ended) + seconds(1));
      clients.stream().filter(client -> !hasEnded(client)).forEach(Client::settle);
    }

    assertThat(drained).isNotDone();
    for (Client client : clients) {
      SessionPush.Bye bye = client.all(SessionPush.Bye.class).get(0);
      assertThat(bye.code()).isEqualTo(Code.DRAIN);
      assertThat(bye.retryAfterMs()).isBetween(1L, 1_000L);
      client.session.closed();
    }
    await().until(drained::isDone);
  }

  private static boolean hasEnded(Client client) {
    return !client.all(SessionPush.Bye.class).isEmpty();
  }

  private static long ended(List<Client> clients) {
    return clients.stream().filter(SessionConnectionTest::hasEnded).count();
  }

  @Test
  void aConnectionToADrainingNodeIsSentAwayAtOnce() {
    Client before = scene.enter("u1");
    CompletableFuture<Void> drained =
        scene.sessions.drain(Duration.ofSeconds(60)).toCompletableFuture();

    Client late = scene.connect();
    scene.passUntil(Duration.ofMillis(10), () -> hasEnded(late));

    late.expectBye(Code.DRAIN);
    assertThat(drained).isNotDone();
    before.session.closed();
    late.session.closed();
    await().until(drained::isDone);
  }

  @Test
  void whatASocketNeverTakesIsGivenUp() {
    Client client = scene.enter("u1");
    client.ask(new SessionRequest.TooLarge());
    await().until(() -> scene.sessions.sessionsOf("main", "u1") == 0);

    scene.passUntil(Duration.ofSeconds(1), () -> scene.sessions.count() == 0);

    assertThat(client.session.outbox().isFinished()).isTrue();
    assertThat(client.session.outbox().poll()).isNull();
  }

  @Test
  void aNodeWithoutSessionsIsDrainedAtOnce() {
    assertThat(scene.sessions.drain(Duration.ofSeconds(8)).toCompletableFuture()).isDone();
  }
}
