package chat.parley.bench.operations;

import java.util.List;
import java.util.Locale;

/** What came out: whether every count that a node told is the checker's own. */
public final class OperationsVerdict {

  /**
   * The operations.
   *
   * @param table of how they ended
   * @param seconds that they took
   */
  record Done(long operations, long unknown, String table, double seconds) {}

  /** What the checker knows at the end; members of rooms, and what is unread for all of them. */
  record Model(long messages, long members, long unread, long mentions) {}

  private final OperationsCheck.Plan plan;
  private final Done done;
  private final Model model;
  private final long compared;
  private final Findings differences;
  private final Findings surprises;
  private final Recount.Result recounted;

  OperationsVerdict(
      OperationsCheck.Plan plan,
      Done done,
      Model model,
      long compared,
      Findings differences,
      Findings surprises,
      Recount.Result recounted) {
    this.plan = plan;
    this.done = done;
    this.model = model;
    this.compared = compared;
    this.differences = differences;
    this.surprises = surprises;
    this.recounted = recounted;
  }

  /** How many were tried. */
  public long operations() {
    return done.operations();
  }

  /** How many counts of a member in a room were compared. */
  public long compared() {
    return compared;
  }

  /** What is unread at the end for all members together. */
  public long unread() {
    return model.unread();
  }

  /** The part of {@link #unread} that mentions who has not read it. */
  public long mentions() {
    return model.mentions();
  }

  /** Counts that are not the checker's own. */
  public long differences() {
    return differences.count();
  }

  /** The first 20 of them. */
  public List<String> firstDifferences() {
    return differences.first();
  }

  /** Counts of the view that are not what the journal says. */
  public List<String> recounted() {
    return recounted.differences();
  }

  /** Whether all is equal, and nothing was left in the dark that could make it so by luck. */
  public boolean isGood() {
    return differences.count() == 0
        && surprises.count() == 0
        && done.unknown() == 0
        && recounted.differences().isEmpty()
        && compared > 0;
  }

  /** For a terminal. */
  public String table() {
    StringBuilder text = new StringBuilder(done.table());
    add(
        text,
        "seed %d; %,.0f s, %,.0f operations a second",
        plan.seed(),
        done.seconds(),
        done.operations() / Math.max(1, done.seconds()));
    add(
        text,
        "at rest: %,d rooms, %,d messages, %,d members of rooms; unread for them %,d, mentions %,d",
        plan.rooms(),
        model.messages(),
        model.members(),
        model.unread(),
        model.mentions());
    add(text, "compared through every node: %,d; differences %,d", compared, differences.count());
    add(
        text,
        "counted again out of the journal: %,d members of %,d rooms; differences %,d",
        recounted.members(),
        recounted.rooms(),
        recounted.differences().size());
    add(text, "answers that should have been others: %,d", surprises.count());
    differences.first().forEach(one -> add(text, "  differs: %s", one));
    recounted.differences().stream().limit(20).forEach(one -> add(text, "  journal: %s", one));
    surprises.first().forEach(one -> add(text, "  answer: %s", one));
    if (done.unknown() > 0) {
      add(text, "proves nothing: the outcome of %,d operations is unknown", done.unknown());
    }
    add(text, isGood() ? "good" : "NOT GOOD");
    return text.toString();
  }

  private static void add(StringBuilder text, String format, Object... values) {
    text.append(String.format(Locale.ROOT, format, values)).append('\n');
  }
}
