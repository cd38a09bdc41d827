package chat.parley.http;

import static chat.parley.http.TestClient.header;
import static chat.parley.http.TestClient.json;
import static chat.parley.http.TestServer.code;
import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.engine.domain.Caller;
import chat.parley.engine.domain.ErrorCode;
import chat.parley.engine.domain.PageRequest;
import chat.parley.engine.domain.RoomAnswer;
import chat.parley.engine.domain.RoomCommand;
import chat.parley.engine.domain.RoomKey;
import chat.parley.engine.domain.RoomQuery;
import chat.parley.engine.domain.RoomReply;
import chat.parley.engine.room.Rooms;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What surrounds the calls: who is let in, what is no call at all, origins. */
class HttpServerTest {

  private static final StuckRooms ROOMS = new StuckRooms();
  private static TestServer server;
  private static TestServer open;

  private final TestClient ada = server.user("ada");

  @BeforeAll
  static void serve() {
    server =
        TestServer.of(
            ROOMS, new TestQueries(), TestServer::healthy, "parley.http.request-timeout = 300 ms");
    open =
        TestServer.of(
            ROOMS,
            new TestQueries(),
            TestServer::healthy,
            "parley.http.allowed-origins = \"https://app.example.com, https://b.example.com\"");
  }

  @AfterAll
  static void end() {
    server.close();
    open.close();
  }

  @BeforeEach
  void well() {
    ROOMS.answer = CompletableFuture.completedFuture(refusal(ErrorCode.FORBIDDEN));
  }

  private static RoomReply.Rejected refusal(ErrorCode code) {
    return RoomReply.Rejected.of(code, "no");
  }

  @Test
  void withoutATokenNobodyIsLetIn() {
    HttpResponse<String> answer = server.nobody().get("/rooms");

    assertThat(code(answer)).isEqualTo("unauthorized");
    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(header(answer, "WWW-Authenticate")).isEqualTo("Bearer");
    assertThat(code(ada.with("a.b.c").get("/rooms"))).isEqualTo("unauthorized");
    assertThat(code(ada.with("a.b.c").post("/rooms", "x".repeat(100_000))))
        .isEqualTo("unauthorized");
  }

  @ParameterizedTest
  @CsvSource({"GET, /search?q=a", "GET, /moderation?status=PENDING", "POST, /moderation/m1"})
  void whatComesLaterIsUnsupportedForThoseWhoAreLetIn(String method, String path) {
    String body = method.equals("POST") ? "{}" : null;

    assertThat(code(ada.call(method, path, body))).isEqualTo("unsupported");
    assertThat(code(server.nobody().call(method, path, body))).isEqualTo("unauthorized");
  }

  @Test
  void aPathThatIsNoneIsNotFound() {
    assertThat(code(ada.get("/nothing"))).isEqualTo("not_found");
    assertThat(code(ada.get("/rooms/r1/"))).isEqualTo("not_found");
    assertThat(code(ada.get("//nothing"))).isEqualTo("not_found");
  }

