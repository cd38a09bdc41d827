package chat.parley.bench.fault;

import java.time.Duration;

/** What the network between a proxy's two sides is like now; for the proxy's thread alone. */
final class Conditions {

  /** What becomes of the bytes that go one way. */
  enum Flow {
    /** They arrive. */
    CARRIED,
    /** They are lost. */
    DROPPED,
    /** They wait at their sender. */
    HELD
  }

  /** Of one connection, one way: enough that no sender waits for a delay. */
  private static final long UNDERWAY_BYTES = 32L << 20;

  private static final long UNDERWAY_BYTES_WITHOUT_DELAY = 256 << 10;

  private Flow toTarget;
  private Flow toClient;
  private Budget targetBudget;
  private Budget clientBudget;
  private boolean refusing;
  private long delayNanos;

  Conditions() {
    normal();
  }

  void normal() {
    flow(Direction.BOTH, Flow.CARRIED);
    targetBudget = Budget.unlimited();
    clientBudget = Budget.unlimited();
    delayNanos = 0;
  }

  /** This flow one way, and normal the other. */
  void flow(Direction direction, Flow flow) {
    toTarget = direction.covers(Direction.TO_TARGET) ? flow : Flow.CARRIED;
    toClient = direction.covers(Direction.TO_CLIENT) ? flow : Flow.CARRIED;
    refusing = false;
  }

  void refuse() {
    flow(Direction.BOTH, Flow.CARRIED);
    refusing = true;
  }

  void delay(Duration eachWay) {
    delayNanos = eachWay.toNanos();
  }

  void throttle(long bytesPerSecond) {
    targetBudget = Budget.of(bytesPerSecond, System.nanoTime());
    clientBudget = Budget.of(bytesPerSecond, System.nanoTime());
  }

  Flow flow(Direction oneWay) {
    return oneWay == Direction.TO_TARGET ? toTarget : toClient;
  }

  Budget budget(Direction oneWay) {
    return oneWay == Direction.TO_TARGET ? targetBudget : clientBudget;
  }

  boolean is(Flow flow) {
    return toTarget == flow || toClient == flow;
  }

  boolean refusing() {
    return refusing;
  }

  long delayNanos() {
    return delayNanos;
  }

  /** Whether bytes wait for a time to come, and not only for a socket. */
  boolean timed() {
    return delayNanos > 0 || targetBudget.limited();
  }

  long underwayBytes() {
    return delayNanos > 0 ? UNDERWAY_BYTES : UNDERWAY_BYTES_WITHOUT_DELAY;
  }
}
