package chat.parley.bench.load;

import java.net.URI;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.HdrHistogram.Histogram;

/**
 * Polls of rooms' numbers over HTTP, as clients without a stream make them; rooms take turns. For
 * the loop's thread.
 */
final class MetaPolls implements HttpConnection.Owner {

  private static final int CONNECTIONS = 32;
  private static final int SAME = 304;
  private static final int OK = 200;
  private static final String TAG = "\r\netag: ";
  private static final double NANOS_IN_MS = 1e6;

  private record Poll(int room, boolean tagged, long asked) {}

  private final Guests guests;
  private final Target target;
  private final Cast cast;
  private final int rooms;
  private final Deque<HttpConnection> idle = new ArrayDeque<>();
  private final Map<HttpConnection, Poll> asked = new IdentityHashMap<>();
  private final Map<Integer, String> tags = new HashMap<>();
  private final Histogram times = new Histogram(3);
  private int polls;

  /**
   * @param rooms the first ones
   */
  MetaPolls(Guests guests, Target target, Cast cast, int rooms) {
    this.guests = guests;
    this.target = target;
    this.cast = cast;
    this.rooms = rooms;
  }

  void open() {
    List<URI> urls = target.urls();
    for (int i = 0; i < CONNECTIONS; i++) {
      new HttpConnection(guests.loop(), urls.get(i % urls.size()), this).open();
    }
  }

  /**
   * Asks for the next room's numbers.
   *
   * @param tagged with the tag of the answer before, so that the answer is 304
   */
  void poll(boolean tagged) {
    HttpConnection connection = idle.poll();
    if (connection == null) {
      guests.trouble("all connections wait for an answer");
      return;
    }
    int room = polls++ % rooms;
    String tag = tagged ? tags.get(room) : null;
    String path = "/api/chat/rooms/" + target.room(room) + "/meta";
    asked.put(connection, new Poll(room, tag != null, System.nanoTime()));
    connection.get(
        path,
        target.authorization(cast.members(room)[0])
            + (tag == null ? "" : "\r\nIf-None-Match: " + tag));
  }

  @Override
  public void connected(HttpConnection connection) {
    idle.add(connection);
  }

  @Override
  public void headed(HttpConnection connection, String head) {
    int tag = head.toLowerCase(Locale.ROOT).indexOf(TAG) + TAG.length();
    if (tag >= TAG.length()) {
      tags.put(asked.get(connection).room(), head.substring(tag, head.indexOf('\r', tag)));
    }
  }

  @Override
  public void answered(HttpConnection connection, int status, byte[] bytes, int from, int to) {
    Poll poll = asked.remove(connection);
    times.recordValue(System.nanoTime() - poll.asked());
    guests.heard("meta " + status);
    if (status != (poll.tagged() ? SAME : OK)) {
      guests.trouble("answered with " + status);
    }
    idle.add(connection);
  }

  @Override
  public void lost(String why) {
    guests.trouble(why);
  }

  /** Times as seen here since this was asked last. */
  String takeTimes() {
    String said =
        String.format(
            Locale.ROOT,
            "p50 %.2f ms, p99 %.2f ms, most %.2f ms",
            times.getValueAtPercentile(50) / NANOS_IN_MS,
            times.getValueAtPercentile(99) / NANOS_IN_MS,
            times.getMaxValue() / NANOS_IN_MS);
    times.reset();
    return said;
  }
}
