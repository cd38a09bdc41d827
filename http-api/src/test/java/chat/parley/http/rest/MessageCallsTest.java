package chat.parley.http.rest;

import static chat.parley.http.TestClient.header;
import static chat.parley.http.TestClient.json;
import static chat.parley.http.TestServer.code;
import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.http.TestClient;
import chat.parley.http.TestQueries;
import chat.parley.http.TestServer;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages over HTTP, with rooms as actors behind the door. */
class MessageCallsTest {

  private static TestServer server;
  private static int rooms;

  private final TestClient ada = server.user("ada");
  private final TestClient bo = server.user("bo");
  private final TestClient cy = server.user("cy");
  private String messages;

  @BeforeAll
  static void serve() {
    server = TestServer.withRooms(new TestQueries(), "");
  }

  @AfterAll
  static void end() {
    server.close();
  }

  @BeforeEach
  void room() {
    String id = "room-" + ++rooms;
    ada.post("/rooms", "{\"id\":\"" + id + "\",\"kind\":\"GROUP\",\"members\":[\"bo\"]}");
    messages = "/rooms/" + id + "/messages";
  }

  private JsonNode post(TestClient sender, String content) {
    HttpResponse<String> answer = sender.post(messages, "{\"content\":\"" + content + "\"}");
    assertThat(answer.statusCode()).isEqualTo(200);
    return json(answer).get("message");
  }

  @Test
  void aMessageIsPostedAndListed() {
    HttpResponse<String> answer =
        ada.post(messages, "{\"content\":\"你好, hello\",\"mentions\":[\"bo\"]}");

    JsonNode message = json(answer).get("message");
    assertThat(json(answer).get("duplicate").booleanValue()).isFalse();
    assertThat(message.get("content").textValue()).isEqualTo("你好, hello");
    assertThat(message.get("seq").intValue()).isEqualTo(1);
    JsonNode page = json(bo.get(messages));
    assertThat(page.get("messages")).containsExactly(message);
    assertThat(page.get("lastSeq").intValue()).isEqualTo(1);
    assertThat(page.get("nextBefore").isNull()).isTrue();
  }

  @Test
  void aListSaysWhoAnsweredAndWhetherItChanged() {
    post(ada, "one");

    HttpResponse<String> first = bo.get(messages);
    String tag = header(first, "ETag");
    HttpResponse<String> same = bo.get(messages, "If-None-Match", "\"other\", W/" + tag);
    post(ada, "two");
    HttpResponse<String> changed = bo.get(messages, "If-None-Match", tag);

    assertThat(header(first, "X-Parley-Source")).isEqualTo("window");
    assertThat(header(first, "Cache-Control")).isEqualTo("private, no-cache");
    assertThat(header(first, "Vary")).isEqualTo("Authorization");
    assertThat(same.statusCode()).isEqualTo(304);
    assertThat(header(same, "ETag")).isEqualTo(tag);
    assertThat(changed.statusCode()).isEqualTo(200);
    assertThat(json(changed).get("messages")).hasSize(2);
  }

  @Test
  void aListIsCutWhereItIsToldTo() {
    for (int i = 1; i <= 5; i++) {
      post(ada, "m" + i);
    }

    assertThat(seqs("?limit=2")).containsExactly("4", "5");
    assertThat(seqs("?limit=2&before=4")).containsExactly("2", "3");
    assertThat(seqs("?limit=2&after=1")).containsExactly("2", "3");
    assertThat(seqs("?limit=3&around=3")).containsExactly("2", "3", "4");
    assertThat(seqs("?before=9007199254740991")).hasSize(5);
    assertThat(seqs("?after=2000-01-01T00:00:00Z")).hasSize(5);
    assertThat(seqs("?before=2000-01-01T00:00:00Z")).isEmpty();
  }

