package chat.parley.engine.session;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What waits for one socket: bounded by number and bytes. Feeds and the session offer from their
 * own threads, the socket takes. When it is full, first what is ephemeral goes, then the events of
 * the room with most of them are replaced by one {@code behind}, and nothing of that room follows
 * until it is subscribed again. Answers are never dropped; the session bounds their number.
 */
final class SessionOutbox implements Sessions.Outbox {

  private enum Kind {
    ANSWER,
    EVENT,
    EPHEMERAL
  }

  private record Entry(Outgoing out, Kind kind, String roomId, long before, int weight) {}

  private final int maxObjects;
  private final long maxBytes;
  private final Deque<Entry> entries = new ArrayDeque<>();
  private final Set<String> behind = new HashSet<>();
  private long bytes;
  private long fullSinceNanos;
  private boolean finished;
  private Runnable consumer = () -> {};

  SessionOutbox(int maxObjects, long maxBytes) {
    this.maxObjects = maxObjects;
    this.maxBytes = maxBytes;
  }

  /** An answer, or a push of the session's own. */
  void answer(SessionPush push) {
    offer(new Entry(new Outgoing(push), Kind.ANSWER, null, 0, 300));
  }

  /**
   * The beginning of a subscription; what went before it in this room is forgotten.
   *
   * @param before the rev that the client has without it
   */
  void begin(String roomId, long before, Outgoing synced, int weight) {
    synchronized (this) {
      behind.remove(roomId);
    }
    offer(new Entry(synced, Kind.EVENT, roomId, before, weight));
  }

  /** A durable change of a room; {@code rev} is its own. */
  void event(String roomId, long rev, Outgoing out, int weight) {
    offer(new Entry(out, Kind.EVENT, roomId, rev - 1, weight));
  }

  void ephemeral(String roomId, Outgoing out) {
    offer(new Entry(out, Kind.EPHEMERAL, roomId, 0, 200));
  }

  /** The last word; everything offered later is ignored. */
  void finish(SessionPush lastWord) {
    Runnable wake;
    synchronized (this) {
      if (finished) {
        return;
      }
      if (lastWord != null) {
        add(new Entry(new Outgoing(lastWord), Kind.ANSWER, null, 0, 100));
      }
      finished = true;
      wake = consumer;
    }
    wake.run();
  }

  private void offer(Entry entry) {
    Runnable wake;
    synchronized (this) {
      boolean mute = entry.roomId != null && behind.contains(entry.roomId);
      if (finished || mute || !room(entry)) {
        return;
      }
      wake = entries.isEmpty() ? consumer : null;
      add(entry);
    }
    if (wake != null) {
      wake.run();
    }
  }

  private void add(Entry entry) {
    entries.add(entry);
    bytes += entry.weight;
  }

  /** Makes room for an entry; false when the entry itself is to be dropped. */
  private boolean room(Entry entry) {
    if (fits(entry)) {
      return true;
    }
    if (fullSinceNanos == 0) {
      fullSinceNanos = System.nanoTime();
    }
    if (entry.kind == Kind.EPHEMERAL) {
      return false;
    }
    drop(e -> e.kind == Kind.EPHEMERAL);
    while (!fits(entry)) {
      String fullest = fullestRoom(entry);
      if (fullest == null) {
        return true; // answers only: bounded by the session
      }
      fallBehind(fullest, entry);
      if (fullest.equals(entry.roomId)) {
        return false;
      }
    }
    return true;
  }

  private boolean fits(Entry entry) {
    return entries.size() < maxObjects && (bytes + entry.weight <= maxBytes || entries.isEmpty());
  }

  private String fullestRoom(Entry coming) {
    Map<String, Integer> counts = new HashMap<>();
    if (coming.kind == Kind.EVENT) {
      counts.put(coming.roomId, 1);
    }
    for (Entry entry : entries) {
      if (entry.kind == Kind.EVENT) {
        counts.merge(entry.roomId, entry.weight, Integer::sum);
      }
    }
    return counts.entrySet().stream()
        .max(Map.Entry.comparingByValue())
        .map(Map.Entry::getKey)
        .orElse(null);
  }

  /** The client keeps what it has up to the oldest event that is dropped here. */
  private void fallBehind(String roomId, Entry coming) {
    long rev = roomId.equals(coming.roomId) ? coming.before : Long.MAX_VALUE;
    for (Entry entry : entries) {
      if (entry.kind == Kind.EVENT && entry.roomId.equals(roomId)) {
        rev = Math.min(rev, entry.before);
      }
    }
    drop(e -> e.kind == Kind.EVENT && e.roomId.equals(roomId));
    behind.add(roomId);
    SessionPush word = new SessionPush.Behind(roomId, Math.max(0, rev));
    add(new Entry(new Outgoing(word), Kind.ANSWER, null, 0, 100));
  }

  private void drop(Predicate<Entry> which) {
    for (Iterator<Entry> i = entries.iterator(); i.hasNext(); ) {
      Entry entry = i.next();
      if (which.test(entry)) {
        i.remove();
        bytes -= entry.weight;
      }
    }
  }

  /** The feed itself lost the thread of a room. */
  void fellBehind(String roomId, long rev) {
    answer(new SessionPush.Behind(roomId, Math.max(0, rev)));
  }

  /** For how long it has been full without having been half emptied; 0 when it is not. */
  synchronized long fullForNanos() {
    return fullSinceNanos == 0 ? 0 : System.nanoTime() - fullSinceNanos;
  }

  @Override
  public synchronized Outgoing poll() {
    Entry entry = entries.poll();
    if (entry == null) {
      return null;
    }
    bytes -= entry.weight;
    if (entries.size() <= maxObjects / 2 && bytes <= maxBytes / 2) {
      fullSinceNanos = 0;
    }
    return entry.out;
  }

  @Override
  public synchronized boolean isFinished() {
    return finished && entries.isEmpty();
  }

  @Override
  public void whenReady(Runnable ready) {
    boolean waiting;
    synchronized (this) {
      consumer = ready;
      waiting = finished || !entries.isEmpty();
    }
    if (waiting) {
      ready.run();
    }
  }
}
