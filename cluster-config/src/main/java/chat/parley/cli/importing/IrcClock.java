package chat.parley.cli.importing;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;

/**
 * Gives each line of a log its own time, in UTC. Lines of one minute are a millisecond apart, in
 * their order. Where the time goes back by two hours or more, midnight has passed; less than that
 * is a clock that was set.
 */
final class IrcClock {

  private static final Duration MIDNIGHT_PASSED = Duration.ofHours(2);
  private static final int LAST_MILLI = 59_999;

  private LocalDate date;
  private LocalTime minute;
  private int milli = -1;

  /**
   * @param first the log's first time
   */
  IrcClock(LocalDate date, LocalTime first) {
    this.date = date;
    this.minute = first;
  }

  /**
   * @param time of the line, or null for a line without: that of the line before
   */
  Instant next(LocalTime time) {
    if (time != null && !time.equals(minute)) {
      if (Duration.between(time, minute).compareTo(MIDNIGHT_PASSED) >= 0) {
        date = date.plusDays(1);
      }
      minute = time;
      milli = -1;
    }
    milli = Math.min(milli + 1, LAST_MILLI);
    return date.atTime(minute).toInstant(ZoneOffset.UTC).plusMillis(milli);
  }
}
