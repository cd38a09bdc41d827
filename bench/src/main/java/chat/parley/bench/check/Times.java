package chat.parley.bench.check;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** What was measured, by name, in seconds. */
final class Times {

  private final Map<String, List<Double>> measured = new TreeMap<>();
  private final Map<String, Long> counted = new TreeMap<>();

  synchronized void add(String name, double seconds) {
    measured.computeIfAbsent(name, any -> new ArrayList<>()).add(seconds);
  }

  /** Adds to a number that is no time. */
  synchronized void count(String name, long more) {
    counted.merge(name, more, Long::sum);
  }

  /**
   * A line for each name: how often, median, most. What did not happen in time is counted apart.
   */
  synchronized List<String> lines() {
    List<String> lines = new ArrayList<>();
    measured.forEach((name, all) -> lines.add(line(name, all)));
    counted.forEach((name, sum) -> lines.add(String.format(Locale.ROOT, "%-58s %d", name, sum)));
    return lines;
  }

  private static String line(String name, List<Double> all) {
    List<Double> done = new ArrayList<>(all.stream().filter(one -> !one.isNaN()).toList());
    Collections.sort(done);
    int missed = all.size() - done.size();
    String text =
        done.isEmpty()
            ? ""
            : String.format(
                Locale.ROOT,
                "median %.1f s, most %.1f s",
                done.get(done.size() / 2),
                done.get(done.size() - 1));
    return String.format(
        Locale.ROOT,
        "%-58s %3d times  %s%s",
        name,
        all.size(),
        text,
        missed == 0 ? "" : "  NOT IN TIME: " + missed);
  }
}
