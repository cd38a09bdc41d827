package chat.parley.http;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.http.wire.SchemaCheck;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the server answers is what its OpenAPI document says it answers, call by call. */
class DocumentedAnswersTest {

  private static final String PREFIX = "/api/chat";

  private static JsonNode document;
  private static SchemaCheck schemas;
  private static TestServer server;

  /** Calls whose answer was good, as {@code get /rooms}. */
  private final Set<String> answered = new TreeSet<>();

  @BeforeAll
  static void serve() throws Exception {
    try (InputStream in = DocumentedAnswersTest.class.getResourceAsStream("/openapi.json")) {
      document = JsonMapper.builder().build().readTree(in);
    }
    schemas = new SchemaCheck(document);
    server = TestServer.withRooms(new TestQueries(), TestPush.settings());
  }

  @AfterAll
  static void end() {
    server.close();
  }

  @Test
  void everyCallAnswersAsItIsDocumented() {
    TestClient ada = server.user("ada");
    TestClient boss = server.admin("boss");
    call(ada, "POST", "/rooms", example("/rooms", "post"), 201);
    call(ada, "POST", "/rooms", "{\"kind\":\"DIRECT\",\"members\":[\"u2\"]}", 201);
    call(ada, "POST", "/rooms", "{\"kind\":\"DIRECT\",\"members\":[\"u2\"]}", 200);
    call(boss, "PUT", "/rooms/by-ref/b1", example("/rooms/by-ref/{externalRef}", "put"), 201);
    call(boss, "PUT", "/rooms/by-ref/b1", example("/rooms/by-ref/{externalRef}", "put"), 200);
    call(boss, "POST", "/rooms/by-ref", example("/rooms/by-ref", "post"), 200);
    call(ada, "GET", "/rooms", null, 200);
    call(ada, "GET", "/unread-count", null, 200);
    call(ada, "GET", "/notifications", null, 200);
    call(ada, "POST", "/notifications/read", example("/notifications/read", "post"), 204);
    inARoom(ada);
    ofMessages(ada);
    call(ada, "DELETE", "/rooms/booking-42", null, 200);
    call(boss, "POST", "/import", importExample(), 200);
    call(boss, "POST", "/users/u9/revoke", null, 204);
    call(ada, "GET", "/push/key", null, 200);
    call(ada, "PUT", "/push/subscriptions", example("/push/subscriptions", "put"), 200);
    call(ada, "DELETE", "/push/subscriptions/s1", null, 204);

    assertThat(answered).containsExactlyInAnyOrderElementsOf(served());
  }

  private void inARoom(TestClient ada) {
    String room = "/rooms/booking-42";
    call(ada, "GET", room, null, 200);
    call(ada, "PATCH", room, "{\"name\":\"Another\",\"policy\":{\"quota\":5}}", 200);
    call(ada, "GET", room + "/members", null, 200);
    call(ada, "PUT", room + "/members/u3", example("/rooms/{roomId}/members/{userId}", "put"), 200);
    call(ada, "DELETE", room + "/members/u3", null, 204);
    call(ada, "PUT", room + "/mute", example("/rooms/{roomId}/mute", "put"), 200);
    call(ada, "GET", room + "/meta", null, 200);
    call(ada, "GET", room + "/stats", null, 200);
    call(ada, "GET", "/presence?userIds=u2,never," + TestPresences.STRANGER, null, 200);
  }

  private void ofMessages(TestClient ada) {
    String messages = "/rooms/booking-42/messages";
    String body = "{\"content\":\"hi\",\"clientMessageId\":\"c-1\",\"mentions\":[\"u2\"]}";
    HttpResponse<String> posted = call(ada, "POST", messages, body, 200);
    call(ada, "POST", messages, body, 200);
    String id = TestClient.json(posted).at("/message/id").textValue();
    call(ada, "PUT", messages + "/" + id + "/reactions/%F0%9F%91%8D", null, 200);
    call(ada, "GET", messages, null, 200);
    call(ada, "DELETE", messages + "/" + id + "/reactions/%F0%9F%91%8D", null, 200);
    call(ada, "PATCH", messages + "/" + id, "{\"content\":\"hi again\"}", 200);
    call(ada, "GET", messages + "/" + id + "/receipts", null, 200);
    call(ada, "POST", "/rooms/booking-42/read", null, 200);
    call(ada, "DELETE", messages + "/" + id, null, 200);
  }

