package chat.parley.bench.load;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.HdrHistogram.Histogram;

/** What one run measured: names with their units, in order. */
public final class Figures {

  private static final double NANOS_IN_MS = 1e6;

  private final Map<String, Double> values = new LinkedHashMap<>();

  Figures put(String name, double value) {
    values.put(name, value);
    return this;
  }

  /** Adds the times of a histogram of nanoseconds. */
  Figures times(String what, Histogram nanos) {
    put(what + " p50, ms", nanos.getValueAtPercentile(50) / NANOS_IN_MS);
    put(what + " p99, ms", nanos.getValueAtPercentile(99) / NANOS_IN_MS);
    put(what + " p99.9, ms", nanos.getValueAtPercentile(99.9) / NANOS_IN_MS);
    return put(what + " max, ms", nanos.getMaxValue() / NANOS_IN_MS);
  }

  /** By name, in the order in which they were added. */
  public Map<String, Double> values() {
    return Collections.unmodifiableMap(values);
  }

  double value(String name) {
    return values.getOrDefault(name, Double.NaN);
  }
}
