package chat.parley.http.ws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.http.javadsl.Http;
import akka.http.javadsl.ServerBinding;
import akka.http.javadsl.server.Directives;
import chat.parley.engine.domain.Caller;
import chat.parley.engine.domain.PageRequest;
import chat.parley.engine.domain.RoomAnswer;
import chat.parley.engine.domain.RoomCommand;
import chat.parley.engine.domain.RoomKey;
import chat.parley.engine.domain.RoomQuery;
import chat.parley.engine.domain.RoomReply;
import chat.parley.engine.inbox.Inboxes;
import chat.parley.engine.presence.Presences;
import chat.parley.engine.room.Rooms;
import chat.parley.engine.session.Revocations;
import chat.parley.engine.session.SessionRegistry;
import chat.parley.engine.session.SessionSettings;
import chat.parley.engine.session.TokenVerifier;
import chat.parley.http.TestPresences;
import chat.parley.http.TestRevocations;
import chat.parley.http.TestServer;
import chat.parley.http.wire.FrameWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Bad frames through the door and real sessions: each gets its coded error, and whoever is
 * connected beside goes on. Not one of them gets as far as a room.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class BadFrameTests {

  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final String BAD_REQUEST = "\"code\":\"bad_request\"";

  private final WebSocketDoor.Codec codec;
  private ActorTestKit kit;
  private URI uri;
  private Client client;
  private Client bystander;
  private WebSocket socket;
  private WebSocket beside;

  BadFrameTests(WebSocketDoor.Codec codec) {
    this.codec = codec;
  }

  @BeforeAll
  void serve() {
    kit = ActorTestKit.create();
    TokenVerifier anybody =
        token ->
            CompletableFuture.completedFuture(
                new TokenVerifier.Verified(
                    new Caller("main", token, token, null, Caller.Role.USER),
                    Instant.now(),
                    Instant.now().plusSeconds(3_600)));
    SessionRegistry sessions =
        SessionRegistry.start(
            kit.system(),
            new NoRooms(),
            (room, message) -> {},
            anybody,
            Revocations.start(kit.system(), new TestRevocations(), Clock.systemUTC())
                .toCompletableFuture()
                .join(),
            Presences.start(kit.system(), new NoRooms(), new TestPresences(), Clock.systemUTC()),
            rooms -> CompletableFuture.completedFuture(Map.of()),
            Inboxes.start(kit.system(), TestServer::noInbox),
            Clock.systemUTC());
    Channels channels = new Channels();
    WebSocketDoor door =
        new WebSocketDoor(
            sessions,
            FrameWriter.of(SessionSettings.of(kit.system().settings().config())),
            new Origins(Set.of()),
            codec,
            channels);
    ServerBinding binding =
        Http.get(kit.system())
            .newServerAt("127.0.0.1", 0)
            .adaptSettings(
                settings ->
                    settings.withRemoteAddressAttribute(true).withSocketOptions(List.of(channels)))
            .bind(Directives.path("ws", door::route))
            .toCompletableFuture()
            .join();
    uri = URI.create("ws://127.0.0.1:" + binding.localAddress().getPort() + "/ws");
  }

  @AfterAll
  void end() {
    kit.shutdownTestKit();
  }

  @BeforeEach
  void connect() {
    client = new Client();
    bystander = new Client();
    socket = connected(client, "ada");
    beside = connected(bystander, "bo");
  }

  @AfterEach
  void theOtherSessionWentOn() {
    beside.sendText("{\"type\":\"ping\",\"id\":99}", true).join();
    await().until(() -> heard(bystander).contains("{\"type\":\"pong\",\"re\":99}"));
    beside.abort();
    socket.abort();
  }

  private WebSocket connected(Client client, String user) {
    WebSocket socket = HTTP.newWebSocketBuilder().buildAsync(uri, client).join();
    socket.sendText("{\"type\":\"hello\",\"id\":1,\"token\":\"" + user + "\"}", true).join();
    await().until(() -> heard(client).size() == 1);
    assertThat(heard(client).get(0))
        .startsWith("{\"type\":\"hello\",\"re\":1,")
        .contains("\"userId\":\"" + user + "\"", "\"inFlight\":32,\"rooms\":200");
    return socket;
  }

  @ParameterizedTest
  @ValueSource(strings = {"hello?", "[]", "5", "{\"type\":", "{\"type\":\"ping\",\"type\":\"x\"}"})
  void whatIsNoJsonObjectGetsAnErrorAndTheSecondTimeTheDoor(String frame) {
    socket.sendText(frame, true).join();
    await().until(() -> heard(client).size() == 2);
    assertThat(heard(client).get(1)).contains("\"type\":\"error\"", BAD_REQUEST);

    socket.sendText(frame, true).join();

    assertClosedWith(4400);
  }

  @Test
  void aBinaryFrameIsNoBetter() {
    socket.sendBinary(ByteBuffer.wrap("{\"type\":\"ping\"}".getBytes()), true).join();
    await().until(() -> heard(client).size() == 2);
    assertThat(heard(client).get(1)).contains(BAD_REQUEST);

    socket.sendBinary(ByteBuffer.wrap(new byte[] {0}), true).join();

    assertClosedWith(4400);
  }

  @Test
  void aFrameNestedSixtyThousandDeepGetsAnError() {
    socket.sendText("[".repeat(60_000), true).join();

    await().until(() -> heard(client).size() == 2);
    assertThat(heard(client).get(1)).contains(BAD_REQUEST);
  }

  @Test
  void aFrameNestedAHundredThousandDeepIsTooLarge() {
    socket.sendText("{\"type\":\"ping\",\"x\":" + "[".repeat(100_000), true).join();

    assertClosedWith(4413);
  }

  @Test
  void aFrameAbove64KibibytesIsTooLarge() {
    socket.sendText("x".repeat(65_537), true).join();

    assertClosedWith(4413);
  }

  @Test
  void oneMebibyteInPartsIsTooLarge() {
    for (int i = 0; i < 64; i++) {
      socket.sendText("x".repeat(16 * 1024), i == 63).join();
    }

    assertClosedWith(4413);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"type\":\"dance\",\"id\":7} | unsupported",
        "{\"type\":\"presence\",\"id\":7,\"status\":\"OFFLINE\"} | bad_request",
        "{\"type\":\"presence\",\"id\":7,\"watch\":\"u2\"} | bad_request",
        "{\"type\":\"stream\",\"id\":7,\"roomId\":\"r\",\"op\":\"start\"} | unsupported",
        "{\"type\":5,\"id\":7} | bad_request",
        "{\"type\":\"send\",\"id\":7,\"roomId\":\"r\",\"content\":5} | bad_request",
        "{\"type\":\"send\",\"id\":7,\"roomId\":\"r\",\"content\":\"\\ud800\"} | bad_request",
        "{\"type\":\"send\",\"id\":7,\"roomId\":\"r\",\"content\":\"\\u0000\"} | bad_request",
        "{\"type\":\"send\",\"id\":7,\"roomId\":\"a/b\",\"content\":\"x\"} | bad_request",
        "{\"type\":\"read\",\"id\":7,\"roomId\":\"r\",\"seq\":-1} | bad_request",
        "{\"type\":\"read\",\"id\":7,\"roomId\":\"r\",\"seq\":1e30} | bad_request",
        "{\"type\":\"history\",\"id\":7,\"roomId\":\"r\",\"limit\":51} | bad_request",
      })
  void aWrongRequestGetsACodedErrorAndTheSessionGoesOn(String frame, String code) {
    socket.sendText(frame, true).join();
    socket.sendText("{\"type\":\"ping\",\"id\":8}", true).join();

    await().until(() -> heard(client).size() == 3);
    assertThat(heard(client).get(1))
        .startsWith("{\"type\":\"error\",\"re\":7,\"code\":\"" + code + "\"");
    assertThat(heard(client).get(2)).isEqualTo("{\"type\":\"pong\",\"re\":8}");
  }

  @Test
  void anUnknownTypeWithoutAnIdGetsNothing() {
    socket.sendText("{\"type\":\"dance\"}", true).join();
    socket.sendText("{\"type\":\"ping\",\"id\":8}", true).join();

    await().until(() -> heard(client).size() == 2);
    assertThat(heard(client).get(1)).isEqualTo("{\"type\":\"pong\",\"re\":8}");
  }

  private void assertClosedWith(int code) {
    boolean said = codec == WebSocketDoor.Codec.DIRECT;
    await().until(() -> client.closeCode == (said ? code : WebSocket.NORMAL_CLOSURE));
    List<String> heard = heard(client);
    assertThat(heard.get(heard.size() - 1)).startsWith("{\"type\":\"bye\",\"code\":" + code);
  }

  /** The objects that a client heard, however they travelled. */
  private static List<String> heard(Client client) {
    return client.frames.stream().flatMap(frame -> Arrays.stream(frame.split("\n"))).toList();
  }

  /** Rooms that nothing may reach. */
  private static final class NoRooms implements Rooms {

    @Override
    public CompletionStage<RoomReply> execute(RoomKey room, RoomCommand command) {
      throw new AssertionError("reached a room: " + command);
    }

    @Override
    public CompletionStage<RoomAnswer> ask(RoomKey room, RoomQuery query) {
      throw new AssertionError("reached a room: " + query);
    }

    @Override
    public CompletionStage<RoomAnswer> messages(
        RoomKey room, Caller by, PageRequest page, long minRev) {
      throw new AssertionError("reached a room: " + page);
    }

    @Override
    public void typing(RoomKey room, Caller by, boolean on) {
      throw new AssertionError("reached a room");
    }
  }
}
