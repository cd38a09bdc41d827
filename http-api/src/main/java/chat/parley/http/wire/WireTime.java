package chat.parley.http.wire;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Times on the wire: RFC 3339; written in UTC with exactly three digits after the second. */
public final class WireTime {

  private static final DateTimeFormatter OUT =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  /** The shape alone; {@link DateTimeFormatter} then knows the calendar. */
  private static final Pattern RFC_3339 =
      Pattern.compile(
          "\\d{4}-\\d\\d-\\d\\d[Tt]\\d\\d:\\d\\d:\\d\\d(\\.\\d{1,9})?([Zz]|[+-]\\d\\d:\\d\\d)");

  private WireTime() {}

  public static String write(Instant time) {
    return OUT.format(time);
  }

  /** From 1970 on, cut to milliseconds; empty when it is no such time. */
  public static Optional<Instant> read(String text) {
    if (!RFC_3339.matcher(text).matches()) {
      return Optional.empty();
    }
    try {
      Instant time =
          DateTimeFormatter.ISO_OFFSET_DATE_TIME.parse(
              text.toUpperCase(Locale.ROOT), Instant::from);
      return time.isBefore(Instant.EPOCH)
          ? Optional.empty()
          : Optional.of(Instant.ofEpochMilli(time.toEpochMilli()));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
