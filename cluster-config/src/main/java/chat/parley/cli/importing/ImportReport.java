package chat.parley.cli.importing;

import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The table at the end of an import. */
final class ImportReport {

  private static final String FORMAT = "%-32s %8s %9s %12s %8s %8s %6s %8s %8s %8s %8s%n";

  private final List<Row> rows = new ArrayList<>();
  private final Account reasons = new Account();

  /**
   * What became of a file.
   *
   * @param replies answers that still answer
   * @param lost answers that answer nothing any more
   * @param fresh messages and memberships taken over now
   * @param there what the room had already
   * @param refused what no room takes
   */
  private record Row(
      String file,
      long lines,
      long messages,
      long memberships,
      long skipped,
      long replies,
      long lost,
      long fresh,
      long there,
      long refused,
      Duration took) {

    Row plus(Row other) {
      return new Row(
          "all",
          lines + other.lines,
          messages + other.messages,
          memberships + other.memberships,
          skipped + other.skipped,
          replies + other.replies,
          lost + other.lost,
          fresh + other.fresh,
          there + other.there,
          refused + other.refused,
          took.plus(other.took));
    }

    void print(PrintStream out) {
      out.printf(
          Locale.ROOT,
          FORMAT,
          file,
          lines,
          messages,
          memberships,
          skipped,
          replies,
          lost,
          fresh,
          there,
          refused,
          Progress.rate(lines, took));
    }
  }

  /** A file of which we know what each line became. */
  void add(String file, Account account, ImportRun.Taken taken, Duration took) {
    reasons.add(account);
    rows.add(
        new Row(
            file,
            account.lines(),
            account.messages(),
            account.memberships(),
            account.skippedLines(),
            account.repliesKept() - taken.repliesLost(),
            account.repliesLost() + taken.repliesLost(),
            taken.fresh(),
            taken.skipped(),
            taken.refused(),
            took));
  }

  /** A file in the import format itself, of which the rooms' answers are all we know. */
  void add(String file, long lines, ImportRun.Taken taken, Duration took) {
    rows.add(
        new Row(
            file,
            lines,
            taken.messages(),
            taken.memberships(),
            0,
            0,
            taken.repliesLost(),
            taken.fresh(),
            taken.skipped(),
            taken.refused(),
            took));
  }

  void print(PrintStream out) {
    out.printf(
        Locale.ROOT,
        FORMAT,
        "file",
        "lines",
        "messages",
        "memberships",
        "skipped",
        "replies",
        "lost",
        "new",
        "there",
        "refused",
        "lines/s");
    rows.forEach(row -> row.print(out));
    if (rows.size() > 1) {
      rows.stream().reduce(Row::plus).ifPresent(all -> all.print(out));
    }
    if (!reasons.skipped().isEmpty()) {
      out.println("skipped: " + skipReasons());
    }
    if (reasons.replacedBytes() > 0) {
      out.println("bytes that were no UTF-8, replaced: " + reasons.replacedBytes());
    }
  }

  /** Whether every line found its place. */
  boolean isClean() {
    return rows.stream().allMatch(row -> row.refused() == 0);
  }

  private String skipReasons() {
    return reasons.skipped().entrySet().stream()
        .map(entry -> entry.getValue() + " " + entry.getKey().label())
        .collect(Collectors.joining(", "));
  }
}
