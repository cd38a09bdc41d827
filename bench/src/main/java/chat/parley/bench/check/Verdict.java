package chat.parley.bench.check;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What a history proves: that the promises were kept, or how they were broken. */
public final class Verdict {

  /**
   * What was tried and seen.
   *
   * @param sends without deliberate repetitions
   * @param acked sends that were acked
   * @param refused sends that were refused
   * @param unknown sends whose outcome nobody was told
   * @param repeats sends repeated although they had been acked
   * @param events that came through sockets
   * @param reads that were answered
   * @param connections on which a room was synced or an event came
   * @param resets answers to clients that had a position and could not resume from it
   * @param rooms that anything was said about
   * @param stored messages in the journals at rest
   * @param counts unread counts that were asked for at rest
   */
  public record Counts(
      long sends,
      long acked,
      long refused,
      long unknown,
      long repeats,
      long events,
      long reads,
      long connections,
      long resets,
      long rooms,
      long stored,
      long counts) {}

  /**
   * How far the views were behind the journal, in milliseconds.
   *
   * @param samples how often it was looked at
   */
  public record Lag(int samples, double p50, double p99, double max) {}

  private final Counts counts;
  private final Map<Anomaly, Long> anomalies;
  private final Map<Anomaly, List<String>> examples;
  private final Lag underLoad;
  private final Lag atRest;
  private final List<String> gaps;

  Verdict(Tally tally, long rooms, Findings findings, List<String> gaps) {
    this.counts = tally.counts(rooms);
    this.anomalies = findings.counts();
    this.examples = findings.examples();
    this.underLoad = tally.lag("load");
    this.atRest = tally.lag("rest");
    this.gaps = List.copyOf(gaps);
  }

  public Counts counts() {
    return counts;
  }

  /** How often a promise was broken in this way. */
  public long count(Anomaly anomaly) {
    return anomalies.getOrDefault(anomaly, 0L);
  }

  /** The first ten of them. */
  public List<String> examples(Anomaly anomaly) {
    return List.copyOf(examples.getOrDefault(anomaly, List.of()));
  }

  /** How far behind the views were while clients wrote. */
  public Lag lagUnderLoad() {
    return underLoad;
  }

  /** How far behind the views were when nobody wrote. */
  public Lag lagAtRest() {
    return atRest;
  }

  /** What the history would have to hold to prove anything, and does not. */
  public List<String> gaps() {
    return gaps;
  }

  /** Whether nothing was broken although it was tried. */
  public boolean isGood() {
    return gaps.isEmpty() && anomalies.isEmpty();
  }

  /** For a terminal: what was tried, a line for each anomaly, and examples. */
  public String table() {
    StringBuilder text = new StringBuilder();
    add(
        text,
        "sends %,d: acked %,d, refused %,d, unknown %,d; repeated %,d",
        counts.sends,
        counts.acked,
        counts.refused,
        counts.unknown,
        counts.repeats);
    add(
        text,
        "events %,d, reads %,d, connections %,d, resets %,d",
        counts.events,
        counts.reads,
        counts.connections,
        counts.resets);
    add(
        text,
        "at rest: messages %,d, rooms %,d, unread counts %,d",
        counts.stored,
        counts.rooms,
        counts.counts);
    lag(text, "under load", underLoad);
    lag(text, "at rest", atRest);
    for (Anomaly anomaly : Anomaly.values()) {
      add(
          text,
          "%c  %-16s %,9d  %s",
          anomaly.promise(),
          anomaly.label(),
          count(anomaly),
          anomaly.description());
      examples(anomaly).forEach(example -> add(text, "     %s", example));
    }
    gaps.forEach(gap -> add(text, "proves nothing: %s", gap));
    add(text, isGood() ? "good" : "NOT GOOD");
    return text.toString();
  }

  private static void lag(StringBuilder text, String when, Lag lag) {
    add(
        text,
        "views behind the journal %s, ms: p50 %,.0f, p99 %,.0f, max %,.0f (%,d samples)",
        when,
        lag.p50,
        lag.p99,
        lag.max,
        lag.samples);
  }

  private static void add(StringBuilder text, String format, Object... values) {
    text.append(String.format(Locale.ROOT, format, values)).append('\n');
  }
}