  private Stream<String> seqs(String query) {
    return json(bo.get(messages + query)).get("messages").findValuesAsText("seq").stream();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "limit=0",
        "limit=51",
        "limit=abc",
        "limit=-1",
        "limit=",
        "limit=1e1",
        "before=0",
        "before=-5",
        "before=yesterday",
        "before=99999999999999999999",
        "before=1&after=1",
        "minRev=-1",
        "minRev=x"
      })
  void aListThatCannotBeIsABadRequest(String query) {
    assertThat(code(bo.get(messages + "?" + query))).isEqualTo("bad_request");
  }

  @Test
  void anAnswerThatCannotShowTheRevIsUnavailable() {
    post(ada, "one");

    HttpResponse<String> shown = bo.get(messages + "?minRev=1");
    HttpResponse<String> ahead = server.user("bo").get(messages + "?minRev=2");

    assertThat(shown.statusCode()).isEqualTo(200);
    assertThat(code(ahead)).isEqualTo("unavailable");
    assertThat(ahead.statusCode()).isEqualTo(503);
    assertThat(json(ahead).get("retryAfterMs").longValue()).isPositive();
    assertThat(header(ahead, "Retry-After")).isNotNull();
  }

  @Test
  void aRepeatedSendIsTheSameMessage() {
    String body = "{\"content\":\"hi\",\"clientMessageId\":\"c-1\"}";

    JsonNode first = json(ada.post(messages, body));
    JsonNode again = json(ada.post(messages, body));
    JsonNode byHeader = json(ada.post(messages, "{\"content\":\"hi\"}", "Idempotency-Key", "c-1"));
    HttpResponse<String> other =
        ada.post(messages, "{\"content\":\"ho\",\"clientMessageId\":\"c-1\"}");

    assertThat(again.get("duplicate").booleanValue()).isTrue();
    assertThat(again.get("message")).isEqualTo(first.get("message"));
    assertThat(byHeader).isEqualTo(again);
    assertThat(code(other)).isEqualTo("conflict");
  }

  static Stream<Arguments> badMessages() {
    return Stream.of(
        Arguments.of("{\"content\":\"\"}", "bad_request"),
        Arguments.of("{\"content\":\" \\u3000\\n\"}", "bad_request"),
        Arguments.of("{\"content\":\"" + "x".repeat(4_001) + "\"}", "too_large"),
        Arguments.of("{\"content\":\"" + "😀".repeat(4_001) + "\"}", "too_large"),
        Arguments.of("{\"content\":\"a\\ud800b\"}", "bad_request"),
        Arguments.of("{\"content\":\"a\\u0000b\"}", "bad_request"),
        Arguments.of("{\"content\":7}", "bad_request"),
        Arguments.of("{\"content\":null}", "bad_request"),
        Arguments.of("{}", "bad_request"),
        Arguments.of("", "bad_request"),
        Arguments.of("hello", "bad_request"),
        Arguments.of("{\"content\":\"a\"} {}", "bad_request"),
        Arguments.of("{\"content\":\"a\",\"content\":\"b\"}", "bad_request"),
        Arguments.of("{\"content\":\"a\",\"x\":" + "[".repeat(100_000), "bad_request"),
        Arguments.of("{\"content\":\"a\",\"contentType\":\"POEM\"}", "bad_request"),
        Arguments.of("{\"content\":\"a\",\"contentType\":\"SYSTEM\"}", "forbidden"),
        Arguments.of("{\"content\":\"a\",\"mentions\":[\"a|b\"]}", "bad_request"),
        Arguments.of("{\"content\":\"a\",\"mentions\":[7]}", "bad_request"),
        Arguments.of(
            "{\"content\":\"a\",\"clientMessageId\":\"" + "c".repeat(65) + "\"}", "bad_request"),
        Arguments.of("{\"content\":\"a\",\"clientMessageId\":\"\"}", "bad_request"),
        Arguments.of("{\"content\":\"a\",\"x\":\"" + "x".repeat(300_000) + "\"}", "too_large"));
  }

  @ParameterizedTest
  @MethodSource("badMessages")
  void aBadMessageIsRefusedAndNothingElseHappens(String body, String code) {
    HttpResponse<String> answer = ada.post(messages, body);

    assertThat(code(answer)).isEqualTo(code);
    assertThat(json(answer).get("status").intValue()).isEqualTo(answer.statusCode());
    assertThat(post(ada, "goes on").get("seq").intValue()).isEqualTo(1);
  }

  @Test
  void bytesThatAreNoUtf8AreABadRequest() {
    byte[] body = "{\"content\":\"caf\u00e9\"}".getBytes(StandardCharsets.ISO_8859_1);

    assertThat(code(ada.send("POST", messages, BodyPublishers.ofByteArray(body))))
        .isEqualTo("bad_request");
  }

  @Test
  void aBodyInChunksIsABodyToo() {
    byte[] body = "{\"content\":\"in chunks\"}".getBytes(StandardCharsets.UTF_8);
    byte[] endless = new byte[2_000_000];

    assertThat(ada.send("POST", messages, chunks(body)).statusCode()).isEqualTo(200);
    assertThat(code(ada.send("POST", messages, chunks(endless)))).isEqualTo("too_large");
  }

  private static BodyPublisher chunks(byte[] body) {
    return BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body));
  }

  @Test
  void aMessageIsEditedByItsSenderAlone() {
    String path = messages + "/" + post(ada, "helo").get("id").textValue();

    JsonNode edited = json(ada.patch(path, "{\"content\":\"hello\"}")).get("message");

    assertThat(edited.get("content").textValue()).isEqualTo("hello");
    assertThat(edited.get("editedAt").isNull()).isFalse();
    assertThat(code(bo.patch(path, "{\"content\":\"mine\"}"))).isEqualTo("forbidden");
  }

  @Test
  void aMessageOfAnotherIsDeletedByModeratorsOnly() {
    String mine = messages + "/" + post(ada, "a").get("id").textValue();
    String his = messages + "/" + post(bo, "b").get("id").textValue();

    assertThat(code(bo.delete(mine))).isEqualTo("forbidden");
    JsonNode deleted = json(ada.delete(his)).get("message");
    assertThat(deleted.get("content").textValue()).isEmpty();
    assertThat(deleted.get("deletedAt").isNull()).isFalse();
  }

  @Test
  void aReactionIsAnEncodedEmojiInThePath() {
    String message = messages + "/" + post(ada, "a").get("id").textValue();
    String path = message + "/reactions/%F0%9F%91%8D%F0%9F%8F%BD";

    JsonNode on = json(bo.put(path, "")).get("message");
    JsonNode off = json(bo.delete(path)).get("message");

    assertThat(on.get("reactions").toString())
        .isEqualTo("[{\"key\":\"👍🏽\",\"count\":1,\"userIds\":[\"bo\"]}]");
    assertThat(off.has("reactions")).isFalse();
    assertThat(code(bo.put(message + "/reactions/%00", ""))).isEqualTo("bad_request");
    assertThat(code(cy.put(path, ""))).isEqualTo("forbidden");
  }

  @Test
  void aMessageThatIsNotThereIsNotFound() {
    String path = messages + "/01KAG2N7Y40000001000F8A3QK";

    assertThat(code(ada.patch(path, "{\"content\":\"a\"}"))).isEqualTo("not_found");
    assertThat(code(ada.delete(path))).isEqualTo("not_found");
    assertThat(code(ada.get(path + "/receipts"))).isEqualTo("not_found");
    assertThat(code(cy.get(path + "/receipts"))).isEqualTo("forbidden");
    assertThat(code(ada.delete(messages + "/" + "m".repeat(65)))).isEqualTo("bad_request");
  }

  @Test
  void whoMayNotPostIsToldWhy() {
    String room = messages.substring(0, messages.length() - "/messages".length());
    ada.put(room + "/members/cy", "{\"role\":\"READER\"}");
    ada.patch(room, "{\"policy\":{\"quota\":1}}");
    post(bo, "the only one");

    assertThat(code(cy.post(messages, "{\"content\":\"a\"}"))).isEqualTo("forbidden");
    HttpResponse<String> second = bo.post(messages, "{\"content\":\"one more\"}");
    assertThat(code(second)).isEqualTo("quota_exceeded");
    assertThat(second.statusCode()).isEqualTo(429);
    ada.put(room + "/members/bo", "{\"silencedUntil\":\"2999-01-01T00:00:00Z\"}");
    assertThat(code(bo.post(messages, "{\"content\":\"one more\"}"))).isEqualTo("silenced");
  }

  @Test
  void aRoomsRateIsHeldAndSaysWhenToComeAgain() {
    String room = messages.substring(0, messages.length() - "/messages".length());
    ada.patch(room, "{\"policy\":{\"rate\":0.01,\"burst\":1}}");
    post(ada, "one");

    HttpResponse<String> second = ada.post(messages, "{\"content\":\"two\"}");

    assertThat(code(second)).isEqualTo("rate_limited");
    long wait = json(second).get("retryAfterMs").longValue();
    assertThat(wait).isPositive();
    assertThat(header(second, "Retry-After")).isEqualTo(Long.toString((wait + 999) / 1_000));
  }
}
