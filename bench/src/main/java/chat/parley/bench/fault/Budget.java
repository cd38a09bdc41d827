package chat.parley.bench.fault;

/** How many bytes may go now: a bucket that fills evenly and holds a twentieth of a second. */
final class Budget {

  private static final double NANOS = 1e9;
  private static final int BURSTS_PER_SECOND = 20;
  private static final int PORTIONS_PER_SECOND = 100;

  private final double perSecond;
  private final double burst;
  private final double portion;
  private double saved;
  private long filledAt;

  private Budget(double perSecond, long now) {
    this.perSecond = perSecond;
    burst = Math.max(1, perSecond / BURSTS_PER_SECOND);
    portion = Math.max(1, perSecond / PORTIONS_PER_SECOND);
    filledAt = now;
  }

  static Budget unlimited() {
    return new Budget(Double.POSITIVE_INFINITY, 0);
  }

  static Budget of(long bytesPerSecond, long now) {
    return new Budget(bytesPerSecond, now);
  }

  boolean limited() {
    return perSecond < Double.POSITIVE_INFINITY;
  }

  /** How many of the wanted bytes may go; none rather than a dribble. */
  int allowed(int wanted, long now) {
    if (!limited()) {
      return wanted;
    }
    saved = Math.min(burst, saved + (now - filledAt) * perSecond / NANOS);
    filledAt = now;
    return saved < Math.min(portion, wanted) ? 0 : (int) Math.min(wanted, saved);
  }

  void spend(int bytes) {
    if (limited()) {
      saved -= bytes;
    }
  }

  /** How long it takes until it is worth to ask again. */
  long waitNanos(long now) {
    if (!limited()) {
      return 0;
    }
    double missing = Math.max(0, portion - saved);
    return Math.max(0, filledAt - now + (long) Math.ceil(missing * NANOS / perSecond));
  }
}
