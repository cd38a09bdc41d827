package chat.parley.http.wire;

import chat.parley.engine.domain.Limits;
import chat.parley.engine.domain.PageRequest;
import chat.parley.engine.domain.PageRequest.Cursor;
import chat.parley.engine.domain.PageRequest.Direction;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.function.Function;

/** Which part of a room's messages is asked for: {@code limit}, {@code before/after/around}. */
public final class Cursors {

  private static final String WHAT = "a seq or a time as in 2026-11-20T12:00:00.123Z";
  private static final int SEQ_DIGITS = 16;

  private Cursors() {}

  /** Out of a query string; a null argument is a parameter that was left out. */
  public static PageRequest ofQuery(String limit, String before, String after, String around) {
    int size = Limits.PAGE_DEFAULT;
    if (limit != null) {
      Long number = digits(limit);
      if (number == null || number < 1 || number > Limits.PAGE) {
        throw WireException.bad("limit must be an integer from 1 to " + Limits.PAGE);
      }
      size = number.intValue();
    }
    return request(
        size, ofText("before", before), ofText("after", after), ofText("around", around));
  }

  /** Out of a frame, where a seq is a number and a time is a string. */
  static PageRequest ofFrame(WireReader frame) {
    Integer limit = frame.optInt("limit", 1, Limits.PAGE);
    Function<String, Cursor> cursor = name -> ofField(frame, name);
    return request(
        limit == null ? Limits.PAGE_DEFAULT : limit,
        cursor.apply("before"),
        cursor.apply("after"),
        cursor.apply("around"));
  }

  private static PageRequest request(int limit, Cursor before, Cursor after, Cursor around) {
    int given = (before == null ? 0 : 1) + (after == null ? 0 : 1) + (around == null ? 0 : 1);
    if (given > 1) {
      throw WireException.bad("at most one of before, after and around may be given");
    }
    if (after != null) {
      return new PageRequest(limit, Direction.AFTER, after);
    }
    return around != null
        ? new PageRequest(limit, Direction.AROUND, around)
        : new PageRequest(limit, Direction.BEFORE, before);
  }

  private static Cursor ofText(String name, String text) {
    if (text == null) {
      return null;
    }
    Long seq = digits(text);
    return seq != null ? atSeq(name, seq) : new Cursor(null, time(name, text));
  }

  private static Cursor ofField(WireReader frame, String name) {
    JsonNode value = frame.value(name);
    if (value == null) {
      return null;
    }
    return value.isTextual()
        ? new Cursor(null, time(name, value.textValue()))
        : atSeq(name, frame.optCount(name));
  }

  /** Nothing lies before the first message or around none; after none lies everything. */
  private static Cursor atSeq(String name, long seq) {
    if (seq < 1 && !name.equals("after")) {
      throw WireException.bad(name + " must be 1 or more");
    }
    return new Cursor(seq, null);
  }

  private static Instant time(String name, String text) {
    return WireTime.read(text).orElseThrow(() -> WireException.bad(name + " must be " + WHAT));
  }

  /** A number below 2^53 in plain ASCII digits, or null. */
  private static Long digits(String text) {
    if (text.isEmpty() || text.length() > SEQ_DIGITS) {
      return null;
    }
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return null;
      }
    }
    long number = Long.parseLong(text);
    return number < WireJson.NUMBERS_BELOW ? number : null;
  }
}
