package chat.parley.http.ws;

import static org.assertj.core.api.Assertions.assertThat;

import akka.http.javadsl.model.RemoteAddress;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ChannelsTest {

  /** Both ends of a connection that is open. */
  private record Pair(SocketChannel accepted, InetSocketAddress peer) {}

  private final Channels channels = new Channels();
  private final List<Closeable> open = new ArrayList<>();
  private ServerSocketChannel server;

  @BeforeEach
  void listen() throws IOException {
    server = ServerSocketChannel.open().bind(new InetSocketAddress("127.0.0.1", 0));
    open.add(server);
  }

  @AfterEach
  void close() throws IOException {
    for (Closeable one : open) {
      one.close();
    }
  }

  @Test
  void aConnectionIsKnownByItsOtherEnd() throws IOException {
    Pair pair = connect();
    channels.afterConnect(pair.accepted.socket());

    assertThat(channelOf(pair.peer)).isSameAs(pair.accepted);
    assertThat(channelOf(new InetSocketAddress("127.0.0.9", 9))).isNull();
  }

  @Test
  void twoFromOnePortAreNotTakenForEachOther() throws IOException {
    Pair first = connect();
    Pair twin = connect();
    channels.met(first.peer, first.accepted);
    channels.met(first.peer, twin.accepted);

    assertThat(channelOf(first.peer)).isNull();

    twin.accepted.close();
    channels.met(first.peer, connect().accepted);
    assertThat(channelOf(first.peer)).isNull();
  }

  @Test
  void aPortThatIsUsedAgainIsKnownAgain() throws IOException {
    Pair before = connect();
    channels.met(before.peer, before.accepted);
    before.accepted.close();
    Pair now = connect();
    channels.met(before.peer, now.accepted);

    assertThat(channelOf(before.peer)).isSameAs(now.accepted);
  }

  private Pair connect() throws IOException {
    SocketChannel client = SocketChannel.open(server.getLocalAddress());
    open.add(client);
    SocketChannel accepted = server.accept();
    open.add(accepted);
    return new Pair(accepted, (InetSocketAddress) client.getLocalAddress());
  }

  private SocketChannel channelOf(InetSocketAddress peer) {
    return channels.of(RemoteAddress.create(peer));
  }
}
