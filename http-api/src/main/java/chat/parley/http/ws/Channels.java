package chat.parley.http.ws;

import akka.http.javadsl.model.RemoteAddress;
import akka.io.Inet;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.channels.SocketChannel;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The channels of the connections that are open, by the address and port at their other end. Akka
 * shows each as it accepts it; they go when nobody else holds them.
 */
public final class Channels extends Inet.AbstractSocketOption {

  private static final int MAX_TWINS = 10_000;

  private final Cache<InetSocketAddress, SocketChannel> open =
      Caffeine.newBuilder().weakValues().build();

  /**
   * Peers that spoke from one port to two addresses of this machine at the same time: what a
   * request says of them does not tell their connections apart.
   */
  private final Set<InetSocketAddress> twins = ConcurrentHashMap.newKeySet();

  @Override
  public void afterConnect(Socket socket) {
    InetSocketAddress peer = (InetSocketAddress) socket.getRemoteSocketAddress();
    if (socket.getChannel() != null && peer != null) {
      met(peer, socket.getChannel());
    }
  }

  void met(InetSocketAddress peer, SocketChannel channel) {
    SocketChannel before = open.asMap().put(peer, channel);
    if (before != null && before.isOpen() && twins.size() < MAX_TWINS) {
      twins.add(peer);
    }
  }

  /** The channel of a connection; null if it isn't known for sure. */
  SocketChannel of(RemoteAddress remote) {
    if (remote.getAddress().isEmpty() || twins.size() >= MAX_TWINS) {
      return null;
    }
    InetSocketAddress peer = new InetSocketAddress(remote.getAddress().get(), remote.getPort());
    return twins.contains(peer) ? null : open.getIfPresent(peer);
  }
}
