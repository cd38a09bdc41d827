package chat.parley.http.ws;

import static chat.parley.http.ws.frame.ClientFrames.text;
import static chat.parley.http.ws.frame.ClientFrames.utf8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.http.javadsl.Http;
import akka.http.javadsl.server.Directives;
import chat.parley.engine.session.SessionRequest;
import chat.parley.http.wire.FrameWriter;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The opening handshake, byte by byte. */
class HandshakeTest {

  private static final String REQUEST =
      "GET /ws HTTP/1.1\r\nHost: here\r\nUpgrade: websocket\r\nConnection: keep-alive, Upgrade\r\n"
          + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n";
  private static final byte[] PONG_FRAME = text("{\"type\":\"pong\"}");

  private static ActorTestKit kit;
  private static FakeSessions sessions;
  private static int port;

  @BeforeAll
  static void serve() {
    kit = ActorTestKit.create();
    sessions = new FakeSessions();
    WebSocketDoor door =
        new WebSocketDoor(
            sessions,
            new FrameWriter(32, 200),
            new Origins(Set.of()),
            WebSocketDoor.Codec.DIRECT,
            new Channels());
    port =
        Http.get(kit.system())
            .newServerAt("127.0.0.1", 0)
            .bind(Directives.path("ws", door::route))
            .toCompletableFuture()
            .join()
            .localAddress()
            .getPort();
  }

  @AfterAll
  static void end() {
    kit.shutdownTestKit();
  }

  @BeforeEach
  void forget() {
    sessions.opened.clear();
  }

  @Test
  void theAnswerProvesThatTheKeyWasReadAndTakesNoExtension() throws IOException {
    try (RawSocket peer = new RawSocket(port)) {
      peer.write(
          utf8(
              REQUEST
                  + "Sec-WebSocket-Protocol: chat, parley.v1\r\n"
                  + "Sec-WebSocket-Extensions: permessage-deflate\r\n\r\n"));

      String head = peer.readHead().toLowerCase(Locale.ROOT);

      assertThat(head)
          .startsWith("http/1.1 101 ")
          .contains("\r\nupgrade: websocket\r\n", "\r\nconnection: upgrade\r\n")
          .contains("\r\nsec-websocket-accept: s3pplmbitxaq9kygzzhzrbk+xoo=\r\n")
          .contains("\r\nsec-websocket-protocol: parley.v1\r\n")
          .doesNotContain("extensions", "content-length");
    }
  }

  @Test
  void aRequestBeforeTheHandshakeIsAnsweredFirst() throws IOException {
    try (RawSocket peer = new RawSocket(port)) {
      peer.write(utf8("GET /ws HTTP/1.1\r\nHost: here\r\n\r\n" + REQUEST + "\r\n"));

      assertThat(peer.readHead()).startsWith("HTTP/1.1 400 ");
    }
  }

  @Test
  void framesRightBehindTheAnswerReachTheSession() throws IOException {
    try (RawSocket peer = new RawSocket(port)) {
      peer.write(utf8(REQUEST + "\r\n"));
      assertThat(peer.readHead()).startsWith("HTTP/1.1 101 ");
      peer.write(PONG_FRAME, PONG_FRAME);

      await().until(() -> sessions.opened.size() == 1);
      SessionRequest pong = new SessionRequest.Pong(null);
      await().until(() -> sessions.opened.get(0).received.equals(List.of(pong, pong)));
    }
  }
}
