package chat.parley.engine.session;

import java.time.Duration;

/** Whether a client is alive: any frame of it counts. Speaks of times, holds no timer. */
final class Heartbeat {

  /** What is to be done now. */
  enum Verdict {
    WAIT,
    PING,
    DEAD
  }

  private final long heartbeatNanos;
  private final long graceNanos;
  private long heardAt;
  private boolean pinged;

  Heartbeat(Duration heartbeat, Duration grace, long nowNanos) {
    this.heartbeatNanos = heartbeat.toNanos();
    this.graceNanos = grace.toNanos();
    this.heardAt = nowNanos;
  }

  void heard(long nowNanos) {
    heardAt = nowNanos;
    pinged = false;
  }

  Verdict look(long nowNanos) {
    long silence = nowNanos - heardAt;
    if (silence >= heartbeatNanos + graceNanos) {
      return Verdict.DEAD;
    }
    if (silence >= heartbeatNanos && !pinged) {
      pinged = true;
      return Verdict.PING;
    }
    return Verdict.WAIT;
  }

  /** When to look again. */
  Duration next(long nowNanos) {
    long due = heardAt + heartbeatNanos + (pinged ? graceNanos : 0);
    return Duration.ofMillis(Math.max(1, Duration.ofNanos(due - nowNanos + 999_999).toMillis()));
  }
}
