package chat.parley.bench.check;

import chat.parley.bench.client.ParleyHttp;
import chat.parley.bench.client.ParleySocket;
import chat.parley.bench.client.ParleySockets;
import chat.parley.bench.fault.NodeProcess;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;

/** One user: a socket that follows the user's rooms through one node after the other, and HTTP. */
final class CheckClient implements AutoCloseable {

  /** An acked send that may be altered or repeated later. */
  record Own(String room, String key, String content, List<String> mentions, String id) {}

  private static final int REMEMBERED = 50;

  private final String user;
  private final List<String> rooms;
  private final Supplier<List<NodeProcess>> nodes;
  private final Function<NodeProcess, ParleyHttp> http;
  private final Seen seen = new Seen();
  private final SocketRecorder recorder;
  private final ParleySocket socket;
  private final Deque<Own> own = new ArrayDeque<>();
  private final AtomicInteger keys = new AtomicInteger();
  private final AtomicInteger turn;
  private final boolean timedKeys;

  CheckClient(
      String user,
      int number,
      List<String> rooms,
      ParleySockets sockets,
      Supplier<List<NodeProcess>> nodes,
      Function<NodeProcess, ParleyHttp> http,
      Supplier<String> token,
      Recorder recorder) {
    this.user = user;
    this.rooms = rooms;
    this.nodes = nodes;
    this.http = http;
    this.turn = new AtomicInteger(number);
    this.timedKeys = number % 2 == 0;
    this.recorder = new SocketRecorder(user, recorder, seen);
    this.socket = sockets.open(this::nextUrl, "check", token, this.recorder);
  }

  /** As behind a load balancer that goes round: the one after the one that was tried last. */
  private URI nextUrl() {
    List<NodeProcess> all = nodes.get();
    return all.get(Math.floorMod(turn.getAndIncrement(), all.size())).url();
  }

  String user() {
    return user;
  }

  List<String> rooms() {
    return rooms;
  }

  Seen seen() {
    return seen;
  }

  ParleySocket socket() {
    return socket;
  }

  int connection() {
    return recorder.connection();
  }

  /** Half of the people use UUIDv7 (RFC 9562), which the room honours for ever. */
  String newKey() {
    int number = keys.incrementAndGet();
    if (timedKeys) {
      long high = System.currentTimeMillis() << 16 | 0x7000 | number & 0xfff;
      return new UUID(high, ThreadLocalRandom.current().nextLong() >>> 2 | 1L << 63).toString();
    }
    return user + "-" + number;
  }

  /** Any node, as a load balancer would pick it. */
  NodeProcess anyNode() {
    List<NodeProcess> all = nodes.get();
    return all.get(ThreadLocalRandom.current().nextInt(all.size()));
  }

  ParleyHttp http(NodeProcess node) {
    return http.apply(node);
  }

  synchronized void remember(Own message) {
    own.addLast(message);
    if (own.size() > REMEMBERED) {
      own.removeFirst();
    }
  }

  /** One of the newest own messages, and forgets it where it is to be altered; or null. */
  synchronized Own anyOwn(boolean take) {
    if (own.isEmpty()) {
      return null;
    }
    Own first = own.removeFirst();
    if (!take) {
      own.addLast(first);
    }
    return first;
  }

  @Override
  public void close() {
    socket.close();
  }
}
