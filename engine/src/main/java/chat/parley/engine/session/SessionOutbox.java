package chat.parley.engine.session;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * What waits for one socket. Feeds and the session offer from their own threads, the socket takes.
 *
 * <p>What comes out of rooms is bounded by number and bytes. When there is too much of it, first
 * what is ephemeral goes, then the events of the room with most of them are replaced by one {@code
 * behind}, and nothing of that subscription follows. Answers are never dropped: the session bounds
 * them by what it takes on while so many are unread.
 */
final class SessionOutbox implements Sessions.Outbox {

  private enum Kind {
    /** Answers a request. */
    ANSWER,
    /** Said without being asked. */
    WORD,
    EVENT,
    EPHEMERAL,
    BEHIND
  }

  /** {@code of}: null for what belongs to no subscription. */
  private record Entry(Outgoing out, Kind kind, RoomSubscription of, long rev, int weight) {
    boolean isBounded() {
      return kind == Kind.EVENT || kind == Kind.EPHEMERAL;
    }

    boolean isOf(RoomSubscription subscription) {
      return of == subscription && (isBounded() || kind == Kind.BEHIND);
    }
  }

  private final int maxObjects;
  private final long maxBytes;
  private Deque<Entry> entries = new ArrayDeque<>();
  private int bounded;
  private long bytes;
  private int answers;
  private int words;
  private int readOnAt = -1;
  private boolean full;
  private long timesFull;
  private boolean finished;
  private Runnable consumer = () -> {};
  private Consumer<SessionEvent> session = event -> {};

  SessionOutbox(int maxObjects, long maxBytes) {
    this.maxObjects = maxObjects;
    this.maxBytes = maxBytes;
  }

  /** Who hears of what happens here; to be set before anything is offered. */
  synchronized void reportTo(Consumer<SessionEvent> listener) {
    session = listener;
  }

  /** The answer to a request. */
  void answer(SessionPush push) {
    offer(new Entry(new Outgoing(push), Kind.ANSWER, null, 0, 0));
  }

  /** Something that no request is waiting for. */
  void say(SessionPush push) {
    say(new Outgoing(push));
  }

  void say(Outgoing out) {
    offer(new Entry(out, Kind.WORD, null, 0, 0));
  }

  /** The beginning of a subscription; false when the session does not want it any more. */
  boolean begin(RoomSubscription of, SessionPush push, boolean isAnswer) {
    Kind kind = isAnswer ? Kind.ANSWER : Kind.WORD;
    return offer(new Entry(new Outgoing(push), kind, of, 0, 0));
  }

  /** A durable change; {@code rev} is its own. */
  void event(RoomSubscription of, long rev, Outgoing out, int weight) {
    offer(new Entry(out, Kind.EVENT, of, rev, weight));
  }

  void ephemeral(RoomSubscription of, Outgoing out, int weight) {
    offer(new Entry(out, Kind.EPHEMERAL, of, 0, weight));
  }

  /** The last push of a subscription, null for none; false when it was over already. */
  boolean end(RoomSubscription of, SessionPush push, boolean isAnswer) {
    if (push != null && !begin(of, push, isAnswer)) {
      return false;
    }
    synchronized (this) {
      boolean was = !of.over && !finished;
      of.over = true;
      return was;
    }
  }

  /** Of this subscription nothing is wanted any more, not even what waits. */
  synchronized void forget(RoomSubscription of) {
    of.over = true;
    drop(entry -> entry.isOf(of));
  }

  /** Drops what came out of rooms, so that a last word has less before it. */
  synchronized void forgetEvents() {
    drop(Entry::isBounded);
  }

  /** The last word; everything offered later is ignored. */
  void finish(SessionPush lastWord) {
    Runnable wake;
    synchronized (this) {
      if (finished) {
        return;
      }
      add(new Entry(new Outgoing(lastWord), Kind.WORD, null, 0, 0));
      finished = true;
      wake = consumer;
    }
    wake.run();
  }

  /** Nobody will take what waits. */
  void abandon() {
    Runnable wake;
    synchronized (this) {
      drop(entry -> true);
      finished = true;
      wake = consumer;
    }
    wake.run();
  }

