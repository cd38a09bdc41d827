package chat.parley.engine.push;

import com.typesafe.config.Config;
import java.time.Duration;

/** The settings of pushes, from {@code parley.engine.push} of reference.conf. */
public record PushSettings(
    Duration delay,
    Duration poll,
    Duration newWithin,
    boolean holdWhileOnline,
    Duration hold,
    int atOnce,
    int toOneHost,
    Duration lease,
    int attempts,
    Duration backoffMin,
    Duration backoffMax,
    Duration giveUp,
    Duration withdrawLook,
    Duration withdrawWithin) {

  public static PushSettings of(Config root) {
    Config c = root.getConfig("parley.engine.push");
    return new PushSettings(
        c.getDuration("delay"),
        c.getDuration("poll"),
        c.getDuration("new-within"),
        c.getBoolean("hold-while-online"),
        c.getDuration("hold"),
        c.getInt("at-once"),
        c.getInt("to-one-host"),
        c.getDuration("lease"),
        c.getInt("attempts"),
        c.getDuration("backoff-min"),
        c.getDuration("backoff-max"),
        c.getDuration("give-up"),
        c.getDuration("withdraw.look"),
        c.getDuration("withdraw.within"));
  }

  /**
   * How long to wait after an attempt that failed.
   *
   * @param failures before it
   */
  Duration backoff(int failures) {
    Duration wait = backoffMin.multipliedBy(1L << Math.min(failures, 20));
    return wait.compareTo(backoffMax) < 0 ? wait : backoffMax;
  }
}
