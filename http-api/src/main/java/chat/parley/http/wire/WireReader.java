package chat.parley.http.wire;

import chat.parley.engine.domain.Ids;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Reads the fields of one JSON object without coercing any. {@code require…} wants the field to be
 * there, {@code opt…} takes null for an answer (left out and {@code null} are the same); what is
 * there must have the type. Everything else is a {@link WireException} that names the field.
 */
public final class WireReader {

  private final ObjectNode object;
  private final String path;

  WireReader(ObjectNode object) {
    this(object, "");
  }

  private WireReader(ObjectNode object, String path) {
    this.object = object;
    this.path = path;
  }

  /** Whether the field is there, be it null. */
  public boolean has(String name) {
    return object.has(name);
  }

  public String requireString(String name) {
    return required(name, optString(name));
  }

  public String optString(String name) {
    JsonNode value = value(name);
    if (value == null) {
      return null;
    }
    if (!value.isTextual()) {
      throw wrong(name, "a string");
    }
    return value.textValue();
  }

  /** A string of at most so many code points. */
  public String optString(String name, int maxCodePoints) {
    String text = optString(name);
    if (text != null && text.codePointCount(0, text.length()) > maxCodePoints) {
      throw wrong(name, "a string of at most " + maxCodePoints + " characters");
    }
    return text;
  }

  /** A room's or user's id. */
  public String requireId(String name) {
    return required(name, optId(name));
  }

  public String optId(String name) {
    String id = optString(name);
    if (id != null && !Ids.isValid(id)) {
      throw wrong(name, "a valid id (1 to 64 of A-Z a-z 0-9 . _ : ~ -)");
    }
    return id;
  }

  public List<String> optIds(String name, int max) {
    List<String> ids = optStrings(name, max);
    if (ids != null && !ids.stream().allMatch(Ids::isValid)) {
      throw wrong(name, "an array of valid ids (1 to 64 of A-Z a-z 0-9 . _ : ~ -)");
    }
    return ids;
  }

  public boolean requireBool(String name) {
    return required(name, optBool(name));
  }

  public Boolean optBool(String name) {
    JsonNode value = value(name);
    if (value == null) {
      return null;
    }
    if (!value.isBoolean()) {
      throw wrong(name, "true or false");
    }
    return value.booleanValue();
  }

  public long requireLong(String name, long min, long max) {
    return required(name, optLong(name, min, max));
  }

  /** An integer; written {@code 1.0} it is none. */
  public Long optLong(String name, long min, long max) {
    JsonNode value = value(name);
    if (value == null) {
      return null;
    }
    if (!value.isIntegralNumber()
        || !value.canConvertToLong()
        || value.longValue() < min
        || value.longValue() > max) {
      throw wrong(name, "an integer from " + min + " to " + max);
    }
    return value.longValue();
  }

  public Integer optInt(String name, int min, int max) {
    Long value = optLong(name, min, max);
    return value == null ? null : Math.toIntExact(value);
  }

  /** A number of a room's own counting: seq, rev. */
  public Long optCount(String name) {
    return optLong(name, 0, WireJson.NUMBERS_BELOW - 1);
  }

  /** Any number, whole or not; its range is the caller's affair. */
  public Double optDouble(String name) {
    JsonNode value = value(name);
    if (value == null) {
      return null;
    }
    if (!value.isNumber() || !(Math.abs(value.doubleValue()) < WireJson.NUMBERS_BELOW)) {
      throw wrong(name, "a number below 2^53");
    }
    return value.doubleValue();
  }

  public <E extends Enum<E>> E optEnum(String name, Class<E> type) {
    String text = optString(name);
    if (text == null) {
      return null;
    }
    for (E constant : type.getEnumConstants()) {
      if (constant.name().equals(text)) {
        return constant;
      }
    }
    throw wrong(name, "one of " + Arrays.toString(type.getEnumConstants()));
  }

  public <E extends Enum<E>> E requireEnum(String name, Class<E> type) {
    return required(name, optEnum(name, type));
  }

  public Instant optTime(String name) {
    String text = optString(name);
    return text == null ? null : WireTime.read(text).orElseThrow(() -> wrong(name, TIME));
  }

  public Instant requireTime(String name) {
    return required(name, optTime(name));
  }

  private static final String TIME = "a time as in 2026-11-20T12:00:00.123Z";

  public List<String> optStrings(String name, int max) {
    JsonNode array = array(name, max, "strings");
    if (array == null) {
      return null;
    }
    List<String> strings = new ArrayList<>(array.size());
    for (JsonNode item : array) {
      if (!item.isTextual()) {
        throw wrong(name, "an array of strings");
      }
      strings.add(item.textValue());
    }
    return strings;
  }

  public WireReader optObject(String name) {
    JsonNode value = value(name);
    if (value == null) {
      return null;
    }
    if (value instanceof ObjectNode inner) {
      return new WireReader(inner, path + name + ".");
    }
    throw wrong(name, "an object");
  }

  public List<WireReader> optObjects(String name, int max) {
    JsonNode array = array(name, max, "objects");
    if (array == null) {
      return null;
    }
    List<WireReader> objects = new ArrayList<>(array.size());
    for (JsonNode item : array) {
      if (!(item instanceof ObjectNode inner)) {
        throw wrong(name, "an array of objects");
      }
      objects.add(new WireReader(inner, path + name + "[" + objects.size() + "]."));
    }
    return objects;
  }

  /** The field's JSON as it is; null where it is left out or null. */
  JsonNode value(String name) {
    JsonNode value = object.get(name);
    return value == null || value.isNull() ? null : value;
  }

  /** What is to be thrown when a field is not {@code what} it must be. */
  public WireException wrong(String name, String what) {
    return WireException.bad(path + name + " must be " + what);
  }

  private JsonNode array(String name, int max, String of) {
    JsonNode value = value(name);
    if (value != null && (!value.isArray() || value.size() > max)) {
      throw wrong(name, "an array of at most " + max + " " + of);
    }
    return value;
  }

  private <T> T required(String name, T value) {
    if (value == null) {
      throw WireException.bad(path + name + " is missing");
    }
    return value;
  }
}
