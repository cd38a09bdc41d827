package chat.parley.engine.domain;

import java.util.OptionalLong;
import java.util.regex.Pattern;

/** Reads the time out of a clientMessageId that has one: UUIDv7 (RFC 9562) or ULID. */
final class TimedIds {

  private static final Pattern UUID_V7 =
      Pattern.compile(
          "[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-7[0-9a-fA-F]{3}-[89abAB][0-9a-fA-F]{3}-[0-9a-fA-F]{12}");
  private static final Pattern ULID = Pattern.compile("[0-7][0-9A-HJKMNP-TV-Za-hjkmnp-tv-z]{25}");
  private static final String CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

  private TimedIds() {}

  /** Milliseconds since 1970, or empty for any other kind of id. */
  static OptionalLong timeOf(String id) {
    if (UUID_V7.matcher(id).matches()) {
      return OptionalLong.of(Long.parseLong(id.substring(0, 8) + id.substring(9, 13), 16));
    }
    if (ULID.matcher(id).matches()) {
      long time = 0;
      for (int i = 0; i < 10; i++) {
        time = time * 32 + CROCKFORD.indexOf(Character.toUpperCase(id.charAt(i)));
      }
      return OptionalLong.of(time);
    }
    return OptionalLong.empty();
  }
}
