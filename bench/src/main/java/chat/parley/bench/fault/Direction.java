package chat.parley.bench.fault;

/** Which way bytes go through a {@link FaultProxy}. */
public enum Direction {
  /** From who connected to who listens. */
  TO_TARGET,
  /** From who listens to who connected. */
  TO_CLIENT,
  /** Both ways. */
  BOTH;

  boolean covers(Direction one) {
    return this == BOTH || this == one;
  }
}
