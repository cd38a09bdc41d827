package chat.parley.http.importing;

import static chat.parley.http.TestClient.json;
import static chat.parley.http.TestServer.code;
import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.engine.domain.Ids;
import chat.parley.http.TestClient;
import chat.parley.http.TestQueries;
import chat.parley.http.TestServer;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Importing over HTTP, with rooms as actors behind the door. */
class ImportDoorTest {

  private static final String NOON = "\"at\":\"2008-01-03T12:00:00Z\"";
  private static TestServer server;
  private static int sources;

  private final TestClient admin = server.admin("backend");
  private final String source = "source-" + ++sources;
  private final String begin = "{\"type\":\"source\",\"name\":\"" + source + "\"}\n";

  @BeforeAll
  static void serve() {
    server = TestServer.withRooms(new TestQueries(), "");
  }

  @AfterAll
  static void end() {
    server.close();
  }

  private static String room(String local) {
    return "{\"type\":\"room\",\"room\":\"" + local + "\"}\n";
  }

  private static String said(String room, int position, String content) {
    return "{\"type\":\"message\",\"room\":\"%s\",\"position\":%d,%s,\"userId\":\"u1\",\"content\":\"%s\"}%n"
        .formatted(room, position, NOON, content);
  }

  private String roomId(String local) {
    return Ids.roomIdOfReference(source + "/" + local);
  }

  private JsonNode taken(String body) {
    HttpResponse<String> answer = admin.post("/import", body);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return json(answer);
  }

  private JsonNode messages(String local) {
    return json(admin.get("/rooms/" + roomId(local) + "/messages?limit=50")).get("messages");
  }

  @Test
  void historyIsTakenOverWithItsTimesNamesAndAnswers() {
    String body =
        begin
            + "{\"type\":\"room\",\"room\":\"a\",\"externalRef\":\""
            + source
            + "/a\",\"name\":\"Boats\",\"kind\":\"GROUP\"}\n"
            + "{\"type\":\"join\",\"room\":\"a\",\"position\":0,"
            + NOON
            + ",\"userId\":\"ada\",\"role\":\"OWNER\"}\n"
            + "{\"type\":\"message\",\"room\":\"a\",\"position\":1,"
            + NOON
            + ",\"userId\":\"ada\",\"name\":\"Ada\",\"avatarUrl\":\"https://a.example/a.png\","
            + "\"content\":\"hi\"}\n"
            + "{\"type\":\"message\",\"position\":5,"
            + NOON
            + ",\"userId\":\"bo\",\"content\":\"ho\",\"replyTo\":1,\"mentions\":[\"ada\"],"
            + "\"avatarUrl\":\"javascript:alert(1)\"}\r\n\n"
            + "{\"type\":\"leave\",\"position\":6,"
            + NOON
            + ",\"userId\":\"bo\"}";

    JsonNode answer = taken(body);

    assertThat(answer.toString())
        .isEqualTo(
            "{\"lines\":6,\"messages\":2,\"memberships\":2,\"skipped\":0,\"repliesLost\":0,"
                + "\"refusedCount\":0,\"refused\":[],\"rooms\":[{\"room\":\"a\",\"roomId\":\""
                + roomId("a")
                + "\",\"position\":6,\"lastSeq\":2}]}");
    JsonNode messages = messages("a");
    assertThat(messages.findValuesAsText("content")).containsExactly("hi", "ho");
    assertThat(messages.findValuesAsText("senderName")).containsExactly("Ada", "bo");
    assertThat(messages.findValuesAsText("senderAvatarUrl"))
        .containsExactly("https://a.example/a.png");
    assertThat(messages.get(0).get("createdAt").textValue()).isEqualTo("2008-01-03T12:00:00.000Z");
    assertThat(messages.get(1).get("replyTo")).isEqualTo(messages.get(0).get("id"));
  }

  @Test
  void theSameAgainIsSkipped() {
    String body = begin + room("a") + said("a", 0, "one") + said("a", 1, "two");
    taken(body);

    JsonNode again = taken(body + said("a", 2, "three"));

    assertThat(again.get("messages").intValue()).isEqualTo(1);
    assertThat(again.get("skipped").intValue()).isEqualTo(2);
    assertThat(messages("a").findValuesAsText("content")).containsExactly("one", "two", "three");
  }

