package chat.parley.bench.operations;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** How operations of each kind ended. */
final class Tally {

  private static final class Line {
    final AtomicLong acked = new AtomicLong();
    final AtomicLong refused = new AtomicLong();
    final AtomicLong unknown = new AtomicLong();
    final AtomicLong repeated = new AtomicLong();

    long tried() {
      return acked.get() + refused.get() + unknown.get();
    }
  }

  private final Map<Kind, Line> lines = new EnumMap<>(Kind.class);

  Tally() {
    for (Kind kind : Kind.values()) {
      lines.put(kind, new Line());
    }
  }

  void add(Kind kind, Outcome outcome) {
    Line line = lines.get(kind);
    switch (outcome.state()) {
      case ACKED -> line.acked.incrementAndGet();
      case REFUSED -> line.refused.incrementAndGet();
      case UNKNOWN -> line.unknown.incrementAndGet();
    }
    if (outcome.lost() > 0) {
      line.repeated.incrementAndGet();
    }
  }

  long done() {
    return lines.values().stream().mapToLong(Line::tried).sum();
  }

  long acked() {
    return lines.values().stream().mapToLong(line -> line.acked.get()).sum();
  }

  long refused() {
    return lines.values().stream().mapToLong(line -> line.refused.get()).sum();
  }

  long unknown() {
    return lines.values().stream().mapToLong(line -> line.unknown.get()).sum();
  }

  private long repeated() {
    return lines.values().stream().mapToLong(line -> line.repeated.get()).sum();
  }

  /** For a terminal. */
  String table() {
    StringBuilder text = new StringBuilder();
    text.append("           tried      acked    refused    unknown   repeated\n");
    lines.forEach(
        (kind, line) ->
            add(
                text,
                kind.toString(),
                line.tried(),
                line.acked.get(),
                line.refused.get(),
                line.unknown.get(),
                line.repeated.get()));
    add(text, "all", done(), acked(), refused(), unknown(), repeated());
    return text.toString();
  }

  private static void add(StringBuilder text, String what, long... numbers) {
    text.append(String.format(Locale.ROOT, "%-6s", what));
    for (long number : numbers) {
      text.append(String.format(Locale.ROOT, " %,10d", number));
    }
    text.append('\n');
  }
}
