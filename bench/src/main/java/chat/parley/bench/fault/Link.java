package chat.parley.bench.fault;

import chat.parley.bench.fault.Conditions.Flow;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.function.Consumer;

/** One connection through a proxy: a client's socket, one to the target, and a lane each way. */
final class Link {

  private final SocketChannel client;
  private final SocketChannel target;
  private final Conditions conditions;
  private final AnswerCut cut;
  private final PostgresAnswers answers;
  private final ByteBuffer buffer;
  private final Consumer<Link> onEnd;
  private final Lane toTarget;
  private final Lane toClient;
  private SelectionKey clientKey;
  private SelectionKey targetKey;
  private boolean ended;

  /**
   * @param buffer what one read takes, shared by all that run in the proxy's thread
   * @param onEnd told once when both sockets are closed
   */
  Link(
      SocketChannel client,
      Conditions conditions,
      AnswerCut cut,
      ByteBuffer buffer,
      Consumer<Link> onEnd)
      throws IOException {
    this.client = client;
    this.conditions = conditions;
    this.cut = cut;
    this.buffer = buffer;
    this.onEnd = onEnd;
    answers = new PostgresAnswers(cut);
    target = SocketChannel.open();
    toTarget = new Lane(Direction.TO_TARGET, client, target, conditions, this::asked);
    toClient = new Lane(Direction.TO_CLIENT, target, client, conditions, answers::answered);
  }

  /** Connects to the target; where the network is silent, it only seems so to the client. */
  void start(Selector selector, InetSocketAddress address) throws IOException {
    prepare(client);
    prepare(target);
    clientKey = client.register(selector, 0, (Runnable) this::clientReady);
    if (conditions.is(Flow.DROPPED)) {
      targetGone();
    } else {
      targetKey = target.register(selector, SelectionKey.OP_CONNECT, (Runnable) this::targetReady);
      connect(address);
    }
    listen();
  }

  private void connect(InetSocketAddress address) {
    try {
      target.connect(address);
    } catch (IOException e) {
      gone(target);
    }
  }

  private static void prepare(SocketChannel channel) throws IOException {
    channel.configureBlocking(false);
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
  }

  private boolean asked(ByteBuffer bytes) {
    answers.asked(bytes);
    return true;
  }

  private void clientReady() {
    ready(clientKey, toTarget, toClient);
  }

  private void targetReady() {
    if (target.isConnectionPending()) {
      finishConnect();
      listen();
    } else {
      ready(targetKey, toClient, toTarget);
    }
  }

  private void finishConnect() {
    try {
      target.finishConnect();
    } catch (IOException e) {
      gone(target);
    }
  }

  private void ready(SelectionKey key, Lane in, Lane out) {
    long now = System.nanoTime();
    if (key.isValid() && key.isReadable()) {
      read(in, now);
      write(in, now);
    }
    if (key.isValid() && key.isWritable()) {
      write(out, now);
    }
    if (answers.complete()) {
      reset();
    }
    listen();
  }

  private void read(Lane lane, long now) {
    try {
      lane.read(buffer, now);
    } catch (IOException e) {
      gone(lane.from());
    }
  }

  private void write(Lane lane, long now) {
    try {
      lane.write(now);
    } catch (IOException e) {
      gone(lane.to());
    }
  }

  /** One end has vanished. The other learns of it, unless nothing gets through to it. */
  private void gone(SocketChannel end) {
    Direction thence = end == client ? Direction.TO_TARGET : Direction.TO_CLIENT;
    if (conditions.flow(thence) == Flow.CARRIED) {
      reset();
    } else if (end == target) {
      targetGone();
    } else {
      close(client);
      toTarget.sourceGone();
      toClient.sinkGone();
    }
  }

  private void targetGone() {
    close(target);
    toClient.sourceGone();
    toTarget.sinkGone();
  }

  /** Goes on as the network now is. */
  void conditionsChanged(long now) {
    toTarget.conditionsChanged();
    toClient.conditionsChanged();
    if (toTarget.isBeyondRepair() || toClient.isBeyondRepair()) {
      reset();
    } else {
      timePassed(now);
    }
  }

  /** Writes what has become due. */
  void timePassed(long now) {
    if (isConnected()) {
      write(toTarget, now);
      write(toClient, now);
    }
    listen();
  }

  long waitNanos(long now) {
    return Math.min(toTarget.waitNanos(now), toClient.waitNanos(now));
  }

  /** False when there is no such stream to end. */
  boolean halfClose(Direction direction) {
    // The target may have accepted what this thread has not yet seen as connected.
    if (target.isConnectionPending()) {
      finishConnect();
    }
    if (!isConnected()) {
      return false;
    }
    try {
      boolean one = direction.covers(Direction.TO_TARGET) && toTarget.halfClose();
      boolean other = direction.covers(Direction.TO_CLIENT) && toClient.halfClose();
      return one || other;
    } catch (IOException e) {
      reset();
      return false;
    } finally {
      listen();
    }
  }

  /** Both ends see "connection reset by peer". */
  void reset() {
    abandon(client);
    abandon(target);
    end();
  }

  private void end() {
    if (!ended) {
      ended = true;
      close(client);
      close(target);
      if (answers.withholding()) {
        cut.count();
      }
      onEnd.accept(this);
    }
  }

  private boolean isConnected() {
    return target.isConnected() && !ended;
  }

  /** Waits for what the lanes can use; until the target is there, for that alone. */
  private void listen() {
    if (!ended && toTarget.isDone() && toClient.isDone()) {
      end();
    }
    boolean reading = !target.isOpen() || target.isConnected();
    if (reading && clientKey.isValid()) {
      clientKey.interestOps(ops(toTarget, toClient));
    }
    if (target.isConnected() && targetKey.isValid()) {
      targetKey.interestOps(ops(toClient, toTarget));
    }
  }

  private static int ops(Lane in, Lane out) {
    return (in.wantsToRead() ? SelectionKey.OP_READ : 0)
        | (out.wantsToWrite() ? SelectionKey.OP_WRITE : 0);
  }

  /** What closes with no time to linger closes with a reset. */
  private static void abandon(SocketChannel channel) {
    try {
      channel.setOption(StandardSocketOptions.SO_LINGER, 0);
    } catch (IOException e) {
      // Some systems refuse it on a socket that its peer has reset: then there is none to tell.
    }
    close(channel);
  }

  private static void close(SocketChannel channel) {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
