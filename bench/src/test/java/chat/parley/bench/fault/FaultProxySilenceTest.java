package chat.parley.bench.fault;

import static chat.parley.bench.fault.ProxiedServer.assertCarries;
import static chat.parley.bench.fault.ProxiedServer.assertReset;
import static chat.parley.bench.fault.ProxiedServer.assertSilent;
import static chat.parley.bench.fault.ProxiedServer.random;
import static chat.parley.bench.fault.ProxiedServer.writing;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import chat.parley.bench.fault.ProxiedServer.Pair;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Dropping, which loses bytes, and holding, which does not. */
class FaultProxySilenceTest {

  /** More than sockets keep by themselves. */
  private static final int MANY = 32 << 20;

  private ProxiedServer server;
  private FaultProxy proxy;

  @BeforeEach
  void open() throws IOException {
    server = new ProxiedServer();
    proxy = server.proxy();
  }

  @AfterEach
  void close() throws IOException {
    server.close();
  }

  @Test
  void dropsOneWayAndCarriesTheOther() throws Exception {
    // given
    Pair pair = server.connect();
    Pair unused = server.connect();
    proxy.drop(Direction.TO_TARGET);

    // when
    writing(pair.client(), random(MANY)).get(20, TimeUnit.SECONDS);

    // then
    assertSilent(pair.target());
    assertCarries(pair.target(), pair.client());

    // and a connection that lost something never goes on, one that did not does
    proxy.pass();
    assertReset(pair.client());
    assertReset(pair.target());
    assertCarries(unused.client(), unused.target());
    assertThat(proxy.open()).isEqualTo(1);
  }

  @Test
  void dropsBothWays() throws Exception {
    Pair pair = server.connect();
    proxy.drop(Direction.BOTH);

    writing(pair.client(), random(MANY)).get(20, TimeUnit.SECONDS);
    writing(pair.target(), random(MANY)).get(20, TimeUnit.SECONDS);

    assertSilent(pair.client());
    assertSilent(pair.target());
    assertThat(proxy.open()).isEqualTo(1);
  }

  @Test
  void losesWhatWasUnderwayWhenTheSilenceBegan() throws Exception {
    Pair pair = server.connect();
    proxy.delay(Duration.ofHours(1));
    pair.client().getOutputStream().write(random(100));
    assertSilent(pair.target());

    proxy.drop(Direction.TO_TARGET);
    proxy.pass();

    assertReset(pair.target());
  }

  @Test
  void newConnectionsAreSilentAndResetWhenTheSilenceEnds() throws Exception {
    // given
    proxy.drop(Direction.TO_CLIENT);

    // when
    Socket client = server.client();
    client.getOutputStream().write(random(100));

    // then
    server.assertNobodyConnects();
    assertSilent(client);
    await().until(() -> proxy.open() == 1);

    // and
    proxy.pass();
    assertReset(client);
    Pair next = server.connect();
    assertCarries(next.client(), next.target());
  }

  @Test
  void theEndOfAConnectionIsNotHeardInSilence() throws Exception {
    // given
    Pair closed = server.connect();
    Pair reset = server.connect();
    proxy.drop(Direction.TO_TARGET);

    // when
    closed.client().close();
    reset.client().setSoLinger(true, 0);
    reset.client().close();

    // then not even who still talks learns of it
    reset.target().getOutputStream().write(random(100));
    assertSilent(closed.target());
    assertSilent(reset.target());
    proxy.pass();
    assertReset(closed.target());
    assertReset(reset.target());
  }

  @Test
  void whatIsHeldGoesOnWithoutLoss() throws Exception {
    // given
    Pair pair = server.connect();
    proxy.hold(Direction.TO_TARGET);

    // when
    CompletableFuture<Void> writing = writing(pair.client(), random(MANY));

    // then
    assertSilent(pair.target());
    assertThat(writing).isNotDone();
    assertCarries(pair.target(), pair.client());

    // and
    proxy.pass();
    assertThat(pair.target().getInputStream().readNBytes(MANY)).isEqualTo(random(MANY));
    writing.get(20, TimeUnit.SECONDS);
  }

  @Test
  void newConnectionsWaitWhileTheNetworkIsHeld() throws Exception {
    proxy.hold(Direction.BOTH);

    Socket client = server.client();
    client.getOutputStream().write(random(100));
    server.assertNobodyConnects();
    proxy.pass();

    assertThat(server.accept().getInputStream().readNBytes(100)).isEqualTo(random(100));
  }

  @Test
  void holdingAfterDroppingDoesNotBringBackWhatWasLost() throws Exception {
    Pair pair = server.connect();
    proxy.drop(Direction.BOTH);
    writing(pair.client(), random(MANY)).get(20, TimeUnit.SECONDS);

    proxy.hold(Direction.BOTH);
    assertSilent(pair.target());

    proxy.pass();
    assertReset(pair.target());
  }
}
