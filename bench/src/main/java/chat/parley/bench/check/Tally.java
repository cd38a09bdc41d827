package chat.parley.bench.check;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** Counts what was tried, while a history is judged. */
final class Tally {

  private static final int START = 16;

  /** Samples of a lag in milliseconds. */
  private static final class Samples {
    private double[] list = new double[START];
    private int size;

    void add(double milliseconds) {
      if (size == list.length) {
        list = Arrays.copyOf(list, 2 * size);
      }
      list[size++] = milliseconds;
    }

    Verdict.Lag summary() {
      double[] sorted = Arrays.copyOf(list, size);
      Arrays.sort(sorted);
      return new Verdict.Lag(size, at(sorted, 0.5), at(sorted, 0.99), at(sorted, 1));
    }

    /** By the nearest rank. */
    private static double at(double[] sorted, double share) {
      int rank = (int) Math.ceil(share * sorted.length);
      return sorted.length == 0 ? 0 : sorted[Math.max(1, rank) - 1];
    }
  }

  long sends;
  long acked;
  long refused;
  long unknown;
  long repeats;
  long events;
  long reads;
  long connections;
  long resets;
  long stored;
  long counts;
  private final Map<String, Samples> lags = new HashMap<>();

  void send(Entry.Send send) {
    if (send.repeat()) {
      repeats++;
      return;
    }
    sends++;
    switch (send.outcome()) {
      case OK -> acked++;
      case FAIL -> refused++;
      case INFO -> unknown++;
    }
  }

  /** Whether there is a lag of that time. */
  boolean looked(String when) {
    return lags.containsKey(when);
  }

  void lag(Entry.Lag lag) {
    lags.computeIfAbsent(lag.when(), none -> new Samples()).add(lag.milliseconds());
  }

  Verdict.Counts counts(long rooms) {
    return new Verdict.Counts(
        sends,
        acked,
        refused,
        unknown,
        repeats,
        events,
        reads,
        connections,
        resets,
        rooms,
        stored,
        counts);
  }

  Verdict.Lag lag(String when) {
    return lags.getOrDefault(when, new Samples()).summary();
  }
}
