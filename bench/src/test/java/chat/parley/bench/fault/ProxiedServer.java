package chat.parley.bench.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

/** A server behind a proxy, where a test holds both ends of each connection. */
final class ProxiedServer implements AutoCloseable {

  private static final int PATIENCE_MS = 20_000;
  private static final int QUIET_MS = 200;
  private static final InetSocketAddress ANY_PORT =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

  private final ServerSocket server;
  private final FaultProxy proxy;
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();

  ProxiedServer() throws IOException {
    server = new ServerSocket();
    server.bind(ANY_PORT);
    proxy = FaultProxy.open(ANY_PORT, (InetSocketAddress) server.getLocalSocketAddress());
  }

  FaultProxy proxy() {
    return proxy;
  }

  /** What a client has and what the server has of one connection. */
  record Pair(Socket client, Socket target) {}

  Pair connect() throws IOException {
    Socket client = client();
    return new Pair(client, accept());
  }

  /** Only the client's end. */
  Socket client() throws IOException {
    return patient(new Socket(InetAddress.getLoopbackAddress(), proxy.port()));
  }

  /** The server's end of the next connection. */
  Socket accept() throws IOException {
    server.setSoTimeout(PATIENCE_MS);
    return patient(server.accept());
  }

  void assertNobodyConnects() throws IOException {
    server.setSoTimeout(QUIET_MS);
    assertThatThrownBy(server::accept).isInstanceOf(SocketTimeoutException.class);
  }

  private Socket patient(Socket socket) throws IOException {
    sockets.add(socket);
    socket.setSoTimeout(PATIENCE_MS);
    return socket;
  }

  static void assertSilent(Socket socket) throws IOException {
    socket.setSoTimeout(QUIET_MS);
    assertThatThrownBy(() -> socket.getInputStream().read())
        .isInstanceOf(SocketTimeoutException.class);
    socket.setSoTimeout(PATIENCE_MS);
  }

  static void assertReset(Socket socket) {
    assertThatThrownBy(() -> socket.getInputStream().read())
        .isInstanceOf(SocketException.class)
        .hasMessageContaining("reset");
  }

  static void assertCarries(Socket from, Socket to) throws IOException {
    byte[] bytes = random(100);
    from.getOutputStream().write(bytes);
    assertThat(to.getInputStream().readNBytes(bytes.length)).isEqualTo(bytes);
  }

  static byte[] random(int count) {
    byte[] bytes = new byte[count];
    new Random(count).nextBytes(bytes);
    return bytes;
  }

  /** Writes in a thread of its own. */
  static CompletableFuture<Void> writing(Socket socket, byte[] bytes) {
    return inThread(
        () -> {
          socket.getOutputStream().write(bytes);
          return null;
        });
  }

  static CompletableFuture<byte[]> reading(Socket socket, int count) {
    return inThread(() -> socket.getInputStream().readNBytes(count));
  }

  private interface Exchange<T> {
    T run() throws IOException;
  }

  private static <T> CompletableFuture<T> inThread(Exchange<T> exchange) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return exchange.run();
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        },
        task -> new Thread(task).start());
  }

  @Override
  public void close() throws IOException {
    proxy.close();
    server.close();
    for (Socket socket : sockets) {
      socket.close();
    }
  }
}
