package chat.parley.bench.load;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.Deque;

/** A TCP connection whose bytes are taken apart where they were read. For the loop's thread. */
abstract class Channel implements Loop.Ready {

  private final Loop loop;
  private final Deque<ByteBuffer> outgoing = new ArrayDeque<>();
  private SocketChannel channel;
  private SelectionKey key;
  private byte[] rest = {};
  private boolean ended;

  Channel(Loop loop) {
    this.loop = loop;
  }

  final void connect(URI to) {
    try {
      channel = SocketChannel.open();
      channel.configureBlocking(false);
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      key = channel.register(loop.selector(), SelectionKey.OP_CONNECT, this);
      if (channel.connect(new InetSocketAddress(to.getHost(), to.getPort()))) {
        begin();
      }
    } catch (IOException e) {
      failed("no connection: " + e);
    }
  }

  /** The connection is there. */
  abstract void connected();

  /**
   * Takes what is whole.
   *
   * @return where the rest begins
   */
  abstract int take(byte[] bytes, int from, int to);

  /** It is over, by whoever's will; told once. */
  abstract void lost(String why);

  private void begin() {
    key.interestOps(SelectionKey.OP_READ);
    connected();
  }

  @Override
  public final void ready() throws IOException {
    if (key.isConnectable()) {
      if (channel.finishConnect()) {
        begin();
      }
      return;
    }
    if (key.isReadable()) {
      read();
    }
    if (key.isValid() && key.isWritable()) {
      flush();
    }
  }

  private void read() throws IOException {
    ByteBuffer buffer = loop.buffer().clear();
    buffer.put(rest);
    int before = buffer.position();
    if (channel.read(buffer) < 0) {
      failed("closed by the server");
      return;
    }
    if (buffer.position() == before) {
      return;
    }
    int end = buffer.position();
    int taken = take(buffer.array(), 0, end);
    int left = end - taken;
    if (left == buffer.capacity()) {
      throw new IllegalStateException("more than " + left + " bytes in one piece");
    }
    rest = left == 0 && rest.length == 0 ? rest : new byte[left];
    System.arraycopy(buffer.array(), taken, rest, 0, left);
  }

  final void write(byte[] bytes) {
    if (ended) {
      return;
    }
    outgoing.add(ByteBuffer.wrap(bytes));
    if (outgoing.size() == 1) {
      try {
        flush();
      } catch (IOException e) {
        failed(e.toString());
      }
    }
  }

  private void flush() throws IOException {
    while (!outgoing.isEmpty()) {
      channel.write(outgoing.peek());
      if (outgoing.peek().hasRemaining()) {
        want(SelectionKey.OP_READ | SelectionKey.OP_WRITE);
        return;
      }
      outgoing.poll();
    }
    want(SelectionKey.OP_READ);
  }

  private void want(int operations) {
    if (key.interestOps() != operations) {
      key.interestOps(operations);
    }
  }

  @Override
  public final void failed(String why) {
    if (!ended) {
      end();
      lost(why);
    }
  }

  /** Ends it without a word. */
  final void end() {
    ended = true;
    outgoing.clear();
    try {
      if (channel != null) {
        channel.close();
      }
    } catch (IOException e) {
      throw new IllegalStateException("closing a socket failed", e);
    }
  }
}
