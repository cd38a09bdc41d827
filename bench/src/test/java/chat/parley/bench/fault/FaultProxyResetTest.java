package chat.parley.bench.fault;

import static chat.parley.bench.fault.ProxiedServer.assertCarries;
import static chat.parley.bench.fault.ProxiedServer.assertReset;
import static chat.parley.bench.fault.ProxiedServer.random;
import static chat.parley.bench.fault.ProxiedServer.writing;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import chat.parley.bench.fault.ProxiedServer.Pair;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Connections that end although neither side wants it. */
class FaultProxyResetTest {

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
  void bothEndsSeeAReset() throws Exception {
    Pair one = server.connect();
    Pair other = server.connect();

    assertThat(proxy.reset()).isEqualTo(2);

    assertReset(one.client());
    assertReset(one.target());
    assertReset(other.client());
    assertReset(other.target());
    assertThat(proxy.open()).isZero();
    Pair next = server.connect();
    assertCarries(next.client(), next.target());
  }

  @Test
  void resetsSilentConnectionsToo() throws Exception {
    Pair pair = server.connect();
    proxy.drop(Direction.BOTH);

    assertThat(proxy.reset()).isEqualTo(1);

    assertReset(pair.client());
    assertReset(pair.target());
  }

  @Test
  void refusesNewConnectionsAndEndsThoseThatAre() throws Exception {
    Pair before = server.connect();

    proxy.refuse();

    assertReset(before.client());
    assertReset(before.target());
    assertReset(server.client());
    server.assertNobodyConnects();
    proxy.pass();
    Pair next = server.connect();
    assertCarries(next.client(), next.target());
  }

  @Test
  void aHalfClosedConnectionEndsForOneSideAndGoesOnForTheOther() throws Exception {
    // given
    Pair pair = server.connect();
    assertCarries(pair.client(), pair.target());

    // when
    assertThat(proxy.halfClose(Direction.TO_TARGET)).isEqualTo(1);

    // then
    assertThat(pair.target().getInputStream().read()).isEqualTo(-1);
    assertCarries(pair.target(), pair.client());

    // and the client may go on to write
    writing(pair.client(), random(32 << 20)).get(20, TimeUnit.SECONDS);
    assertCarries(pair.target(), pair.client());
    assertThat(proxy.halfClose(Direction.TO_TARGET)).isZero();
  }

  @Test
  void aHalfClosedConnectionEndsWhenBothSidesClose() throws Exception {
    Pair pair = server.connect();

    assertThat(proxy.halfClose(Direction.TO_CLIENT)).isEqualTo(1);

    assertThat(pair.client().getInputStream().read()).isEqualTo(-1);
    pair.client().close();
    assertThat(pair.target().getInputStream().read()).isEqualTo(-1);
    pair.target().close();
    await().until(() -> proxy.open() == 0);
  }
}
