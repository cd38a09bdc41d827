package chat.parley.http;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import chat.parley.http.web.LoginDoor;
import chat.parley.http.wire.FrameWriter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The server has the routes that its OpenAPI document lists, and no others. */
class ListedRoutesTest {

  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final JsonNode PATHS = paths();
  private static final List<String> METHODS = List.of("GET", "POST", "PUT", "PATCH", "DELETE");
  private static final Set<Integer> NO_ROUTE = Set.of(404, 405);

  /**
   * What the table of calls is written with: {@code path("rooms", …}, {@code segment("by-ref")}.
   */
  private static final Pattern SEGMENT =
      Pattern.compile("(?:path|pathPrefix|segment)\\(\\s*\"([^\"]+)\"");

  private static ActorTestKit kit;
  private static int port;

  /** Nobody gets past the gate, so there is nothing behind it. */
  @BeforeAll
  static void serve() {
    kit = ActorTestKit.create();
    HttpSettings settings =
        HttpSettings.of(
            ConfigFactory.parseString("parley.http.port = 0")
                .withFallback(kit.system().settings().config()));
    Doors doors =
        new Doors(
            null,
            null,
            new FrameWriter(32, 200),
            null,
            null,
            null,
            null,
            null,
            () -> CompletableFuture.completedFuture(Map.of()),
            Optional.of(new LoginDoor(null, null)),
            Clock.systemUTC());
    port = HttpServer.start(kit.system(), settings, doors).toCompletableFuture().join().port();
  }

  @AfterAll
  static void end() {
    kit.shutdownTestKit();
  }

  static Stream<Arguments> everyMethodOfEveryPath() {
    return PATHS.properties().stream()
        .map(path -> path.getKey().replaceAll("\\{[^}]+}", "x1"))
        .flatMap(path -> METHODS.stream().map(method -> Arguments.of(method, path)));
  }

  @ParameterizedTest
  @MethodSource("everyMethodOfEveryPath")
  void aRouteIsThereWhenItIsListedAndOnlyThen(String method, String path) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .method(method, HttpRequest.BodyPublishers.noBody())
            .build();

    int status = HTTP.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();

    if (!isListed(method, path)) {
      assertThat(status).isIn(NO_ROUTE);
    } else if (path.startsWith("/api/chat/") && !path.equals("/api/chat/ws")) {
      assertThat(status).isEqualTo(401);
    } else {
      assertThat(status).isNotIn(NO_ROUTE);
    }
  }

  @Test
  void everyPartOfAPathInTheTableOfCallsIsListed() throws Exception {
    String table = Files.readString(Path.of("src/main/java/chat/parley/http/rest/RestApi.java"));
    Set<String> listed = new HashSet<>();
    PATHS.fieldNames().forEachRemaining(path -> listed.addAll(List.of(path.split("/"))));

    List<String> written = SEGMENT.matcher(table).results().map(ListedRoutesTest::part).toList();

    assertThat(written).hasSizeGreaterThan(15);
    assertThat(listed).containsAll(written);
  }

  private static String part(MatchResult match) {
    return match.group(1);
  }

  private static boolean isListed(String method, String path) {
    return PATHS.properties().stream()
        .filter(listed -> path.matches(listed.getKey().replaceAll("\\{[^}]+}", "[^/]+")))
        .anyMatch(listed -> listed.getValue().has(method.toLowerCase(Locale.ROOT)));
  }

  private static JsonNode paths() {
    try (InputStream in = ListedRoutesTest.class.getResourceAsStream("/openapi.json")) {
      return JsonMapper.builder().build().readTree(in).get("paths");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
