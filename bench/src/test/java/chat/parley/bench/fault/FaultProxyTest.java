package chat.parley.bench.fault;

import static chat.parley.bench.fault.ProxiedServer.assertCarries;
import static chat.parley.bench.fault.ProxiedServer.assertReset;
import static chat.parley.bench.fault.ProxiedServer.assertSilent;
import static chat.parley.bench.fault.ProxiedServer.random;
import static chat.parley.bench.fault.ProxiedServer.reading;
import static chat.parley.bench.fault.ProxiedServer.writing;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import chat.parley.bench.fault.ProxiedServer.Pair;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FaultProxyTest {

  private static final int MEGABYTE = 1 << 20;

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
  void carriesBytesBothWaysUnchanged() throws Exception {
    // given
    List<Pair> pairs = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      pairs.add(server.connect());
    }
    assertThat(proxy.open()).isEqualTo(12);

    // when
    List<CompletableFuture<byte[]>> arriving = new ArrayList<>();
    for (int i = 0; i < pairs.size(); i++) {
      Pair pair = pairs.get(i);
      arriving.add(reading(pair.target(), 4 * MEGABYTE + i));
      arriving.add(reading(pair.client(), 4 * MEGABYTE + i));
      writing(pair.client(), random(4 * MEGABYTE + i));
      writing(pair.target(), random(4 * MEGABYTE + i));
    }

    // then
    for (int i = 0; i < arriving.size(); i++) {
      byte[] arrived = arriving.get(i).get(60, TimeUnit.SECONDS);
      assertThat(arrived).isEqualTo(random(4 * MEGABYTE + i / 2));
    }
  }

  @Test
  void carriesTheEndOfAStreamAfterItsBytesAndTheOtherWayGoesOn() throws Exception {
    Pair pair = server.connect();

    writing(pair.client(), random(MEGABYTE)).thenRun(() -> shutOutput(pair.client()));

    assertThat(pair.target().getInputStream().readAllBytes()).isEqualTo(random(MEGABYTE));
    assertCarries(pair.target(), pair.client());
    pair.target().close();
    assertThat(pair.client().getInputStream().read()).isEqualTo(-1);
    await().until(() -> proxy.open() == 0);
  }

  private static void shutOutput(Socket socket) {
    try {
      socket.shutdownOutput();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void aVanishedEndIsAResetForTheOther() throws Exception {
    Pair pair = server.connect();

    pair.client().setSoLinger(true, 0);
    pair.client().close();

    assertReset(pair.target());
    await().until(() -> proxy.open() == 0);
  }

  @Test
  void aDelayTakesManyBytesUnderwayAndKeepsTheirOrder() throws Exception {
    // given
    Pair pair = server.connect();
    proxy.delay(Duration.ofHours(1));

    // when a sender is done long before anything arrives
    for (int i = 0; i < 16; i++) {
      writing(pair.client(), random(MEGABYTE + i)).get(20, TimeUnit.SECONDS);
    }
    assertSilent(pair.target());
    proxy.pass();

    // then
    for (int i = 0; i < 16; i++) {
      assertThat(pair.target().getInputStream().readNBytes(MEGABYTE + i))
          .isEqualTo(random(MEGABYTE + i));
    }
  }

  @Test
  void aDelayedByteIsNotThereEarlier() throws Exception {
    Pair pair = server.connect();
    Duration delay = Duration.ofMillis(150);
    proxy.delay(delay);

    long sentAt = System.nanoTime();
    assertCarries(pair.client(), pair.target());
    assertCarries(pair.target(), pair.client());

    assertThat(Duration.ofNanos(System.nanoTime() - sentAt))
        .isGreaterThanOrEqualTo(delay.plus(delay));
  }

  @Test
  void aThrottleBoundsWhatAllConnectionsCarryTogether() throws Exception {
    // given
    int perSecond = 200_000;
    int each = 50_000;
    Pair one = server.connect();
    Pair other = server.connect();
    proxy.throttle(perSecond);

    // when
    long startedAt = System.nanoTime();
    writing(one.client(), random(each));
    writing(other.client(), random(each));
    CompletableFuture<byte[]> first = reading(one.target(), each);
    CompletableFuture<byte[]> second = reading(other.target(), each);

    // then
    assertThat(first.get(20, TimeUnit.SECONDS)).isEqualTo(random(each));
    assertThat(second.get(20, TimeUnit.SECONDS)).isEqualTo(random(each));
    double seconds = (System.nanoTime() - startedAt) / 1e9;
    assertThat(2.0 * each).isLessThanOrEqualTo(seconds * perSecond + perSecond / 20.0);
  }

  @Test
  void aBusyConnectionDoesNotTakeAThrottledLinkForItself() throws Exception {
    // given
    Pair busy = server.connect();
    Pair quiet = server.connect();
    proxy.throttle(100_000);
    writing(busy.client(), random(8 * MEGABYTE));
    reading(busy.target(), 8 * MEGABYTE);

    // when it is more than what may go at once
    writing(quiet.client(), random(20_000));

    // then
    assertThat(reading(quiet.target(), 20_000).get(20, TimeUnit.SECONDS)).isEqualTo(random(20_000));
  }

  @Test
  void laterConnectionsGoToTheNewTarget() throws Exception {
    Pair before = server.connect();
    try (ServerSocket elsewhere = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      proxy.target((InetSocketAddress) elsewhere.getLocalSocketAddress());

      try (Socket client = server.client();
          Socket target = elsewhere.accept()) {
        assertCarries(client, target);
        assertCarries(before.client(), before.target());
      }
    }
  }

  @Test
  void resetsWhoConnectsWhileNobodyListensAtTheTarget() throws Exception {
    ServerSocket gone = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    gone.close();
    proxy.target((InetSocketAddress) gone.getLocalSocketAddress());

    assertReset(server.client());
  }

  @Test
  void closingEndsItsConnectionsAndFreesThePort() throws Exception {
    Pair pair = server.connect();

    proxy.close();

    assertThat(pair.client().getInputStream().read()).isEqualTo(-1);
    assertThat(pair.target().getInputStream().read()).isEqualTo(-1);
    assertThatThrownBy(server::client).isInstanceOf(ConnectException.class);
    assertThatThrownBy(proxy::open).isInstanceOf(IllegalStateException.class);
  }
}
