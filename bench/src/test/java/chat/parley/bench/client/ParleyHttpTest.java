package chat.parley.bench.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ParleyHttpTest {

  private record Seen(String request, String authorization, String body) {}

  private final AtomicReference<Seen> seen = new AtomicReference<>();
  private HttpServer server;
  private ParleyHttp http;
  private int status = 200;
  private String answer = "{}";

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::serve);
    server.start();
    http =
        new ParleyHttp(URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/"), "t");
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void encodesWhatStandsInAPathAndSendsTheToken() {
    answer = "{\"room\":{\"id\":\"r1\"}}";

    var room = http.roomByRef("irc/2004 ü", Json.object().put("kind", "GROUP"));

    assertThat(room.path("id").asText()).isEqualTo("r1");
    assertThat(seen.get())
        .isEqualTo(
            new Seen(
                "PUT /api/chat/rooms/by-ref/irc%2F2004%20%C3%BC",
                "Bearer t", "{\"kind\":\"GROUP\"}"));
  }

  @Test
  void throwsTheProblemThatTheServerNames() {
    status = 429;
    answer =
        "{\"type\":\"about:blank\",\"title\":\"slow down\",\"status\":429,"
            + "\"detail\":\"too many\",\"code\":\"rate_limited\",\"retryAfterMs\":400}";

    ProblemException problem =
        catchThrowableOfType(ProblemException.class, () -> http.post("r1", Json.object()));

    assertThat(problem.code()).isEqualTo("rate_limited");
    assertThat(problem.status()).isEqualTo(429);
    assertThat(problem.retryAfterMs()).isEqualTo(400);
    assertThat(problem.temporary()).isTrue();
    assertThat(problem.outcomeUnknown()).isFalse();
  }

  @Test
  void takesAnErrorThatIsNoProblemForAnUnknownOutcome() {
    status = 502;
    answer = "<html>proxy</html>";

    ProblemException problem = catchThrowableOfType(ProblemException.class, () -> http.meta("r1"));

    assertThat(problem.code()).isEqualTo("internal");
    assertThat(problem.outcomeUnknown()).isTrue();
  }

  @Test
  void callsItGoneWhenNobodyAnswers() {
    server.stop(0);

    ProblemException problem = catchThrowableOfType(ProblemException.class, () -> http.meta("r1"));

    assertThat(problem.code()).isEqualTo(ProblemException.GONE);
    assertThat(problem.outcomeUnknown()).isTrue();
    assertThat(http.isServing()).isFalse();
  }

  private void serve(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    seen.set(
        new Seen(
            exchange.getRequestMethod() + " " + exchange.getRequestURI(),
            exchange.getRequestHeaders().getFirst("Authorization"),
            body));
    byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }
}
