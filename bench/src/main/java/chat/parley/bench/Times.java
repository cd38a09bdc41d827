package chat.parley.bench;

import java.time.Duration;
import java.util.Locale;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/** How long things took, in microseconds, to three digits. Safe for many threads. */
final class Times {

  static final String HEADER =
      String.format(
          Locale.ROOT,
          "%-28s %10s %10s %9s %9s %9s %9s",
          "what",
          "number",
          "a second",
          "p50 ms",
          "p99 ms",
          "p99.9 ms",
          "max ms");

  private final Histogram histogram = new ConcurrentHistogram(3);

  void add(Duration took) {
    histogram.recordValue(Math.max(0, took.toNanos() / 1_000));
  }

  long count() {
    return histogram.getTotalCount();
  }

  /**
   * One line under {@link #HEADER}.
   *
   * @param wall how long it all took together
   */
  String line(String what, Duration wall) {
    return String.format(
        Locale.ROOT,
        "%-28s %,10d %,10.0f %9.2f %9.2f %9.2f %9.2f",
        what,
        count(),
        count() * 1e9 / Math.max(1, wall.toNanos()),
        millis(50),
        millis(99),
        millis(99.9),
        histogram.getMaxValue() / 1_000.0);
  }

  private double millis(double percentile) {
    return histogram.getValueAtPercentile(percentile) / 1_000.0;
  }
}
