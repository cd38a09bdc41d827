package chat.parley.engine.session;

import chat.parley.engine.session.OutboxQueue.Entry;
import chat.parley.engine.session.OutboxQueue.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * What waits for one socket. Feeds and the session offer from their own threads, the socket takes.
 *
 * <p>What comes out of rooms is bounded by number and bytes. When there is too much of it, first
 * what is ephemeral goes, then the events of the room with most of them are replaced by one {@code
 * behind}, and nothing of that subscription follows. Answers are never dropped: the session bounds
 * them by what it takes on while so many are unread.
 */
final class SessionOutbox implements Sessions.Outbox {

  private final int maxObjects;
  private final long maxBytes;
  private final OutboxQueue queue = new OutboxQueue();
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

  /** Durable changes; {@code rev} is that of the first. */
  void events(RoomSubscription of, long rev, Outgoing out, int weight) {
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
    queue.drop(entry -> entry.isOf(of));
  }

  /** Drops what came out of rooms, so that a last word has less before it. */
  synchronized void forgetEvents() {
    queue.drop(Entry::isBounded);
  }

  /** The last word; everything offered later is ignored. */
  void finish(SessionPush lastWord) {
    Runnable wake;
    synchronized (this) {
      if (finished) {
        return;
      }
      queue.add(new Entry(new Outgoing(lastWord), Kind.WORD, null, 0, 0));
      finished = true;
      wake = consumer;
    }
    wake.run();
  }

  /** Nobody will take what waits. */
  void abandon() {
    Runnable wake;
    synchronized (this) {
      queue.drop(entry -> true);
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
      if (finished || (entry.of() != null && entry.of().over)) {
        return false;
      }
      wake = queue.isEmpty() ? consumer : null;
      queue.add(entry);
      reports = relieve();
      listener = session;
    }
    if (wake != null) {
      wake.run();
    }
    reports.forEach(listener);
    return true;
  }

  private List<SessionEvent> relieve() {
    if (queue.answers() + queue.words() > maxObjects) {
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
    queue.drop(entry -> entry.kind() == Kind.EPHEMERAL);
    while (isTooMuch()) {
      RoomSubscription fullest = queue.fullest();
      queue.fallBehind(fullest);
      fullest.over = true;
      reports.add(new SessionEvent.Ended(fullest));
    }
    return reports;
  }

  private boolean isTooMuch() {
    return queue.bounded() > maxObjects || (queue.bytes() > maxBytes && queue.bounded() > 1);
  }

  /** Answers that the client has not taken yet. */
  synchronized int unread() {
    return queue.answers();
  }

  /** Pushes, not out of rooms, that the client has not taken yet. */
  synchronized int words() {
    return queue.words();
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
      entry = queue.poll();
      if (entry == null) {
        return null;
      }
      if (queue.bounded() <= maxObjects / 2 && queue.bytes() <= maxBytes / 2) {
        full = false;
      }
      if (entry.kind() == Kind.WORD && queue.words() <= readOnAt && !finished) {
        readOnAt = -1;
        listener = session;
      }
    }
    if (listener != null) {
      listener.accept(new SessionEvent.ReadOn());
    }
    return entry.out();
  }

  @Override
  public synchronized boolean isFinished() {
    return finished && queue.isEmpty();
  }

  @Override
  public void whenReady(Runnable ready) {
    boolean waiting;
    synchronized (this) {
      consumer = ready;
      waiting = finished || !queue.isEmpty();
    }
    if (waiting) {
      ready.run();
    }
  }
}
