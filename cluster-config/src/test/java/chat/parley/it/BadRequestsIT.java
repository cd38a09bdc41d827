package chat.parley.it;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.bench.client.TokenSigner;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Nonsense and trespass through HTTP: each gets its coded problem. */
class BadRequestsIT {

  @RegisterExtension static final RunningNode NODE = new RunningNode();

  private final TestUser ann = NODE.user("ann");
  private final TestUser bob = NODE.user("bob");
  private String room;

  @BeforeEach
  void room() {
    room = ann.room("bob");
  }

  private static void refused(TestUser.Answer answer, int status, String code) {
    assertThat(answer.status()).as(answer.body().toString()).isEqualTo(status);
    assertThat(answer.code()).isEqualTo(code);
    assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
    assertThat(answer.body().path("title").asText()).isNotEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "limit=0",
    "limit=51",
    "limit=abc",
    "limit=-1",
    "before=-3",
    "before=x",
    "before=1&after=2",
    "before=99999999999999999999",
    "minRev=-1"
  })
  void aPageIsAskedForInItsBounds(String query) {
    refused(ann.get("/rooms/" + room + "/messages?" + query), 400, "bad_request");
  }

  @Test
  void aCursorFarOutsideIsNoError() {
    ann.say(room, "only one");
    assertThat(ann.get("/rooms/" + room + "/messages?before=1000000").body().path("messages"))
        .hasSize(1);
    assertThat(ann.get("/rooms/" + room + "/messages?before=1").body().path("messages")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a%7Cb", "a%2Fb", "%E6%88%BF", "-x"})
  void idsHaveAShape(String id) {
    refused(ann.get("/rooms/" + id + "/messages"), 400, "bad_request");
  }

  @Test
  void aRoomOfOthersAndOneThatIsNotThereAreTheSame() {
    String others = NODE.user("carl").room("dora");
    for (String path : new String[] {"", "/messages", "/meta", "/members", "/stats"}) {
      TestUser.Answer theirs = ann.get("/rooms/" + others + path);
      TestUser.Answer absent = ann.get("/rooms/nowhere" + path);
      refused(theirs, 403, "forbidden");
      assertThat(absent.body().path("detail")).isEqualTo(theirs.body().path("detail"));
      refused(absent, 403, "forbidden");
    }
    refused(ann.say(others, "let me in"), 403, "forbidden");
    refused(NODE.admin().get("/rooms/nowhere"), 404, "not_found");
    assertThat(NODE.admin().get("/rooms/" + others + "/messages").status()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "not json",
        "[]",
        "{\"content\":5}",
        "{}",
        "{\"content\":\"\"}",
        "{\"content\":\" \"}",
        "{\"content\":\"\\u0000\"}",
        "{\"content\":\"\\ud800\"}",
        "{\"content\":\"x\",\"content\":\"y\"}",
        "{\"content\":\"x\",\"contentType\":\"POEM\"}",
        "{\"content\":\"x\"} trailing"
      })
  void aBodyThatIsWrongIsNamedSo(String body) {
    refused(ann.post("/rooms/" + room + "/messages", body), 400, "bad_request");
    assertThat(ann.get("/rooms/" + room + "/meta").body().path("lastSeq").asInt()).isZero();
  }

  @Test
  void whatIsTooLongIsTooLarge() {
    refused(ann.say(room, "x".repeat(4_001)), 413, "too_large");
    refused(ann.say(room, "x".repeat(300_000)), 413, "too_large");
  }

  @Test
  void tokensThatAreNotToBeTrusted() {
    TokenSigner right = new TokenSigner(RunningNode.SECRET.getBytes(StandardCharsets.UTF_8));
    TokenSigner wrong = new TokenSigner(new byte[32]);
    long now = Instant.now().getEpochSecond();
    String none = encode("{\"alg\":\"none\"}") + "." + encode(claims(now + 60).toString()) + ".";
    for (String token :
        new String[] {
          right.sign(claims(now - 120)),
          right.sign(claims(0)),
          wrong.sign(claims(now + 60)),
          none,
          none.substring(0, none.length() - 1),
          "nonsense",
          right.sign(claims(now + 60)) + "x"
        }) {
      refused(new TestUser(NODE.address(), token).get("/rooms"), 401, "unauthorized");
      try (TestSocket socket = TestSocket.open(NODE.address(), null)) {
        socket.send("{\"type\":\"hello\",\"id\":1,\"token\":\"" + token + "\"}");
        assertThat(socket.takeType("error").path("code").asText()).isEqualTo("unauthorized");
        assertThat(socket.takeType("bye").path("code").asInt()).isEqualTo(4401);
      }
    }
    refused(new TestUser(NODE.address(), null).get("/rooms"), 401, "unauthorized");
  }

  private static String encode(String text) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private static ObjectNode claims(long exp) {
    ObjectNode claims = TestUser.JSON.createObjectNode().put("sub", "ann");
    return exp == 0 ? claims : claims.put("exp", exp);
  }

  @Test
  void aPairHasOneRoom() {
    TestUser.Answer first = ann.post("/rooms", "{\"kind\":\"DIRECT\",\"members\":[\"bob\"]}");
    TestUser.Answer second = bob.post("/rooms", "{\"kind\":\"DIRECT\",\"members\":[\"ann\"]}");
    assertThat(first.status()).isIn(200, 201);
    assertThat(second.status()).isEqualTo(200);
    assertThat(second.body().path("room").path("id"))
        .isEqualTo(first.body().path("room").path("id"));
  }

  @Test
  void aTakenIdAndAReservedOneAreRefused() {
    String body = "{\"kind\":\"GROUP\",\"members\":[],\"id\":\"" + room + "\"}";
    refused(bob.post("/rooms", body), 409, "conflict");
    refused(
        ann.post("/rooms", "{\"kind\":\"GROUP\",\"members\":[],\"id\":\"ref~x\"}"),
        400,
        "bad_request");
  }

  @Test
  void theSameClientMessageIdWithOtherContentIsAConflict() {
    String path = "/rooms/" + room + "/messages";
    ann.post(path, "{\"content\":\"hi\",\"clientMessageId\":\"c-1\"}");
    TestUser.Answer again = ann.post(path, "{\"content\":\"hi\"}", "Idempotency-Key", "c-1");
    assertThat(again.body().path("duplicate").asBoolean()).isTrue();
    refused(ann.post(path, "{\"content\":\"ho\",\"clientMessageId\":\"c-1\"}"), 409, "conflict");
  }

  @Test
  void othersMessagesAreNotOnesOwn() {
    String id = ann.say(room, "mine").body().path("message").path("id").asText();
    String path = "/rooms/" + room + "/messages/" + id;
    refused(bob.delete(path), 403, "forbidden");
    refused(bob.patch(path, "{\"content\":\"yours\"}"), 403, "forbidden");
    refused(bob.delete("/rooms/" + room + "/messages/unknown"), 404, "not_found");
  }

  @Test
  void readersClosedRoomsQuotasAndSilence() {
    String members = "/rooms/" + room + "/members/bob";
    assertThat(ann.put(members, "{\"role\":\"READER\"}").status()).isEqualTo(200);
    refused(bob.say(room, "x"), 403, "forbidden");
    ann.put(members, "{\"role\":\"MEMBER\",\"silencedUntil\":\"2999-01-01T00:00:00Z\"}");
    refused(bob.say(room, "x"), 403, "silenced");
    ann.put(members, "{\"silencedUntil\":null}");
    ann.patch("/rooms/" + room, "{\"policy\":{\"quota\":1}}");
    assertThat(bob.say(room, "x").status()).isEqualTo(200);
    refused(bob.say(room, "y"), 429, "quota_exceeded");
    ann.patch("/rooms/" + room, "{\"closed\":true}");
    refused(ann.say(room, "z"), 409, "room_closed");
  }

  @Test
  void aRoomsOwnRateHolds() {
    ann.patch("/rooms/" + room, "{\"policy\":{\"rate\":0.01,\"burst\":2}}");
    ann.say(room, "1");
    ann.say(room, "2");
    TestUser.Answer third = ann.say(room, "3");
    refused(third, 429, "rate_limited");
    assertThat(third.body().path("retryAfterMs").asLong()).isPositive();
    assertThat(third.header("Retry-After")).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/search?q=x", "/moderation"})
  void whatIsNotBuiltYetSaysSo(String path) {
    refused(NODE.admin().get(path), 501, "unsupported");
  }

  @Test
  void aPathThatIsNoneIsNotFound() {
    refused(ann.get("/nothing"), 404, "not_found");
  }
}