  private boolean offer(Entry entry) {
    Runnable wake;
    List<SessionEvent> reports;
    Consumer<SessionEvent> listener;
    synchronized (this) {
      if (finished || (entry.of != null && entry.of.over)) {
        return false;
      }
      wake = entries.isEmpty() ? consumer : null;
      add(entry);
      reports = relieve();
      listener = session;
    }
    if (wake != null) {
      wake.run();
    }
    reports.forEach(listener);
    return true;
  }

  private void add(Entry entry) {
    entries.add(entry);
    count(entry, 1);
  }

  private void count(Entry entry, int by) {
    if (entry.isBounded()) {
      bounded += by;
      bytes += (long) by * entry.weight;
    } else if (entry.kind == Kind.ANSWER) {
      answers += by;
    } else if (entry.kind == Kind.WORD) {
      words += by;
    }
  }

  private List<SessionEvent> relieve() {
    if (answers + words > maxObjects) {
      return List.of(new SessionEvent.Flooded());
    }
    if (!isTooMuch()) {
      return List.of();
    }
    List<SessionEvent> reports = new ArrayList<>();
    if (!full) {
      full = true;
      reports.add(new SessionEvent.Full(++timesFull));
    }
    drop(entry -> entry.kind == Kind.EPHEMERAL);
    while (isTooMuch()) {
      RoomSubscription fullest = fullest();
      fallBehind(fullest);
      reports.add(new SessionEvent.Ended(fullest));
    }
    return reports;
  }

  private boolean isTooMuch() {
    return bounded > maxObjects || (bytes > maxBytes && bounded > 1);
  }

  private RoomSubscription fullest() {
    Map<RoomSubscription, Long> weights = new HashMap<>();
    for (Entry entry : entries) {
      if (entry.kind == Kind.EVENT) {
        weights.merge(entry.of, (long) entry.weight, Long::sum);
      }
    }
    return weights.entrySet().stream().max(Map.Entry.comparingByValue()).orElseThrow().getKey();
  }

  /** One word in the place of its oldest event: the client keeps what it has up to that. */
  private void fallBehind(RoomSubscription fullest) {
    Deque<Entry> kept = new ArrayDeque<>();
    boolean said = false;
    for (Entry entry : entries) {
      if (entry.kind != Kind.EVENT || entry.of != fullest) {
        kept.add(entry);
        continue;
      }
      count(entry, -1);
      if (!said) {
        said = true;
        SessionPush word = new SessionPush.Behind(fullest.roomId(), entry.rev - 1);
        kept.add(new Entry(new Outgoing(word), Kind.BEHIND, fullest, 0, 0));
      }
    }
    entries = kept;
    fullest.over = true;
  }

  private void drop(Predicate<Entry> which) {
    for (Iterator<Entry> i = entries.iterator(); i.hasNext(); ) {
      Entry entry = i.next();
      if (which.test(entry)) {
        i.remove();
        count(entry, -1);
      }
    }
  }

  /** Answers that the client has not taken yet. */
  synchronized int unread() {
    return answers;
  }

  /** Pushes, not out of rooms, that the client has not taken yet. */
  synchronized int words() {
    return words;
  }

  /** Reports {@link SessionEvent.ReadOn} once, when words have been taken down to this number. */
  synchronized void reportReadOnAt(int number) {
    readOnAt = number;
  }

  /** Whether it has been full ever since the n-th time, never half emptied by the socket. */
  synchronized boolean isFullSince(long time) {
    return full && timesFull == time;
  }

  synchronized boolean isOpen() {
    return !finished;
  }

  @Override
  public Outgoing poll() {
    Entry entry;
    Consumer<SessionEvent> listener = null;
    synchronized (this) {
      entry = entries.poll();
      if (entry == null) {
        return null;
      }
      count(entry, -1);
      if (bounded <= maxObjects / 2 && bytes <= maxBytes / 2) {
        full = false;
      }
      if (entry.kind == Kind.WORD && words <= readOnAt && !finished) {
        readOnAt = -1;
        listener = session;
      }
    }
    if (listener != null) {
      listener.accept(new SessionEvent.ReadOn());
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
