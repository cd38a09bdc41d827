package chat.parley.bench.fault;

import chat.parley.bench.fault.Conditions.Flow;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Predicate;

/**
 * A TCP link that can be made to fail. It listens, and carries each connection to its target in the
 * way the network is told to be: every method holds for all connections from when it returns.
 *
 * <p>{@link #drop}, {@link #hold} and {@link #refuse} take each other's place; {@link #delay} and
 * {@link #throttle} stand beside them. {@link #pass} ends all of them.
 */
public final class FaultProxy implements AutoCloseable {

  private static final int READ_BYTES = 64 * 1024;

  /** Who connects while the network is held waits here. */
  private static final int BACKLOG = 1024;

  private final ServerSocketChannel listening;
  private final int port;
  private final ProxyLoop loop;
  private final Conditions conditions = new Conditions();
  private final AnswerCut cut = new AnswerCut();
  private final List<Link> links = new ArrayList<>();
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(READ_BYTES);
  private InetSocketAddress target;

  private FaultProxy(InetSocketAddress listen, InetSocketAddress target) throws IOException {
    this.target = target;
    listening = ServerSocketChannel.open();
    try {
      listening.bind(listen, BACKLOG).configureBlocking(false);
      port = ((InetSocketAddress) listening.getLocalAddress()).getPort();
      loop = new ProxyLoop("fault-proxy-" + port, this::timePassed);
      listening.register(loop.selector(), SelectionKey.OP_ACCEPT, (Runnable) this::accept);
    } catch (IOException e) {
      listening.close();
      throw e;
    }
    loop.start();
  }

  /**
   * Listens at an address, where port 0 picks a free one, and carries connections to the target.
   *
   * @throws UncheckedIOException when that address cannot be listened at
   */
  public static FaultProxy open(InetSocketAddress listen, InetSocketAddress target) {
    try {
      return new FaultProxy(listen, resolved(target));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot listen at " + listen, e);
    }
  }

  private static InetSocketAddress resolved(InetSocketAddress address) {
    if (address.isUnresolved()) {
      throw new IllegalArgumentException("unknown host: " + address);
    }
    return address;
  }

  /** Where it listens. */
  public int port() {
    return port;
  }

  /** Later connections go there. */
  public void target(InetSocketAddress address) {
    InetSocketAddress next = resolved(address);
    loop.call(() -> target = next);
  }

  /**
   * Back to normal, and no answer is cut any more. What was held or delayed arrives now. A
   * connection that has lost something is reset.
   */
  public void pass() {
    change(
        () -> {
          conditions.normal();
          cut.disarm();
        });
  }

  /** Bytes arrive that much later, in order, as many a second as before. */
  public void delay(Duration eachWay) {
    if (eachWay.isNegative()) {
      throw new IllegalArgumentException("a delay of " + eachWay);
    }
    change(() -> conditions.delay(eachWay));
  }

  /** All connections together carry this many bytes a second each way, and senders wait. */
  public void throttle(long bytesPerSecond) {
    if (bytesPerSecond <= 0) {
      throw new IllegalArgumentException("a throttle of " + bytesPerSecond);
    }
    change(() -> conditions.throttle(bytesPerSecond));
  }

  /**
   * Silence: connections stay and new ones are accepted, but what is sent this way is lost, the end
   * of a connection too. A new connection does not reach the target, whichever way is silent.
   */
  public void drop(Direction direction) {
    change(() -> conditions.flow(direction, Flow.DROPPED));
  }

  /** A stall: nothing is read this way and nothing is lost. New connections wait, too. */
  public void hold(Direction direction) {
    change(() -> conditions.flow(direction, Flow.HELD));
  }

  /** Resets every connection, and each new one. */
  public void refuse() {
    change(
        () -> {
          conditions.refuse();
          resetAll();
        });
  }

  /** Resets every open connection at both ends, and returns how many. New ones are not touched. */
  public int reset() {
    return loop.call(this::resetAll);
  }

  /**
   * Ends the stream of every open connection for the receiver of this direction; what its sender
   * sends from then on is lost, and the other direction goes on. Returns of how many.
   */
  public int halfClose(Direction direction) {
    return loop.call(
        () -> (int) List.copyOf(links).stream().filter(link -> link.halfClose(direction)).count());
  }

  /** {@link #cutAt} for transactions: they are durable, and the client does not know. */
  public void cutAtCommit(int times) {
    cutAt("COMMIT"::equals, times);
  }

  /**
   * Keeps the next answers of a PostgreSQL with such a tag from the client, and resets their
   * connections at both ends once the server is done with what it answered. Tags are "COMMIT", or
   * "INSERT 0 1" for a statement that commits by itself; a statement within a transaction that goes
   * on is rolled back by this. Takes the place of what was to be cut before. Connections that are
   * encrypted, or carry something else, pass.
   *
   * @param tag is asked in the proxy's thread, and must not call the proxy
   */
  public void cutAt(Predicate<String> tag, int times) {
    loop.call(
        () -> {
          cut.arm(tag, times);
          return null;
        });
  }

  /** How many answers were cut so far. */
  public int cutCommits() {
    return loop.call(cut::counted);
  }

  /** How many connections there are now, the silent ones included. */
  public int open() {
    return loop.call(links::size);
  }

  /** Stops to listen and closes every connection. */
  @Override
  public void close() {
    loop.close();
  }

  private void change(Runnable how) {
    loop.call(
        () -> {
          how.run();
          long now = System.nanoTime();
          List.copyOf(links).forEach(link -> link.conditionsChanged(now));
          listening
              .keyFor(loop.selector())
              .interestOps(conditions.is(Flow.HELD) ? 0 : SelectionKey.OP_ACCEPT);
          return null;
        });
  }

  private int resetAll() {
    List<Link> all = List.copyOf(links);
    all.forEach(Link::reset);
    return all.size();
  }

  private long timePassed(long now) {
    if (!conditions.timed()) {
      return 0;
    }
    // Each is the first in turn, so that one busy connection does not take a whole throttled link.
    Collections.rotate(links, 1);
    List.copyOf(links).forEach(link -> link.timePassed(now));
    long wait =
        links.stream().mapToLong(link -> link.waitNanos(now)).min().orElse(Lane.NOTHING_DUE);
    return wait == Lane.NOTHING_DUE ? 0 : Math.max(1, wait);
  }

  private void accept() {
    try {
      SocketChannel client = listening.accept();
      if (client != null) {
        begin(client);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("accepting a connection failed", e);
    }
  }

  private void begin(SocketChannel client) throws IOException {
    if (conditions.refusing()) {
      client.setOption(StandardSocketOptions.SO_LINGER, 0);
      client.close();
      return;
    }
    Link link = new Link(client, conditions, cut, buffer, links::remove);
    links.add(link);
    link.start(loop.selector(), target);
  }
}
