package chat.parley.http.ws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.http.javadsl.Http;
import akka.http.javadsl.ServerBinding;
import akka.http.javadsl.server.Directives;
import akka.http.javadsl.server.Route;
import chat.parley.engine.session.SessionPush;
import chat.parley.engine.session.SessionRequest;
import chat.parley.http.wire.FrameReader;
import chat.parley.http.wire.FrameWriter;
import com.typesafe.config.ConfigFactory;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The door over real sockets, whoever reads and writes the frames. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class DoorTests {

  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final WebSocketDoor.Codec codec;
  private ActorTestKit kit;
  private FakeSessions sessions;
  private ServerBinding binding;
  private Client client;

  DoorTests(WebSocketDoor.Codec codec) {
    this.codec = codec;
  }

  @BeforeAll
  void serve() {
    kit =
        ActorTestKit.create(
            ConfigFactory.parseString("akka.http.server.remote-address-attribute = on")
                .withFallback(ConfigFactory.load()));
    sessions = new FakeSessions();
    Channels channels = new Channels();
    Route route =
        Directives.path(
            "ws",
            new WebSocketDoor(
                    sessions,
                    new FrameWriter(32, 200),
                    new Origins(Set.of("https://app.example.com")),
                    codec,
                    channels)
                ::route);
    binding =
        Http.get(kit.system())
            .newServerAt("127.0.0.1", 0)
            .adaptSettings(settings -> settings.withSocketOptions(List.of(channels)))
            .bind(route)
            .toCompletableFuture()
            .join();
  }

  @AfterAll
  void end() {
    kit.shutdownTestKit();
  }

  @BeforeEach
  void forget() {
    client = new Client();
    sessions.opened.clear();
  }

  @Test
  void theConnectionCarriesTheBearerTokenAndTheAddress() {
    connect("Authorization", "Bearer abc.def");

    assertThat(session().connection.token()).isEqualTo("abc.def");
    assertThat(session().connection.remoteAddress()).isEqualTo("127.0.0.1");
  }

  @Test
  void aTokenMayBeLeftOutOfTheUpgrade() {
    connect();

    assertThat(session().connection.token()).isNull();
  }

  @Test
  void theSubprotocolIsNamedWhenItWasAskedFor() {
    WebSocket named =
        HTTP.newWebSocketBuilder().subprotocols("parley.v1", "x").buildAsync(uri(), client).join();

    assertThat(named.getSubprotocol()).isEqualTo("parley.v1");
    assertThat(connect().getSubprotocol()).isEmpty();
  }

  @Test
  void anotherSubprotocolIsRefused() {
    assertRefused(HTTP.newWebSocketBuilder().subprotocols("parley.v9"), 400);
  }

  @ParameterizedTest
  @ValueSource(strings = {"https://evil.example.com", "null", "https://app.example.com.evil.org"})
  void aPageOfAnotherOriginIsRefused(String origin) {
    assertRefused(HTTP.newWebSocketBuilder().header("Origin", origin), 403);
    assertThat(sessions.opened).isEmpty();
  }

  @Test
  void aPageOfTheNodeItselfOrOfAnAllowedOriginIsLetIn() {
    connect("Origin", "http://" + uri().getAuthority());
    connect("Origin", "https://app.example.com");

    await().until(() -> sessions.opened.size() == 2);
  }

  @Test
  void aPlainRequestIsToldWhatIsExpected() throws Exception {
    URI http = URI.create(uri().toString().replace("ws://", "http://"));

    HttpResponse<String> response =
        HTTP.send(HttpRequest.newBuilder(http).build(), HttpResponse.BodyHandlers.ofString());

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.headers().firstValue("Content-Type"))
        .hasValueSatisfying(type -> assertThat(type).startsWith("application/problem+json"));
    assertThat(response.body()).contains("\"code\":\"bad_request\"");
  }

  @Test
  void framesReachTheSessionInOrder() {
    WebSocket socket = connect();

    for (int i = 0; i < 100; i++) {
      socket.sendText("{\"type\":\"ping\",\"id\":" + i + "}", true).join();
    }

    await().until(() -> session().received.size() == 100);
    assertThat(session().received)
        .extracting(SessionRequest::id)
        .isEqualTo(Stream.iterate(0L, i -> i + 1).limit(100).map(i -> (Object) i).toList());
  }

  @Test
  void aFrameInPartsIsPutTogether() {
    WebSocket socket = connect();

    socket.sendText("{\"type\":", false).join();
    socket.sendText("\"ping\",", false).join();
    socket.sendText("\"id\":1}", true).join();

    await().until(() -> session().received.equals(List.of(new SessionRequest.Ping(1L))));
  }

  @Test
  void oneMebibyteInPartsIsTooLargeAndTheLastWordIsStillHeard() {
    WebSocket socket = connect();
    String part = "x".repeat(16 * 1024);

    for (int i = 0; i < 64; i++) {
      socket.sendText(part, i == 63).join();
    }

    await().until(() -> session().received.equals(List.of(new SessionRequest.TooLarge())));
    session().say(new SessionPush.Bye(SessionPush.Code.TOO_LARGE, 0));
    session().finish();
    await().until(() -> client.closeCode == codeOf(4413));
    assertThat(client.frames)
        .containsExactly(
            "{\"type\":\"bye\",\"code\":4413,\"reason\":\"too large\",\"reconnect\":false}");
  }

  @Test
  void aFrameThatIsTooLargeDoesNotTouchTheNextOne() {
    WebSocket socket = connect();

    socket.sendText("x".repeat(FrameReader.MAX_BYTES + 1), true).join();
    socket.sendText("{\"type\":\"pong\"}", true).join();

    await()
        .until(
            () ->
                session()
                    .received
                    .equals(List.of(new SessionRequest.TooLarge(), new SessionRequest.Pong(null))));
  }

  @Test
  void aBinaryFrameIsGarbage() {
    WebSocket socket = connect();

    socket.sendBinary(ByteBuffer.wrap(new byte[] {1, 2, 3}), true).join();
    socket.sendBinary(ByteBuffer.wrap(new byte[100_000]), false).join();
    socket.sendBinary(ByteBuffer.wrap(new byte[100_000]), true).join();
    socket.sendText("{\"type\":\"pong\"}", true).join();

    await().until(() -> session().received.size() == 3);
    assertThat(session().received.get(0)).isInstanceOf(SessionRequest.Garbage.class);
    assertThat(session().received.get(1)).isInstanceOf(SessionRequest.Garbage.class);
    assertThat(session().received.get(2)).isEqualTo(new SessionRequest.Pong(null));
  }

  @Test
  void whatIsNoJsonIsGarbageAndWhatIsNestedTooDeepToo() {
    WebSocket socket = connect();

    socket.sendText("hello?", true).join();
    socket.sendText("[".repeat(60_000), true).join();
    socket.sendText("[".repeat(100_000), true).join();

    await().until(() -> session().received.size() == 3);
    assertThat(session().received.get(0)).isInstanceOf(SessionRequest.Garbage.class);
    assertThat(session().received.get(1)).isInstanceOf(SessionRequest.Garbage.class);
    assertThat(session().received.get(2)).isEqualTo(new SessionRequest.TooLarge());
  }

  @Test
  void whatWaitsTravelsTogether() {
    connect();

    session().say(new SessionPush.Ok(1L), new SessionPush.Ok(2L), new SessionPush.Ping());

    await().until(() -> !client.frames.isEmpty());
    assertThat(client.frames)
        .containsExactly(
            "{\"type\":\"ok\",\"re\":1}\n{\"type\":\"ok\",\"re\":2}\n{\"type\":\"ping\"}");
  }

  @Test
  void whatComesTogetherIsOneFrame() {
    connect();
    session().sayTogether(new SessionPush.Ok(1L), new SessionPush.Ok(2L));

    await().until(() -> !client.frames.isEmpty());
    assertThat(client.frames)
        .containsExactly("{\"type\":\"ok\",\"re\":1}\n{\"type\":\"ok\",\"re\":2}");
  }

  @Test
  void joinedFramesStayWithinTheirSizeAndNothingIsLost() {
    connect();
    SessionPush[] pushes = new SessionPush[100];
    for (int i = 0; i < pushes.length; i++) {
      pushes[i] = new SessionPush.Ok(i + "-" + "é".repeat(2_000));
    }

    session().say(pushes);
    session().finish();

    await().until(() -> client.closeCode == WebSocket.NORMAL_CLOSURE);
    List<String> objects =
        client.frames.stream().flatMap(frame -> Arrays.stream(frame.split("\n"))).toList();
    assertThat(objects).hasSize(pushes.length);
    for (int i = 0; i < pushes.length; i++) {
      assertThat(objects.get(i)).startsWith("{\"type\":\"ok\",\"re\":\"" + i + "-");
    }
    assertThat(client.frames)
        .hasSizeLessThan(pushes.length)
        .allMatch(frame -> frame.length() + 2_000 * frame.split("\n").length <= 65_536);
  }

  @Test
  void aPushAboveTheSizeOfAFrameTravelsAlone() {
    connect();
    String large = "x".repeat(100_000);

    session().say(new SessionPush.Ping(), new SessionPush.Ok(large), new SessionPush.Ping());

    await().until(() -> client.frames.size() == 3);
    assertThat(client.frames.get(1)).hasSize(100_000 + "{\"type\":\"ok\",\"re\":\"\"}".length());
  }

  @Test
  void aReaderThatDoesNotReadLeavesTheRestInTheOutbox() {
    WebSocket deaf =
        HTTP.newWebSocketBuilder()
            .buildAsync(
                uri(),
                new WebSocket.Listener() {
                  @Override
                  public void onOpen(WebSocket socket) {}
                })
            .join();
    String large = "x".repeat(60_000);
    SessionPush[] pushes = new SessionPush[2_000];
    Arrays.fill(pushes, new SessionPush.Ok(large));

    session().say(pushes);
    deaf.sendText("{\"type\":\"pong\"}", true).join();

    await().until(() -> session().received.size() == 1);
    assertThat(session().left()).isGreaterThan(1_000);
    deaf.abort();
    await().until(() -> session().closed);
  }

  @Test
  void aSessionIsToldThatItsConnectionIsGone() {
    WebSocket polite = connect();
    polite.sendClose(WebSocket.NORMAL_CLOSURE, "").join();
    await().until(() -> session().closed);

    sessions.opened.clear();
    connect().abort();
    await().until(() -> session().closed);
  }

  /** The code of the close frame after a {@code bye} with this one. */
  private int codeOf(int bye) {
    return codec == WebSocketDoor.Codec.DIRECT ? bye : WebSocket.NORMAL_CLOSURE;
  }

  private WebSocket connect(String... headers) {
    WebSocket.Builder builder = HTTP.newWebSocketBuilder();
    for (int i = 0; i < headers.length; i += 2) {
      builder.header(headers[i], headers[i + 1]);
    }
    return builder.buildAsync(uri(), client).join();
  }

  /** The newest session; the upgrade is answered a moment before it opens. */
  private FakeSessions.FakeSession session() {
    await().until(() -> !sessions.opened.isEmpty());
    return sessions.opened.get(sessions.opened.size() - 1);
  }

  private URI uri() {
    return URI.create("ws://127.0.0.1:" + binding.localAddress().getPort() + "/ws");
  }

  private void assertRefused(WebSocket.Builder builder, int status) {
    assertThatThrownBy(() -> builder.buildAsync(uri(), client).join())
        .isInstanceOf(CompletionException.class)
        .cause()
        .isInstanceOfSatisfying(
            WebSocketHandshakeException.class,
            refused -> assertThat(refused.getResponse().statusCode()).isEqualTo(status));
  }
}
