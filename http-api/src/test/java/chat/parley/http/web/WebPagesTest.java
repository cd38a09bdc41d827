package chat.parley.http.web;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.http.javadsl.Http;
import akka.http.javadsl.ServerBinding;
import chat.parley.engine.domain.Caller;
import chat.parley.engine.domain.ErrorCode;
import chat.parley.engine.domain.Ids;
import chat.parley.engine.domain.PageRequest;
import chat.parley.engine.domain.RoomAnswer;
import chat.parley.engine.domain.RoomCommand;
import chat.parley.engine.domain.RoomKey;
import chat.parley.engine.domain.RoomQuery;
import chat.parley.engine.domain.RoomReply;
import chat.parley.engine.room.Rooms;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The page and its login over a real socket, with rooms that only note what they are told. */
class WebPagesTest {

  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final NotingRooms ROOMS = new NotingRooms();

  private static ActorTestKit kit;
  private static int port;
  private static int portWithoutLogin;

  @BeforeAll
  static void serve() {
    kit = ActorTestKit.create();
    port =
        bind(
            new WebPages(
                Optional.of(new LoginDoor(ROOMS, caller -> "token of " + caller.userId()))));
    portWithoutLogin = bind(new WebPages(Optional.empty()));
  }

  private static int bind(WebPages pages) {
    ServerBinding binding =
        Http.get(kit.system())
            .newServerAt("127.0.0.1", 0)
            .bind(pages.route())
            .toCompletableFuture()
            .join();
    return binding.localAddress().getPort();
  }

  @AfterAll
  static void end() {
    kit.shutdownTestKit();
  }

  @BeforeEach
  void forget() {
    ROOMS.commands.clear();
    ROOMS.refusal = null;
  }

  @Test
  void thePageRunsNothingButTheNodesOwnScript() throws Exception {
    HttpResponse<String> page = get("/");

    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(header(page, "Content-Type")).startsWith("text/html");
    assertThat(header(page, "Content-Security-Policy"))
        .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'")
        .contains("require-trusted-types-for 'script'")
        .doesNotContain("unsafe", "data: 'self'", "*");
    assertThat(page.body()).doesNotContainPattern(Pattern.compile("\\sstyle=|\\son\\w+="));
  }

  @Test
  void whatStandsInThePageIsNamedByItsHash() throws Exception {
    HttpResponse<String> page = get("/");

    String policy = header(page, "Content-Security-Policy");
    List<String> inside = found("<(?:script|style)>(.*?)</(?:script|style)>", page.body());
    assertThat(inside).hasSize(3);
    assertThat(inside)
        .allSatisfy(text -> assertThat(policy).contains("'sha256-" + WebFiles.sha256(text) + "'"));
    assertThat(found("<script>(.*?)</script>", page.body())).hasSize(1);
  }

  @Test
  void thePageIsAskedForEachTimeAndSentOnce() throws Exception {
    HttpResponse<String> first = get("/");
    HttpResponse<String> second = get("/", "If-None-Match", header(first, "ETag"));

    assertThat(header(first, "Cache-Control")).isEqualTo("no-cache");
    assertThat(second.statusCode()).isEqualTo(304);
    assertThat(header(second, "Content-Security-Policy")).isNotEmpty();
  }

  @Test
  void whatThePageAsksForAtTheStartIsKeptForEver() throws Exception {
    List<String> files = found("(?:src|href)=\"(/assets/[^\"]+)\"", get("/").body());

    assertThat(files).anyMatch(path -> path.endsWith("/start.js"));
    for (String path : files) {
      HttpResponse<String> answer = get(path);
      assertThat(answer.statusCode()).as(path).isEqualTo(200);
      assertThat(header(answer, "Cache-Control")).isEqualTo("public, max-age=31536000, immutable");
    }
  }

  @Test
  void anotherReleasesAddressGetsThisOnesFileForThisTime() throws Exception {
    HttpResponse<String> answer = get("/assets/0123456789abcdef/app/icon.svg");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(header(answer, "Cache-Control")).isEqualTo("no-cache");
    assertThat(get("/assets/release/app/icon.svg").statusCode()).isEqualTo(404);
  }

