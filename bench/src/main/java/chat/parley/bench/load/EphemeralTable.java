package chat.parley.bench.load;

import chat.parley.bench.load.Between.Traffic;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Spans as a table in Markdown. */
final class EphemeralTable {

  private static final double MICROS = 1e6;
  private static final double KIB = 1_024;

  /** Said by the connection, not by a part. */
  private static final Set<String> NOT_SHOWN = Set.of("ping", "pong");

  private final Between between;

  EphemeralTable(Between between) {
    this.between = between;
  }

  String of(List<Span> spans) {
    StringBuilder table = new StringBuilder();
    table.append(
        "| | a second | nodes, cores | PostgreSQL, cores | messages between nodes a second");
    table.append(" | KiB between nodes a second | more for one: CPU of nodes, us | of PostgreSQL,");
    table.append(" us | messages between nodes | objects heard a second |\n");
    table.append("|---|--:|--:|--:|--:|--:|--:|--:|--:|---|\n");
    for (Span span : spans) {
      Optional<Span> base = spans.stream().filter(s -> s.name().equals(span.base())).findFirst();
      table.append(line(span, base)).append('\n');
    }
    return table.toString();
  }

  private String line(Span span, Optional<Span> base) {
    Traffic traffic = between.during(span.from(), span.until());
    String line =
        "| "
            + span.name()
            + cell("%,.0f", span.acts() / span.seconds())
            + cell("%.3f", span.serverCores())
            + cell("%.3f", span.databaseCores())
            + cell("%,.0f", traffic.messages() / span.seconds())
            + cell("%,.1f", traffic.bytes() / KIB / span.seconds());
    return line
        + base.map(b -> more(span, traffic, b)).orElse(" | | |")
        + " | "
        + heard(span)
        + " |";
  }

  private String more(Span span, Traffic traffic, Span base) {
    double times = span.seconds() / base.seconds();
    Traffic before = between.during(base.from(), base.until());
    return cell("%,.0f", (span.servers() - base.servers() * times) / span.acts() * MICROS)
        + cell("%,.0f", (span.database() - base.database() * times) / span.acts() * MICROS)
        + cell("%.2f", (traffic.messages() - before.messages() * times) / span.acts());
  }

  private static String heard(Span span) {
    return span.heard().entrySet().stream()
        .filter(one -> one.getValue() > 0 && !NOT_SHOWN.contains(one.getKey()))
        .sorted(Map.Entry.comparingByKey())
        .map(
            one ->
                String.format(
                    Locale.ROOT, "%s %,.0f", one.getKey(), one.getValue() / span.seconds()))
        .collect(Collectors.joining(", "));
  }

  private static String cell(String format, double value) {
    return " | " + String.format(Locale.ROOT, format, value == 0 ? 0.0 : value);
  }
}