  @Test
  void aLineThatCannotBeTakenIsRefusedWithItsReasonAndTheOthersGoOn() {
    String body =
        begin
            + said("a", 0, "before its room")
            + room("a")
            + said("a", 1, "one")
            + said("a", 2, " ")
            + said("a", 3, "x".repeat(4_001))
            + said("a", 1, "not after one")
            + "hello\n"
            + "{\"type\":\"poem\"}\n"
            + "{\"type\":\"message\",\"position\":4,\"at\":\"noon\",\"userId\":\"u1\","
            + "\"content\":\"a\"}\n"
            + said("b", 5, "no such room")
            + "{\"type\":\"room\",\"room\":\"b\",\"kind\":\"DIRECT\"}\n"
            + "{\"type\":\"room\",\"room\":\"b\",\"id\":\"ref~b\"}\n"
            + "{\"type\":\"message\",\"x\":\""
            + "x".repeat(70_000)
            + "\"}\n"
            + said("a", 6, "two");

    JsonNode answer = taken(body);

    assertThat(answer.get("messages").intValue()).isEqualTo(2);
    assertThat(answer.get("refusedCount").intValue()).isEqualTo(11);
    assertThat(answer.get("refused").findValuesAsText("line"))
        .containsExactly("2", "5", "6", "7", "8", "9", "10", "11", "12", "13", "14");
    assertThat(answer.get("refused").findValuesAsText("code"))
        .containsOnly("bad_request", "too_large");
    assertThat(answer.at("/refused/2/code").textValue()).isEqualTo("too_large");
    assertThat(answer.at("/refused/3/detail").textValue()).isEqualTo("positions must grow");
    assertThat(messages("a").findValuesAsText("content")).containsExactly("one", "two");
  }

  @Test
  void manyLinesOfManyRoomsKeepTheirOrder() {
    StringBuilder body = new StringBuilder(begin);
    IntStream.range(0, 5).forEach(room -> body.append(room("r" + room)));
    IntStream.range(0, 6_000)
        .forEach(i -> body.append(said("r" + (i % 4 == 0 ? 0 : i % 5), i, "m" + i)));
    byte[] bytes = body.toString().getBytes(StandardCharsets.UTF_8);

    HttpResponse<String> answer =
        admin.send(
            "POST", "/import", BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(bytes)));

    JsonNode result = json(answer);
    // A part whose answer was late is asked for again, and finds its messages there.
    assertThat(result.get("messages").intValue() + result.get("skipped").intValue())
        .isEqualTo(6_000);
    assertThat(result.get("rooms")).hasSize(5);
    long all = 0;
    for (JsonNode room : result.get("rooms")) {
      all += room.get("lastSeq").longValue();
      JsonNode messages = messages(room.get("room").textValue());
      assertThat(messages)
          .extracting(message -> Integer.parseInt(message.get("content").textValue().substring(1)))
          .isSorted();
    }
    assertThat(all).isEqualTo(6_000);
  }

  @Test
  void bigMessagesTravelInPartsThatFitBetweenNodes() {
    StringBuilder body = new StringBuilder(begin).append(room("a"));
    IntStream.range(0, 100).forEach(i -> body.append(said("a", i, "字".repeat(4_000))));

    assertThat(taken(body.toString()).get("messages").intValue()).isEqualTo(100);
  }

  @Test
  void positionsBelongToTheirSource() {
    String other = "{\"type\":\"source\",\"name\":\"" + source + "-2\"}\n";
    String ref = "{\"type\":\"room\",\"externalRef\":\"" + source + "/a\"}\n";

    JsonNode answer =
        taken(
            begin
                + ref
                + said(source + "/a", 10, "one")
                + other
                + ref
                + said(source + "/a", 3, "two"));

    assertThat(answer.get("messages").intValue()).isEqualTo(2);
    assertThat(answer.get("rooms").findValuesAsText("position")).containsExactly("10", "3");
    assertThat(messages("a").findValuesAsText("content")).containsExactly("one", "two");
  }

  @Test
  void aRoomInWhichPeopleTalkAlreadyTakesNothing() {
    taken(begin + room("a") + said("a", 0, "one"));
    admin.put("/rooms/" + roomId("a") + "/members/backend", "{}");
    admin.post("/rooms/" + roomId("a") + "/messages", "{\"content\":\"live\"}");

    JsonNode answer = taken(begin + room("a") + said("a", 0, "one") + said("a", 1, "two"));

    assertThat(answer.get("messages").intValue()).isZero();
    assertThat(answer.get("refused").findValuesAsText("code"))
        .containsExactly("conflict", "conflict");
  }

  @Test
  void anImportIsAnAdminsAndBeginsWithItsSource() {
    assertThat(code(server.user("ada").post("/import", begin))).isEqualTo("forbidden");
    assertThat(code(admin.post("/import", room("a")))).isEqualTo("bad_request");
    assertThat(code(admin.post("/import", "hello"))).isEqualTo("bad_request");
    assertThat(taken(begin).get("rooms")).isEmpty();
    assertThat(taken("").get("lines").intValue()).isZero();
  }
}
