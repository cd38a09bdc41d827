package chat.parley.bench.check;

import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAccumulator;

/**
 * How well the clients are served, by what they see: how long acks take, how long a room acks
 * nothing, how long a client hears nothing. All of it under a steady load, where a room is written
 * to several times a second.
 */
final class Service {

  private final Map<String, Long> ackedAt = new ConcurrentHashMap<>();
  private final Map<String, Long> heardAt = new ConcurrentHashMap<>();
  private final LongAccumulator slowestAck = new LongAccumulator(Math::max, 0);
  private final LongAccumulator longestPause = new LongAccumulator(Math::max, 0);
  private final LongAccumulator longestSilence = new LongAccumulator(Math::max, 0);
  private volatile Return awaited;

  /** The worst since {@link #fresh}, in seconds. */
  record Worst(double ack, double roomPause, double clientSilence) {}

  /** Rooms that are to answer again. */
  private static final class Return {
    final long since;
    final Set<String> missing = ConcurrentHashMap.newKeySet();
    final CompletableFuture<Double> all = new CompletableFuture<>();

    Return(long since, Collection<String> rooms) {
      this.since = since;
      missing.addAll(rooms);
    }

    void acked(String room, long start, long end) {
      if (start > since && missing.remove(room) && missing.isEmpty()) {
        all.complete(seconds(end - since));
      }
    }
  }

  void acked(String room, long start, long end) {
    slowestAck.accumulate(end - start);
    ackedAt.compute(
        room,
        (name, before) -> {
          // A pause from before the last fresh() belongs to what was before.
          longestPause.accumulate(before == null ? 0 : end - before);
          return before == null ? end : Math.max(before, end);
        });
    Return awaiting = awaited;
    if (awaiting != null) {
      awaiting.acked(room, start, end);
    }
  }

  void heard(String client, long at) {
    Long before = heardAt.put(client, at);
    longestSilence.accumulate(before == null ? 0 : at - before);
  }

  /** Forgets the worst: what is measured from here on belongs to what comes. */
  void fresh() {
    slowestAck.reset();
    longestPause.reset();
    longestSilence.reset();
  }

  Worst worst() {
    return new Worst(
        seconds(slowestAck.get()), seconds(longestPause.get()), seconds(longestSilence.get()));
  }

  /**
   * Seconds from now until every room has acked a send that was begun after now; empty when it did
   * not happen in time.
   */
  CompletableFuture<Double> allRoomsAnswer(Collection<String> rooms, Duration atMost) {
    Return awaiting = new Return(System.nanoTime(), rooms);
    awaited = awaiting;
    return awaiting
        .all
        .copy()
        .completeOnTimeout(Double.NaN, atMost.toMillis(), TimeUnit.MILLISECONDS);
  }

  static double seconds(long nanos) {
    return nanos / 1e9;
  }
}