  @Test
  void aMethodThatAPathDoesNotTakeIsNotAllowed() {
    HttpResponse<String> answer = ada.put("/rooms", "{}");

    assertThat(answer.statusCode()).isEqualTo(405);
    assertThat(code(answer)).isEqualTo("bad_request");
    assertThat(header(answer, "Allow")).isEqualTo("GET, POST");
    assertThat(json(answer).get("status").intValue()).isEqualTo(405);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /api/chat/rooms?a=%zz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
        "GET /api/ch|at HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\nBad Header\r\n\r\n",
        "hello there, how are you?\r\n\r\n"
      })
  void whatIsNoRequestIsAProblemToo(String bytes) throws Exception {
    String answer = ada.raw(bytes);

    assertThat(answer).startsWith("HTTP/1.1 ").contains("application/problem+json", "\"code\":");
    assertThat(answer).doesNotContain("Server:");
  }

  @Test
  void aRoomThatDoesNotAnswerInTimeIsUnavailable() {
    ROOMS.answer = new CompletableFuture<>();

    HttpResponse<String> answer = ada.post("/rooms/r1/messages", "{\"content\":\"hi\"}");

    assertThat(code(answer)).isEqualTo("unavailable");
    assertThat(header(answer, "Retry-After")).isEqualTo("1");
  }

  @Test
  void anImportThatCannotGoOnIsUnavailableOnceItsBodyHasEnded() {
    ROOMS.answer = CompletableFuture.completedFuture(refusal(ErrorCode.UNAVAILABLE));
    String line =
        "{\"type\":\"message\",\"position\":1,\"at\":\"2008-01-03T12:00:00Z\","
            + "\"userId\":\"u1\",\"content\":\"hi\"}\n";
    String body =
        "{\"type\":\"source\",\"name\":\"s\"}\n{\"type\":\"room\",\"room\":\"r\"}\n"
            + line.repeat(20_000);

    HttpResponse<String> answer = server.admin("backend").post("/import", body);

    assertThat(code(answer)).isEqualTo("unavailable");
    assertThat(json(answer).get("retryAfterMs").intValue()).isEqualTo(1_000);
  }

  @Test
  void aFaultOfTheServersIsInternalAndSaysNothingOfItself() {
    ROOMS.answer = CompletableFuture.failedFuture(new IllegalStateException("secret of ours"));

    HttpResponse<String> answer = ada.get("/rooms/r1/meta");

    assertThat(code(answer)).isEqualTo("internal");
    assertThat(answer.body()).doesNotContain("secret");
  }

  @ParameterizedTest
  @CsvSource({
    "BAD_REQUEST, 400",
    "FORBIDDEN, 403",
    "SILENCED, 403",
    "NOT_FOUND, 404",
    "CONFLICT, 409",
    "ROOM_CLOSED, 409",
    "TOO_LARGE, 413",
    "REJECTED, 422",
    "RATE_LIMITED, 429",
    "QUOTA_EXCEEDED, 429",
    "INTERNAL, 500",
    "UNAVAILABLE, 503",
    "OVERLOADED, 503"
  })
  void aRoomsRefusalKeepsItsCode(ErrorCode code, int status) {
    ROOMS.answer = CompletableFuture.completedFuture(refusal(code));

    HttpResponse<String> answer = ada.post("/rooms/r1/messages", "{\"content\":\"hi\"}");

    assertThat(code(answer)).isEqualTo(code.wire());
    assertThat(answer.statusCode()).isEqualTo(status);
  }

  @Test
  void pagesOfOtherOriginsAreKeptOutUnlessTheyAreAllowed() {
    TestClient bo = open.user("bo");

    HttpResponse<String> allowed = bo.get("/rooms", "Origin", "https://app.example.com");
    HttpResponse<String> other = bo.get("/rooms", "Origin", "https://evil.example.com");
    HttpResponse<String> closed = ada.get("/rooms", "Origin", "https://app.example.com");

    assertThat(header(allowed, "Access-Control-Allow-Origin")).isEqualTo("https://app.example.com");
    assertThat(header(allowed, "Access-Control-Expose-Headers")).contains("ETag");
    assertThat(allowed.headers().allValues("Vary")).contains("Origin");
    assertThat(header(other, "Access-Control-Allow-Origin")).isNull();
    assertThat(header(closed, "Access-Control-Allow-Origin")).isNull();
  }

  @Test
  void aPreflightNeedsNoToken() {
    HttpResponse<String> answer =
        open.nobody()
            .call(
                "OPTIONS",
                "/rooms/r1/messages/m1",
                null,
                "Origin",
                "https://b.example.com",
                "Access-Control-Request-Method",
                "PATCH");

    assertThat(answer.statusCode()).isEqualTo(204);
    assertThat(header(answer, "Access-Control-Allow-Methods")).contains("PATCH", "DELETE");
    assertThat(header(answer, "Access-Control-Allow-Headers")).contains("Authorization");
    assertThat(answer.headers().allValues("Access-Control-Allow-Origin"))
        .containsExactly("https://b.example.com");
  }

  @Test
  void aProblemIsReadableForAllowedPages() {
    HttpResponse<String> answer = open.nobody().get("/rooms", "Origin", "https://app.example.com");

    assertThat(code(answer)).isEqualTo("unauthorized");
    assertThat(header(answer, "Access-Control-Allow-Origin")).isNotNull();
  }

  @Test
  void aSocketIsOpenedBesideTheCalls() {
    CompletableFuture<String> heard = new CompletableFuture<>();
    WebSocket.Listener ear =
        new WebSocket.Listener() {
          @Override
          public CompletionStage<?> onText(WebSocket socket, CharSequence frame, boolean last) {
            heard.complete(frame.toString());
            return null;
          }
        };
    WebSocket socket =
        HttpClient.newHttpClient()
            .newWebSocketBuilder()
            .header("Authorization", "Bearer " + ada.token())
            .buildAsync(URI.create("ws://127.0.0.1:" + server.port() + "/api/chat/ws"), ear)
            .join();

    socket.sendText("{\"type\":\"hello\",\"id\":1}", true).join();

    assertThat(heard.join()).startsWith("{\"type\":\"hello\",\"re\":1,").contains("\"ada\"");
    socket.abort();
  }

  /** Rooms that all say the same. */
  private static final class StuckRooms implements Rooms {
    private volatile CompletionStage<RoomReply.Rejected> answer;

    @Override
    public CompletionStage<RoomReply> execute(RoomKey room, RoomCommand command) {
      return answer.thenApply(rejected -> rejected);
    }

    @Override
    public CompletionStage<RoomAnswer> ask(RoomKey room, RoomQuery query) {
      return answer.thenApply(rejected -> rejected);
    }

    @Override
    public CompletionStage<RoomAnswer> messages(
        RoomKey room, Caller by, PageRequest page, long minRev) {
      return answer.thenApply(rejected -> rejected);
    }

    @Override
    public void typing(RoomKey room, Caller by, boolean on) {}
  }
}
