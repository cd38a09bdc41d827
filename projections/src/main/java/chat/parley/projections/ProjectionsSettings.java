package chat.parley.projections;

import com.typesafe.config.Config;
import java.time.Duration;

/** See {@code parley.projections} in reference.conf. */
public record ProjectionsSettings(
    int groupSize,
    Duration groupWait,
    Duration pollBusy,
    Duration pollGather,
    Duration pollIdle,
    Duration restartBackoffMin,
    Duration restartBackoffMax,
    int poisonAttempts,
    Duration stuckAfter,
    Duration stuckCheck) {

  /** Of a whole configuration, as an ActorSystem has it. */
  public static ProjectionsSettings of(Config config) {
    Config ours = config.getConfig("parley.projections");
    return new ProjectionsSettings(
        ours.getInt("group-size"),
        ours.getDuration("group-wait"),
        ours.getDuration("poll-busy"),
        ours.getDuration("poll-gather"),
        ours.getDuration("poll-idle"),
        ours.getDuration("restart-backoff-min"),
        ours.getDuration("restart-backoff-max"),
        ours.getInt("poison-attempts"),
        ours.getDuration("stuck-after"),
        ours.getDuration("stuck-check"));
  }

  /**
   * How long to wait before the journal is looked at again.
   *
   * @param found how many events there were, at most {@link #groupSize}
   * @param before how long the wait was before that
   */
  public Duration pauseAfter(int found, Duration before) {
    if (found >= groupSize) {
      return Duration.ZERO;
    }
    if (found > 0) {
      return shorter(pollBusy.multipliedBy(found), pollGather);
    }
    return before.isZero() ? pollBusy : shorter(before.multipliedBy(2), pollIdle);
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }
}
