package chat.parley.bench.check;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** The anomalies of a history while it is judged. */
final class Findings {

  static final int EXAMPLES = 10;

  private final Map<Anomaly, Long> counts = new EnumMap<>(Anomaly.class);
  private final Map<Anomaly, List<String>> examples = new EnumMap<>(Anomaly.class);

  void add(Anomaly anomaly, Supplier<String> what) {
    counts.merge(anomaly, 1L, Long::sum);
    List<String> list = examples.computeIfAbsent(anomaly, none -> new ArrayList<>());
    if (list.size() < EXAMPLES) {
      list.add(what.get());
    }
  }

  Map<Anomaly, Long> counts() {
    return counts;
  }

  Map<Anomaly, List<String>> examples() {
    return examples;
  }
}
