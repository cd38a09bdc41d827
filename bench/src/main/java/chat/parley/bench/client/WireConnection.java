package chat.parley.bench.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.nio.channels.UnresolvedAddressException;
import java.util.ArrayDeque;
import java.util.Deque;

/** One WebSocket: takes objects apart as they come, and writes at once what the network takes. */
final class WireConnection implements WireFrames.Sink {

  private static final int HTTP_PORT = 80;

  /** Told of each object in order, and once of the end, all in the loop's thread. */
  interface Owner {
    void opened(WireConnection connection);

    void received(WireConnection connection, JsonNode object);

    void lost(WireConnection connection, String reason);
  }

  private final WireLoop loop;
  private final URI endpoint;
  private final Owner owner;
  private final Upgrade upgrade = new Upgrade();
  private final WireFrames frames = new WireFrames(this);
  private final Deque<ByteBuffer> outgoing = new ArrayDeque<>();
  private SocketChannel channel;
  private SelectionKey key;
  private boolean connected;
  private boolean upgraded;
  private boolean ended;
  private volatile long heardAt = System.nanoTime();

  private WireConnection(WireLoop loop, URI endpoint, Owner owner) {
    this.loop = loop;
    this.endpoint = endpoint;
    this.owner = owner;
  }

  static WireConnection open(WireLoop loop, URI endpoint, Owner owner) {
    WireConnection connection = new WireConnection(loop, endpoint, owner);
    loop.execute(connection::connect);
    return connection;
  }

  /** {@link System#nanoTime} of the last thing heard, or of the start. */
  long heardAt() {
    return heardAt;
  }

  void write(String text) {
    write(WireFrames.ofText(text));
  }

  /** Ends it at once, without a word. */
  void abort(String reason) {
    loop.execute(() -> end(reason));
  }

  /** Says goodbye and ends it. */
  void close() {
    write(WireFrames.ofClose());
    abort("closed here");
  }

  /** The channel can do something; in the loop's thread. */
  void ready() {
    try {
      if (key.isConnectable() && channel.finishConnect()) {
        shakeHands();
      } else {
        if (key.isReadable()) {
          read();
        }
        if (key.isValid() && key.isWritable()) {
          flush();
        }
      }
    } catch (IOException | RuntimeException e) {
      end(e.toString());
    }
  }

  @Override
  public void text(String text) {
    text.lines()
        .filter(line -> !line.isEmpty())
        .forEach(line -> owner.received(this, Json.parse(line)));
  }

  @Override
  public void closed() {
    end("closed there");
  }

  @Override
  public void ping(byte[] payload) {
    write(WireFrames.ofPong(payload));
  }

  private void connect() {
    try {
      channel = SocketChannel.open();
      channel.configureBlocking(false);
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      key = channel.register(loop.selector(), SelectionKey.OP_CONNECT, this);
      int port = endpoint.getPort() < 0 ? HTTP_PORT : endpoint.getPort();
      if (channel.connect(new InetSocketAddress(endpoint.getHost(), port))) {
        shakeHands();
      }
    } catch (IOException | UnresolvedAddressException e) {
      end("no connection: " + e);
    }
  }

  private void shakeHands() {
    synchronized (this) {
      connected = true;
    }
    write(upgrade.request(endpoint));
  }

  private void read() throws IOException {
    ByteBuffer buffer = loop.readBuffer();
    if (channel.read(buffer) < 0) {
      end("connection closed");
      return;
    }
    heardAt = System.nanoTime();
    buffer.flip();
    if (!upgraded && upgrade.feed(buffer)) {
      upgraded = true;
      owner.opened(this);
    }
    if (upgraded) {
      frames.feed(buffer);
    }
  }

  private synchronized void write(ByteBuffer bytes) {
    if (connected && !ended) {
      outgoing.add(bytes);
      if (outgoing.size() == 1) {
        try {
          flush();
        } catch (IOException e) {
          abort(e.toString());
        }
      }
    }
  }

  /** Writes what the network takes now; the loop goes on when it takes more. */
  private synchronized void flush() throws IOException {
    while (!outgoing.isEmpty()) {
      ByteBuffer next = outgoing.peek();
      channel.write(next);
      if (next.hasRemaining()) {
        break;
      }
      outgoing.poll();
    }
    int wanted = SelectionKey.OP_READ | (outgoing.isEmpty() ? 0 : SelectionKey.OP_WRITE);
    if (key.isValid() && key.interestOps() != wanted) {
      key.interestOps(wanted);
      loop.selector().wakeup();
    }
  }

  private void end(String reason) {
    synchronized (this) {
      if (ended) {
        return;
      }
      ended = true;
      outgoing.clear();
    }
    try {
      if (channel != null) {
        channel.close();
      }
    } catch (IOException e) {
      throw new IllegalStateException("closing a socket failed", e);
    }
    owner.lost(this, reason);
  }
}