  @Test
  void everyRefusalIsDocumentedWhereItHappens() {
    TestClient eve = server.user("eve");
    TestClient ada = server.user("ada");
    call(ada, "POST", "/rooms", "{\"id\":\"shut\",\"kind\":\"GROUP\"}", 201);
    call(ada, "POST", "/rooms", "{\"id\":\"shut\",\"kind\":\"GROUP\"}", 409);
    call(ada, "POST", "/rooms", "{\"kind\":\"CROWD\"}", 400);
    call(eve, "GET", "/rooms/shut", null, 403);
    call(eve, "GET", "/rooms/not-there", null, 403);
    call(server.admin("boss"), "GET", "/rooms/not-there", null, 404);
    call(server.nobody(), "GET", "/rooms", null, 401);
    call(ada, "GET", "/rooms/shut/messages?limit=51", null, 400);
    call(ada, "PATCH", "/rooms/shut/messages/none", "{\"content\":\"x\"}", 404);
    call(ada, "POST", "/rooms/shut/messages", "{\"content\":\"" + "x".repeat(4_001) + "\"}", 413);
    call(ada, "PATCH", "/rooms/shut", "{\"policy\":{\"quota\":1}}", 200);
    call(ada, "POST", "/rooms/shut/messages", "{\"content\":\"one\"}", 200);
    call(ada, "POST", "/rooms/shut/messages", "{\"content\":\"two\"}", 429);
    call(ada, "PATCH", "/rooms/shut", "{\"closed\":true}", 200);
    call(ada, "POST", "/rooms/shut/messages", "{\"content\":\"three\"}", 409);
    call(ada, "POST", "/import", "", 403);
    call(ada, "GET", "/search?q=x", null, 501);
    call(ada, "GET", "/presence", null, 400);
    call(ada, "GET", "/presence?userIds=" + TestPresences.BROKEN, null, 503);
    call(ada, "GET", "/moderation", null, 501);
    call(ada, "POST", "/moderation/m1", null, 501);
    call(ada, "POST", "/users/u1/revoke", null, 403);
    call(server.admin("boss"), "POST", "/users/u~~~%20/revoke", null, 400);
    call(server.admin("boss"), "POST", "/users/" + TestRevocations.BROKEN + "/revoke", null, 503);
    call(ada, "GET", "/events?rooms=r1,r1", null, 400);
    call(ada, "PUT", "/push/subscriptions", "{\"endpoint\":\"https://10.0.0.1/x\"}", 400);
    call(ada, "DELETE", "/push/subscriptions/%20", null, 400);
  }

  private HttpResponse<String> call(
      TestClient client, String method, String path, String body, int status) {
    HttpResponse<String> response = client.call(method, path, body);
    String what = method.toLowerCase(Locale.ROOT) + " " + template(path.replaceAll("\\?.*", ""));
    assertThat(response.statusCode()).as("%s: %s", what, response.body()).isEqualTo(status);
    JsonNode documented = resolved(operation(what).at("/responses/" + status));
    assertThat(documented.isObject()).as("%s: %s is documented", what, status).isTrue();
    if (documented.has("content")) {
      String type = response.headers().firstValue("Content-Type").orElse("").split(";")[0];
      JsonNode media = documented.get("content").get(type);
      assertThat(media).as("%s: %s is documented", what, type).isNotNull();
      assertThat(schemas.faults(media.get("schema"), TestClient.json(response))).as(what).isEmpty();
    } else {
      assertThat(response.body()).as(what).isEmpty();
    }
    if (status < 300) {
      answered.add(what);
    }
    return response;
  }

  /** The documented path that a path is one of; the one with most in common comes first. */
  private static String template(String path) {
    return document.get("paths").properties().stream()
        .map(Map.Entry::getKey)
        .filter(listed -> (PREFIX + path).matches(listed.replaceAll("\\{[^}]+}", "[^/]+")))
        .min((a, b) -> a.replaceAll("[^{]", "").length() - b.replaceAll("[^{]", "").length())
        .orElseThrow()
        .substring(PREFIX.length());
  }

  private static JsonNode operation(String what) {
    String[] parts = what.split(" ");
    return document.get("paths").get(PREFIX + parts[1]).get(parts[0]);
  }

  /**
   * Every call under the prefix that this release serves, but for those that go on: WebSocket,
   * events.
   */
  private static Set<String> served() {
    Set<String> served = new TreeSet<>();
    for (Map.Entry<String, JsonNode> path : document.get("paths").properties()) {
      for (Map.Entry<String, JsonNode> one : path.getValue().properties()) {
        boolean later = one.getValue().at("/tags/0").asText().equals("later");
        boolean goesOn = path.getKey().matches(".*/(ws|events)");
        if (path.getKey().startsWith(PREFIX) && !goesOn && !later) {
          served.add(one.getKey() + " " + path.getKey().substring(PREFIX.length()));
        }
      }
    }
    return served;
  }

  private static String example(String path, String method) {
    return operation(method + " " + path)
        .at("/requestBody/content/application~1json/example")
        .toString();
  }

  private static String importExample() {
    return operation("post /import")
        .at("/requestBody/content/application~1x-ndjson/example")
        .textValue();
  }

  private static JsonNode resolved(JsonNode response) {
    return response.has("$ref")
        ? document.at(response.get("$ref").textValue().substring(1))
        : response;
  }
}
