package chat.parley.engine.session;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.function.Predicate;

/**
 * What waits for one socket, in order, and how much of each kind it is. Not safe for threads:
 * {@link SessionOutbox} holds its lock.
 */
final class OutboxQueue {

  enum Kind {
    /** Answers a request. */
    ANSWER,
    /** Said without being asked. */
    WORD,
    EVENT,
    EPHEMERAL,
    BEHIND
  }

  /**
   * One or several pushes.
   *
   * @param of null for what belongs to no subscription
   * @param rev of the first of events
   */
  record Entry(Outgoing out, Kind kind, RoomSubscription of, long rev, int weight) {

    int pushes() {
      return out.parts().size();
    }

    boolean isBounded() {
      return kind == Kind.EVENT || kind == Kind.EPHEMERAL;
    }

    boolean isOf(RoomSubscription subscription) {
      return of == subscription && (isBounded() || kind == Kind.BEHIND);
    }
  }

  private Deque<Entry> entries = new ArrayDeque<>();
  private int bounded;
  private long bytes;
  private int answers;
  private int words;

  void add(Entry entry) {
    entries.add(entry);
    count(entry, 1);
  }

  /** The first one, or null. */
  Entry poll() {
    Entry entry = entries.poll();
    if (entry != null) {
      count(entry, -1);
    }
    return entry;
  }

  void drop(Predicate<Entry> which) {
    for (Iterator<Entry> i = entries.iterator(); i.hasNext(); ) {
      Entry entry = i.next();
      if (which.test(entry)) {
        i.remove();
        count(entry, -1);
      }
    }
  }

  /** Whose events weigh most; there must be some. */
  RoomSubscription fullest() {
    Map<RoomSubscription, Long> weights = new HashMap<>();
    for (Entry entry : entries) {
      if (entry.kind == Kind.EVENT) {
        weights.merge(entry.of, (long) entry.weight, Long::sum);
      }
    }
    return weights.entrySet().stream().max(Map.Entry.comparingByValue()).orElseThrow().getKey();
  }

  /** One word in the place of the oldest event: the client keeps what it has up to that. */
  void fallBehind(RoomSubscription subscription) {
    Deque<Entry> kept = new ArrayDeque<>();
    boolean said = false;
    for (Entry entry : entries) {
      if (entry.kind != Kind.EVENT || entry.of != subscription) {
        kept.add(entry);
        continue;
      }
      count(entry, -1);
      if (!said) {
        said = true;
        SessionPush word = new SessionPush.Behind(subscription.roomId(), entry.rev - 1);
        kept.add(new Entry(new Outgoing(word), Kind.BEHIND, subscription, 0, 0));
      }
    }
    entries = kept;
  }

  private void count(Entry entry, int by) {
    if (entry.isBounded()) {
      bounded += by * entry.pushes();
      bytes += (long) by * entry.weight;
    } else if (entry.kind == Kind.ANSWER) {
      answers += by;
    } else if (entry.kind == Kind.WORD) {
      words += by;
    }
  }

  boolean isEmpty() {
    return entries.isEmpty();
  }

  /** Events and what is ephemeral. */
  int bounded() {
    return bounded;
  }

  /** That those weigh. */
  long bytes() {
    return bytes;
  }

  int answers() {
    return answers;
  }

  int words() {
    return words;
  }
}
