package chat.parley.http.wire;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Times on the wire: RFC 3339; written in UTC with exactly three digits after the second. */
public final class WireTime {

  private static final int NANOS_OF_MILLI = 1_000_000;

  /** For years that have no four digits: a zone can carry 9999 over its end. */
  private static final DateTimeFormatter RARE =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private static final byte[] SHAPE =
      "0000-00-00T00:00:00.000Z".getBytes(StandardCharsets.ISO_8859_1);

  /** The shape alone; {@link DateTimeFormatter} then knows the calendar. */
  private static final Pattern RFC_3339 =
      Pattern.compile(
          "\\d{4}-\\d\\d-\\d\\d[Tt]\\d\\d:\\d\\d:\\d\\d(\\.\\d{1,9})?([Zz]|[+-]\\d\\d:\\d\\d)");

  private WireTime() {}

  /**
   * {@code 2026-11-20T12:00:00.123Z}, cut to milliseconds. By hand, since a formatter takes several
   * times as long, and every message has a time.
   */
  public static String write(Instant time) {
    LocalDateTime utc = LocalDateTime.ofEpochSecond(time.getEpochSecond(), 0, ZoneOffset.UTC);
    if (utc.getYear() < 0 || utc.getYear() > 9_999) {
      return RARE.format(time);
    }
    byte[] out = SHAPE.clone();
    digits(out, 0, 4, utc.getYear());
    digits(out, 5, 2, utc.getMonthValue());
    digits(out, 8, 2, utc.getDayOfMonth());
    digits(out, 11, 2, utc.getHour());
    digits(out, 14, 2, utc.getMinute());
    digits(out, 17, 2, utc.getSecond());
    digits(out, 20, 3, time.getNano() / NANOS_OF_MILLI);
    return new String(out, StandardCharsets.ISO_8859_1);
  }

  private static void digits(byte[] out, int from, int count, int value) {
    int rest = value;
    for (int i = from + count - 1; i >= from; i--) {
      out[i] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
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
