package chat.parley.http.sse;

import static chat.parley.http.TestClient.header;
import static chat.parley.http.TestServer.code;
import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.http.TestClient;
import chat.parley.http.TestQueries;
import chat.parley.http.TestServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Iterator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The door on a real socket, with sessions behind it. */
class EventsDoorTest {

  private static final String PAGE = "https://app.example.com";

  private static TestServer server;

  private final TestClient ada = server.user("ada");

  @BeforeAll
  static void serve() {
    server =
        TestServer.withRooms(
            new TestQueries(),
            "parley.http.allowed-origins = \""
                + PAGE
                + "\"\nparley.engine.session { heartbeat = 200 ms, grace = 400 ms }");
  }

  @AfterAll
  static void end() {
    server.close();
  }

  private HttpResponse<Stream<String>> open(String query) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + server.port() + "/api/chat/events" + query))
            .header("Authorization", "Bearer " + ada.token())
            .header("Origin", PAGE)
            .build();
    return HttpClient.newHttpClient().send(request, BodyHandlers.ofLines());
  }

  @Test
  void theStreamIsKeptByNobodyAndHeldBackByNobody() throws Exception {
    HttpResponse<Stream<String>> answer = open("?rooms=r1");
    try (Stream<String> lines = answer.body()) {
      Iterator<String> line = lines.iterator();

      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(header(answer, "Content-Type")).startsWith("text/event-stream");
      assertThat(header(answer, "Cache-Control")).isEqualTo("no-store");
      assertThat(header(answer, "X-Accel-Buffering")).isEqualTo("no");
      assertThat(header(answer, "Access-Control-Allow-Origin")).isEqualTo(PAGE);
      assertThat(line.next()).matches("retry: [0-9]{3,4}");
      assertThat(line.next()).startsWith("data: {\"type\":\"hello\",").contains("\"ada\"");
    }
  }

  /** Without an answer to its pings a session would be over after the first. */
  @Test
  void aStreamOnWhichNothingHappensGoesOnWithComments() throws Exception {
    try (Stream<String> lines = open("").body()) {
      assertThat(lines.filter(line -> !line.isEmpty()).skip(2).limit(8))
          .hasSize(8)
          .containsOnly(":");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"r1,r1", "-", "r1:99999999999999999999", "r1,"})
  void roomsThatAreNoneAreABadRequest(String rooms) {
    assertThat(code(ada.get("/events?rooms=" + rooms))).isEqualTo("bad_request");
    assertThat(code(ada.get("/events?rooms=r1", "Last-Event-ID", rooms))).isEqualTo("bad_request");
  }

  @Test
  void whoHasNoTokenGetsNoStream() throws IOException {
    assertThat(code(server.nobody().get("/events"))).isEqualTo("unauthorized");
    assertThat(code(ada.with("a.b.c").get("/events"))).isEqualTo("unauthorized");
  }

  @Test
  void askingForTheHeadOpensNothing() {
    HttpResponse<String> head = ada.call("HEAD", "/events?rooms=r1", null);

    assertThat(head.statusCode()).isEqualTo(200);
    assertThat(head.body()).isEmpty();
  }
}
