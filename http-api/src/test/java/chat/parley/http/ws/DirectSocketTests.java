package chat.parley.http.ws;

import static chat.parley.http.ws.frame.ClientFrames.all;
import static chat.parley.http.ws.frame.ClientFrames.close;
import static chat.parley.http.ws.frame.ClientFrames.frame;
import static chat.parley.http.ws.frame.ClientFrames.headOf;
import static chat.parley.http.ws.frame.ClientFrames.ping;
import static chat.parley.http.ws.frame.ClientFrames.text;
import static chat.parley.http.ws.frame.ClientFrames.unmasked;
import static chat.parley.http.ws.frame.ClientFrames.utf8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.http.javadsl.model.RemoteAddress;
import akka.stream.SystemMaterializer;
import akka.stream.javadsl.Flow;
import akka.stream.javadsl.Sink;
import akka.stream.javadsl.Tcp;
import chat.parley.engine.session.Connection;
import chat.parley.engine.session.SessionPush;
import chat.parley.engine.session.SessionRequest;
import chat.parley.http.wire.FrameWriter;
import chat.parley.http.ws.frame.ServerFrames;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * One WebSocket on the bytes of a real connection, behind the handshake, whichever way its bytes
 * leave.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class DirectSocketTests {

  private static final int TEXT = 0x81;
  private static final int PONG = 0x8a;
  private static final int CLOSE = 0x88;
  private static final SessionRequest PONG_REQUEST = new SessionRequest.Pong(null);
  private static final byte[] PONG_FRAME = text("{\"type\":\"pong\"}");

  private final boolean straight;
  private final FakeSessions sessions = new FakeSessions();
  private final Channels channels = new Channels();
  private final List<RawSocket> peers = new ArrayList<>();
  private ActorTestKit kit;
  private int patientPort;
  private int hastyPort;

  /**
   * @param straight into the channel, as long as it takes everything
   */
  DirectSocketTests(boolean straight) {
    this.straight = straight;
  }

  @BeforeAll
  void serve() {
    kit = ActorTestKit.create();
    patientPort = serve(new DirectSocket.Patience(Duration.ofMinutes(1), Duration.ofMinutes(1)));
    hastyPort = serve(new DirectSocket.Patience(Duration.ofMillis(200), Duration.ofMillis(200)));
  }

  private int serve(DirectSocket.Patience patience) {
    FrameWriter json = new FrameWriter(32, 200);
    return Tcp.get(kit.system())
        .bind("127.0.0.1", 0, 100, List.of(channels), true, Optional.empty())
        .mapMaterializedValue(binding -> binding.toCompletableFuture())
        .to(
            Sink.foreach(
                incoming ->
                    incoming.handleWith(
                        Flow.fromGraph(
                            new DirectSocket(
                                sessions,
                                new Connection(null, "here"),
                                push -> ServerFrames.text(json.encode(push)),
                                patience,
                                straight ? channel(incoming) : null)),
                        SystemMaterializer.get(kit.system()).materializer())))
        .run(kit.system())
        .join()
        .localAddress()
        .getPort();
  }

  private SocketChannel channel(Tcp.IncomingConnection incoming) {
    return channels.of(RemoteAddress.create(incoming.remoteAddress()));
  }

  @AfterAll
  void end() {
    kit.shutdownTestKit();
  }

  @BeforeEach
  void forget() {
    sessions.opened.clear();
  }

  @AfterEach
  void hangUp() throws IOException {
    for (RawSocket peer : peers) {
      peer.close();
    }
  }

  @Test
  void aPingIsAnsweredInTheMiddleOfAMessage() throws IOException {
    RawSocket peer = connect(patientPort);

    peer.write(frame(1, false, utf8("{\"type\":")), ping("are you there"));
    RawSocket.Frame answer = peer.readFrame();
    peer.write(frame(0, true, utf8("\"pong\"}")));

    assertThat(answer.first()).isEqualTo(PONG);
    assertThat(answer.text()).isEqualTo("are you there");
    await().until(() -> session().received.equals(List.of(PONG_REQUEST)));
  }

  @Test
  void eachPingIsAnsweredInItsTurn() throws IOException {
    RawSocket peer = connect(patientPort);
    byte[] pings = {};
    for (int i = 0; i < 1_000; i++) {
      pings = all(pings, ping("p" + i));
    }

    peer.write(pings);

    for (int i = 0; i < 1_000; i++) {
      assertThat(peer.readFrame().text()).isEqualTo("p" + i);
    }
  }

  @Test
  void theClientsCloseIsAnsweredWithItsCodeAndTheConnectionEnds() throws IOException {
    RawSocket peer = connect(patientPort);

    peer.write(PONG_FRAME, close(4321, "enough"), PONG_FRAME);
    RawSocket.Frame answer = peer.readFrame();

    assertThat(answer.first()).isEqualTo(CLOSE);
    assertThat(answer.closeCode()).isEqualTo(4321);
    assertThat(peer.isAtEnd()).isTrue();
    assertThat(session().received).containsExactly(PONG_REQUEST);
    await().until(() -> session().closed);
  }

  @Test
  void aCloseWithoutACodeIsAnsweredWithoutOne() throws IOException {
    RawSocket peer = connect(patientPort);

    peer.write(frame(8, true, new byte[0]));

    assertThat(peer.readFrame()).extracting(RawSocket.Frame::first).isEqualTo(CLOSE);
    assertThat(peer.isAtEnd()).isTrue();
  }

  @Test
  void whoBreaksTheProtocolIsToldHowAndLeft() throws IOException {
    RawSocket peer = connect(patientPort);

    peer.write(PONG_FRAME, unmasked("{\"type\":\"ping\"}"));
    RawSocket.Frame last = peer.readFrame();

    assertThat(last.closeCode()).isEqualTo(1002);
    assertThat(last.closeReason()).isEqualTo("a frame without a mask");
    assertThat(peer.isAtEnd()).isTrue();
    assertThat(session().received).containsExactly(PONG_REQUEST);
    await().until(() -> session().closed);
  }

  @Test
  void textThatIsNoUtf8IsRefusedBeforeItsEnd() throws IOException {
    RawSocket peer = connect(patientPort);

    peer.write(frame(1, false, new byte[] {'"', (byte) 0xff}));

    assertThat(peer.readFrame().closeCode()).isEqualTo(1007);
    await().until(() -> session().closed);
    assertThat(session().received).isEmpty();
  }

  @Test
  void theLastWordAndTheCloseFrameWithItsCodeAreTheEnd() throws IOException {
    RawSocket peer = connect(patientPort);

    session().say(new SessionPush.Ping(), new SessionPush.Bye(SessionPush.Code.DRAIN, 7));
    session().finish();

    assertThat(peer.readFrame().text())
        .startsWith("{\"type\":\"ping\"}\n{\"type\":\"bye\",\"code\":4501,\"reason\":\"drain\"");
    RawSocket.Frame last = peer.readFrame();
    assertThat(last.closeCode()).isEqualTo(4501);
    assertThat(last.closeReason()).isEqualTo("drain");
    await().until(() -> session().closed);
    peer.write(PONG_FRAME, ping("?"), close(4501, ""));
    assertThat(peer.isAtEnd()).isTrue();
    assertThat(session().received).isEmpty();
  }

  @Test
  void whoDoesNotAnswerTheCloseFrameIsLeftAfterAWhile() throws IOException {
    RawSocket peer = connect(hastyPort);

    session().finish();

    assertThat(peer.readFrame().closeCode()).isEqualTo(1000);
    assertThat(peer.isAtEnd()).isTrue();
  }

  @Test
  void aMessageHasToBeWholeInTime() throws IOException {
    RawSocket peer = connect(hastyPort);

    peer.write(PONG_FRAME, headOf(100));

    await()
        .until(
            () -> session().received.equals(List.of(PONG_REQUEST, new SessionRequest.TooLarge())));
  }

  @Test
  void aStuckSocketIsCutWhenItsSessionGivesUp() throws IOException {
    RawSocket peer = connect(hastyPort);
    SessionPush[] pushes = new SessionPush[2_000];
    Arrays.fill(pushes, new SessionPush.Ok("x".repeat(60_000)));

    session().say(pushes);
    peer.write(PONG_FRAME);
    await().until(() -> !session().received.isEmpty());
    assertThat(session().left()).isGreaterThan(1_000);
    session().abandon();

    await().until(() -> session().closed);
  }

  @Test
  void whoeverGoesAwayWithoutAWordEndsTheSession() throws IOException {
    connect(patientPort).reset();
    await().until(() -> session().closed);

    sessions.opened.clear();
    connect(patientPort).write(Arrays.copyOf(PONG_FRAME, 9)).endOutput();
    await().until(() -> session().closed);
  }

  @Test
  void aPushThatWaitsAloneIsAFrameOfItsOwn() throws IOException {
    RawSocket peer = connect(patientPort);

    session().say(new SessionPush.Ok(1L));
    RawSocket.Frame first = peer.readFrame();
    session().say(new SessionPush.Ok(2L));

    assertThat(first.first()).isEqualTo(TEXT);
    assertThat(first.text()).isEqualTo("{\"type\":\"ok\",\"re\":1}");
    assertThat(peer.readFrame().text()).isEqualTo("{\"type\":\"ok\",\"re\":2}");
  }

  @Test
  void whoReadsInFitsAndStartsGetsEverythingInOrder() throws IOException {
    RawSocket peer = connect(patientPort);
    int pushes = 3_000;
    String padding = "x".repeat(4_000);

    for (int i = 0; i < pushes; i++) {
      session().say(new SessionPush.Ok(i + padding));
    }
    assertThat(session().left()).isPositive();
    peer.write(ping("between"));

    for (int next = 0; next < pushes; ) {
      RawSocket.Frame frame = peer.readFrame();
      if (frame.first() == PONG) {
        assertThat(frame.text()).isEqualTo("between");
        continue;
      }
      for (String line : frame.text().split("\n")) {
        assertThat(line).isEqualTo("{\"type\":\"ok\",\"re\":\"" + next++ + padding + "\"}");
      }
    }
    session().say(new SessionPush.Ok("last"));
    assertThat(peer.readFrame().text()).contains("last");
  }

  final RawSocket connect() throws IOException {
    return connect(patientPort);
  }

  private RawSocket connect(int port) throws IOException {
    RawSocket peer = new RawSocket(port);
    peers.add(peer);
    await().until(() -> !sessions.opened.isEmpty());
    if (straight) {
      peer.write(ping("here"));
      assertThat(peer.readFrame().first()).isEqualTo(PONG);
    }
    return peer;
  }

  final FakeSessions.FakeSession session() {
    return sessions.opened.get(sessions.opened.size() - 1);
  }
}