  @Test
  void whoTakesGzipGetsItWithATagOfItsOwn() throws Exception {
    HttpResponse<String> plain = get("/");
    HttpResponse<byte[]> zipped = bytes("/", "gzip, br");

    assertThat(header(zipped, "Content-Encoding")).isEqualTo("gzip");
    assertThat(header(zipped, "Vary")).isEqualTo("Accept-Encoding");
    assertThat(header(zipped, "ETag")).isNotEqualTo(header(plain, "ETag"));
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(zipped.body()))) {
      assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8)).isEqualTo(plain.body());
    }
  }

  @Test
  void whoRefusesGzipDoesNotGetIt() throws Exception {
    assertThat(header(bytes("/", "gzip;q=0, br"), "Content-Encoding")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "app/shell.css, text/css",
    "parley.js, text/javascript",
    "client/worker.js, text/javascript",
    "vendor/preact.module.js, text/javascript",
    "app/icon.svg, image/svg+xml",
    "parley.d.ts, text/plain",
  })
  void eachFileHasItsType(String path, String type) throws Exception {
    HttpResponse<String> answer = get(asset(path));

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(header(answer, "Content-Type")).startsWith(type);
    assertThat(header(answer, "X-Content-Type-Options")).isEqualTo("nosniff");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/openapi.json", "/asyncapi.json"})
  void aDocumentIsServedOnceAndThenByItsTag(String path) throws Exception {
    HttpResponse<String> first = get(path);
    HttpResponse<String> second = get(path, "If-None-Match", header(first, "ETag"));

    assertThat(first.statusCode()).isEqualTo(200);
    assertThat(header(first, "Content-Type")).startsWith("application/json");
    assertThat(second.statusCode()).isEqualTo(304);
    assertThat(second.body()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"start.js", "client/worker.js"})
  void theScriptsPutTextIntoThePageAsTextOnly(String path) throws Exception {
    String script = get(asset(path)).body();

    assertThat(script).doesNotContain("outerHTML", "insertAdjacentHTML", "document.write", "eval(");
    assertThat(script.replace("dangerouslySetInnerHTML", "")).doesNotContain("innerHTML = ");
  }

  @Test
  void theOnePolicyOfTrustedTypesIsTheLibrarys() throws Exception {
    assertThat(found("createPolicy\\(\"([^\"]+)\"", startScript()))
        .singleElement()
        .satisfies(
            name ->
                assertThat(header(get("/"), "Content-Security-Policy"))
                    .endsWith("; trusted-types " + name));
  }

  @Test
  void whatThePageStartsWithIsOneScript() throws Exception {
    String start = get(asset("start.js")).body();

    assertThat(found("(?m)^(import[^(][^\n]*)$", start)).isEmpty();
    assertThat(start).contains("new SharedWorker").doesNotContain("sourceMappingURL");
  }

  @Test
  void whatIsLoadedLaterSharesTheModulesOfTheStart() throws Exception {
    List<String> later = found("import\\(\"\\./(app/[a-z-]+\\.js)\"\\)", startScript());

    assertThat(later).contains("app/settings.js", "app/panel.js");
    for (String path : later) {
      HttpResponse<String> answer = get(asset(path));
      assertThat(answer.statusCode()).as(path).isEqualTo(200);
      assertThat(answer.body()).doesNotContain("from \"./base.js\"", "@app/");
    }
  }

  @Test
  void thePageSaysWhichWayInThereIs() throws Exception {
    assertThat(get("/").body()).contains("data-login=\"name\"");
    assertThat(
            HTTP.send(
                    HttpRequest.newBuilder(uri(portWithoutLogin, "/")).build(),
                    HttpResponse.BodyHandlers.ofString())
                .body())
        .contains("data-login=\"token\"");
  }

  @Test
  void aChosenNameGetsATokenAndAPlaceInTheLobby() throws Exception {
    HttpResponse<String> answer = post("{\"name\":\"Ada\"}");

    String lobby = Ids.roomIdOfReference("lobby");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(header(answer, "Cache-Control")).isEqualTo("no-store");
    assertThat(answer.body())
        .isEqualTo(
            "{\"token\":\"token of ada\",\"userId\":\"ada\",\"name\":\"Ada\",\"roomId\":\""
                + lobby
                + "\"}");
    assertThat(ROOMS.commands).hasSize(2);
    assertThat(ROOMS.commands.get(0))
        .isInstanceOfSatisfying(
            RoomCommand.Create.class,
            create -> {
              assertThat(create.getOrCreate()).isTrue();
              assertThat(create.externalRef()).isEqualTo("lobby");
              assertThat(create.members()).isEmpty();
            });
    assertThat(ROOMS.commands.get(1))
        .isInstanceOfSatisfying(
            RoomCommand.PutMember.class,
            join -> {
              assertThat(join.userId()).isEqualTo("ada");
              assertThat(join.by().role()).isEqualTo(Caller.Role.ADMIN);
            });
  }

  @Test
  void aNameThatIsNoIdIsOneUserAllTheSame() throws Exception {
    String first = post("{\"name\":\" Ада Л. \"}").body();
    String second = post("{\"name\":\"Ада Л.\"}").body();

    assertThat(first).isEqualTo(second).contains("\"userId\":\"u-", "\"name\":\"Ада Л.\"");
  }

  @Test
  void nobodyLogsInAsTheNode() throws Exception {
    assertThat(post("{\"name\":\"Parley\"}").body()).contains("\"userId\":\"u-");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{}",
        "[]",
        "{\"name\":5}",
        "{\"name\":\"\"}",
        "{\"name\":\" \"}",
        "{\"name\":\"a\\nb\"}",
        "{\"name\":\"\\u0000\"}",
        "{\"name\":\"\\ud800\"}"
      })
  void aNameThatIsNoneIsRefused(String body) throws Exception {
    HttpResponse<String> answer = post(body);

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("\"code\":\"bad_request\"");
    assertThat(ROOMS.commands).isEmpty();
  }

  @Test
  void aNameOf65CharactersIsRefused() throws Exception {
    assertThat(post("{\"name\":\"" + "x".repeat(65) + "\"}").statusCode()).isEqualTo(400);
    assertThat(post("{\"name\":\"" + "x".repeat(5_000) + "\"}").statusCode()).isEqualTo(400);
  }

  @ParameterizedTest
  @CsvSource({
    "X-Forwarded-For, 10.0.0.1",
    "X-Forwarded-Host, localhost",
    "Forwarded, for=10.0.0.1",
    "Via, 1.1 proxy",
    "Origin, https://evil.example.com",
    "Origin, null"
  })
  void whatAProxyOrAnotherPageSendsIsRefused(String name, String value) throws Exception {
    HttpResponse<String> answer = post("{\"name\":\"Ada\"}", name, value);

    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(ROOMS.commands).isEmpty();
  }

  @Test
  void thePageItselfIsLetIn() throws Exception {
    assertThat(post("{\"name\":\"Ada\"}", "Origin", "http://127.0.0.1:" + port).statusCode())
        .isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource({
    "localhost, 200",
    "LOCALHOST:8080, 200",
    "127.0.0.1, 200",
    "[::1]:8080, 200",
    "evil.example.com, 403",
    "localhost.evil.example.com, 403",
    "192.168.0.7:8080, 403"
  })
  void onlyThisMachinesOwnNamesAreLetIn(String host, int status) throws Exception {
    assertThat(statusForHost(host)).isEqualTo(status);
  }

  @Test
  void aFormOfAnotherPageCannotPost() throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(uri(port, "/login"))
            .header("Content-Type", "text/plain")
            .POST(HttpRequest.BodyPublishers.ofString("{\"name\":\"Ada\"}"))
            .build();

    assertThat(HTTP.send(request, HttpResponse.BodyHandlers.ofString()).statusCode())
        .isEqualTo(400);
  }

  @Test
  void whatTheRoomRefusesTheLoginTells() throws Exception {
    ROOMS.refusal = new RoomReply.Rejected(ErrorCode.UNAVAILABLE, "not now", 500);

    HttpResponse<String> answer = post("{\"name\":\"Ada\"}");

    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.body()).contains("\"retryAfterMs\":500").doesNotContain("token of");
    assertThat(header(answer, "Retry-After")).isEqualTo("1");
  }

  @Test
  void withoutALoginThereIsNone() throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(uri(portWithoutLogin, "/login"))
            .POST(HttpRequest.BodyPublishers.ofString("{\"name\":\"Ada\"}"))
            .build();

    assertThat(HTTP.send(request, HttpResponse.BodyHandlers.ofString()).statusCode())
        .isEqualTo(404);
  }

  private static HttpResponse<String> get(String path, String... headers) throws Exception {
    HttpRequest.Builder request = HttpRequest.newBuilder(uri(port, path));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private static String startScript() throws Exception {
    return get(asset("start.js")).body();
  }

  /** The address of a file in this release. */
  private static String asset(String path) throws Exception {
    return found("(/assets/[0-9a-f]+/)start.js", get("/").body()).get(0) + path;
  }

  private static List<String> found(String pattern, String text) {
    return Pattern.compile(pattern, Pattern.DOTALL)
        .matcher(text)
        .results()
        .map(result -> result.group(1))
        .toList();
  }

  private static HttpResponse<byte[]> bytes(String path, String encodings) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(uri(port, path)).header("Accept-Encoding", encodings).build();
    return HTTP.send(request, HttpResponse.BodyHandlers.ofByteArray());
  }

  private static HttpResponse<String> post(String body, String... headers) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri(port, "/login"))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  /** By hand, since the client insists on the true Host. */
  private static int statusForHost(String host) throws IOException {
    try (Socket socket = new Socket("127.0.0.1", port)) {
      String body = "{\"name\":\"Ada\"}";
      String request =
          "POST /login HTTP/1.1\r\nHost: "
              + host
              + "\r\nContent-Type: application/json\r\nConnection: close\r\nContent-Length: "
              + body.length()
              + "\r\n\r\n"
              + body;
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return Integer.parseInt(answer.substring(9, 12));
    }
  }

  private static URI uri(int port, String path) {
    return URI.create("http://127.0.0.1:" + port + path);
  }

  private static String header(HttpResponse<?> response, String name) {
    return response.headers().firstValue(name).orElse("");
  }

  /** Answers Done to everything, or the refusal. */
  private static final class NotingRooms implements Rooms {

    final List<RoomCommand> commands = new CopyOnWriteArrayList<>();
    volatile RoomReply.Rejected refusal;

    @Override
    public CompletionStage<RoomReply> execute(RoomKey room, RoomCommand command) {
      commands.add(command);
      return CompletableFuture.completedFuture(refusal == null ? new RoomReply.Done(1) : refusal);
    }

    @Override
    public CompletionStage<RoomAnswer> ask(RoomKey room, RoomQuery query) {
      throw new UnsupportedOperationException();
    }

    @Override
    public CompletionStage<RoomAnswer> messages(
        RoomKey room, Caller by, PageRequest page, long minRev) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void typing(RoomKey room, Caller by, boolean on) {
      throw new UnsupportedOperationException();
    }
  }
}
