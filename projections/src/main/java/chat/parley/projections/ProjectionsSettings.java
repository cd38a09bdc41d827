package chat.parley.projections;

import com.typesafe.config.Config;
import java.time.Duration;

/** See {@code parley.projections} in reference.conf. */
public record ProjectionsSettings(
    int groupSize,
    Duration groupWait,
    Duration pollBusy,
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
        ours.getDuration("poll-idle"),
        ours.getDuration("restart-backoff-min"),
        ours.getDuration("restart-backoff-max"),
        ours.getInt("poison-attempts"),
        ours.getDuration("stuck-after"),
        ours.getDuration("stuck-check"));
  }
}
