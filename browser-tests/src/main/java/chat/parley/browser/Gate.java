package chat.parley.browser;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;

/**
 * Stands between browser and node, and hears what no tool of a page tells: the calls and sockets of
 * workers too, which are shared by tabs. It can be shut, and refuse calls by their path.
 */
public final class Gate implements AutoCloseable {

  private static final Predicate<String> NOTHING = path -> false;

  private final URI node;
  private final ServerSocket listening;
  private final Set<GateConnection> connections = ConcurrentHashMap.newKeySet();
  private final List<GateCall> calls = new CopyOnWriteArrayList<>();
  private final List<ClientFrame> frames = new CopyOnWriteArrayList<>();
  private final AtomicLong bytesOut = new AtomicLong();
  private volatile Predicate<String> refused = NOTHING;
  private final Object holding = new Object();
  private volatile boolean shut;
  private volatile boolean held;

  /** Stands before a node, at a free port of this machine. */
  public Gate(URI node) {
    this.node = node;
    try {
      listening = new ServerSocket(0, 128, InetAddress.getByName("127.0.0.1"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    GateConnection.startThread("gate", this::accept);
  }

  /** Where clients come in. */
  public URI url() {
    return URI.create("http://127.0.0.1:" + listening.getLocalPort());
  }

  private void accept() {
    while (!listening.isClosed()) {
      try {
        Socket client = listening.accept();
        GateConnection connection = new GateConnection(client, this);
        if (shut) {
          connection.reset();
        } else {
          connections.add(connection);
          connection.start();
        }
      } catch (IOException e) {
        // Closed; or somebody who has gone already.
        continue;
      }
    }
  }

  InetSocketAddress node() {
    return new InetSocketAddress(node.getHost(), node.getPort());
  }

  /** Notes a call; false for one that is refused. */
  boolean admits(GateCall call) {
    calls.add(call);
    return !refused.test(call.path());
  }

  void heard(ClientFrame frame) {
    frames.add(frame);
  }

  void ended(GateConnection connection) {
    connections.remove(connection);
  }

  /** Every call so far, in the order of their coming; an upgrade to a socket is one. */
  public List<GateCall> calls() {
    return List.copyOf(calls);
  }

  /** Calls of a path, whatever its query. */
  public long calls(String path) {
    return calls.stream().filter(call -> call.path().equals(path)).count();
  }

  /** What clients have said on their sockets so far. */
  public List<ClientFrame> frames() {
    return List.copyOf(frames);
  }

  public long frames(String type) {
    return frames.stream().filter(frame -> frame.type().equals(type)).count();
  }

  /** How many sockets were asked for so far. */
  public long sockets() {
    return calls.stream().filter(GateCall::socket).count();
  }

  /** How many sockets there are now. */
  public long openSockets() {
    return connections.stream().filter(GateConnection::isSocket).count();
  }

  /** How many bytes the node has said, heads too. */
  public long bytesOut() {
    return bytesOut.get();
  }

  /** Forgets what it has heard. */
  public void forget() {
    calls.clear();
    frames.clear();
    bytesOut.set(0);
  }

  /** Answers 503 to what comes for such paths from now on, and ends the connections that have. */
  public void refuse(Predicate<String> path) {
    refused = path;
    connections.stream().filter(one -> path.test(one.path())).forEach(GateConnection::reset);
  }

  /** Lets everybody in again, and what was held out. */
  public void open() {
    refused = NOTHING;
    shut = false;
    synchronized (holding) {
      held = false;
      holding.notifyAll();
    }
  }

  /** Keeps what the node says until the gate is opened. */
  public void hold() {
    held = true;
  }

  /** Comes back when so much of what the node says may go out. */
  void awaitWayOut(int bytes) {
    bytesOut.addAndGet(bytes);
    synchronized (holding) {
      while (held) {
        try {
          holding.wait();
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          return;
        }
      }
    }
  }

  /** No network: resets every connection, and each new one. */
  public void shut() {
    shut = true;
    connections.forEach(GateConnection::reset);
  }

  @Override
  public void close() {
    try {
      listening.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    connections.forEach(GateConnection::reset);
  }
}
