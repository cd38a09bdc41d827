package chat.parley.bench.load;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** All runs as tables in Markdown: medians, least and most, and ratios to the first target. */
final class Report {

  private static final double FEW = 10;
  private static final double MANY = 1_000;

  private final Map<Scenario, Map<String, List<Figures>>> all = new LinkedHashMap<>();

  void add(Scenario scenario, String target, Figures figures) {
    all.computeIfAbsent(scenario, key -> new LinkedHashMap<>())
        .computeIfAbsent(target, key -> new ArrayList<>())
        .add(figures);
  }

  /** Notes that a run came to no end; its cells are empty. */
  void failed(Scenario scenario, String target) {
    add(scenario, target, new Figures().put("runs that failed", 1));
  }

  String markdown(Collection<String> head) {
    StringBuilder text = new StringBuilder();
    head.forEach(line -> text.append(line).append("\n\n"));
    all.forEach((scenario, targets) -> table(text, scenario, targets));
    return text.toString().stripTrailing() + "\n";
  }

  private static void table(
      StringBuilder text, Scenario scenario, Map<String, List<Figures>> targets) {
    text.append("## ").append(scenario.name()).append(": ").append(scenario.title()).append("\n\n");
    text.append("| |");
    targets.keySet().forEach(target -> text.append(' ').append(target).append(" |"));
    text.append("\n|---|").append("--:|".repeat(targets.size())).append('\n');
    List<Figures> first = targets.values().iterator().next();
    for (String name : names(targets.values())) {
      text.append("| ").append(name).append(" |");
      double reference = new Spread(values(first, name)).median();
      targets.forEach(
          (target, runs) -> {
            Spread spread = new Spread(values(runs, name));
            text.append(' ').append(spread.cell());
            text.append(runs == first ? "" : ratio(spread.median(), reference)).append(" |");
          });
      text.append('\n');
    }
    text.append('\n');
  }

  private static Set<String> names(Collection<List<Figures>> targets) {
    Set<String> names = new LinkedHashSet<>();
    targets.forEach(runs -> runs.forEach(figures -> names.addAll(figures.values().keySet())));
    return names;
  }

  private static List<Double> values(List<Figures> runs, String name) {
    return runs.stream().map(run -> run.value(name)).filter(value -> !value.isNaN()).toList();
  }

  private static String ratio(double value, double reference) {
    boolean sensible = reference > 0 && value > 0;
    return sensible ? " (" + number(value / reference) + "×)" : "";
  }

  /** Some values of the same thing. */
  private record Spread(List<Double> values) {

    double median() {
      List<Double> sorted = values.stream().sorted().toList();
      int size = sorted.size();
      return size == 0 ? Double.NaN : (sorted.get((size - 1) / 2) + sorted.get(size / 2)) / 2;
    }

    String cell() {
      if (values.isEmpty()) {
        return "";
      }
      double least = values.stream().mapToDouble(Double::doubleValue).min().orElseThrow();
      double most = values.stream().mapToDouble(Double::doubleValue).max().orElseThrow();
      String middle = "**" + number(median()) + "**";
      return least == most ? middle : middle + " [" + number(least) + ", " + number(most) + "]";
    }
  }

  private static String number(double value) {
    boolean whole = value == Math.rint(value) && Math.abs(value) < FEW;
    String format = whole || Math.abs(value) >= MANY ? "%,.0f" : value < FEW ? "%.2f" : "%.1f";
    return String.format(Locale.ROOT, format, value);
  }
}
