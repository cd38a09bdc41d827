package chat.parley.http.wire;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * As much of JSON Schema as the API documents use, with one thing more: a field that the schema
 * does not name is a fault, so that neither the documents nor the writers can forget one.
 */
public final class SchemaCheck {

  private final JsonNode document;

  public SchemaCheck(JsonNode document) {
    this.document = document;
  }

  /** What is wrong with a value, each with its place; empty when nothing is. */
  public List<String> faults(JsonNode schema, JsonNode value) {
    List<String> faults = new ArrayList<>();
    check(schema, value, "$", faults);
    return faults;
  }

  private void check(JsonNode written, JsonNode value, String at, List<String> faults) {
    JsonNode schema = resolved(written);
    if (schema.has("anyOf")) {
      boolean fits = false;
      for (JsonNode option : schema.get("anyOf")) {
        fits |= faults(option, value).isEmpty();
      }
      if (!fits) {
        faults.add(at + " fits no option");
      }
      return;
    }
    if (!hasType(schema.path("type"), value)) {
      faults.add(at + " is no " + schema.path("type"));
      return;
    }
    if (schema.has("const") && !schema.get("const").equals(value)) {
      faults.add(at + " is not " + schema.get("const"));
    }
    if (schema.has("enum") && !contains(schema.get("enum"), value)) {
      faults.add(at + " is none of " + schema.get("enum"));
    }
    if (value.isTextual()) {
      checkText(schema, value.textValue(), at, faults);
    } else if (value.isNumber()) {
      checkNumber(schema, value.doubleValue(), at, faults);
    } else if (value.isArray()) {
      for (int i = 0; i < value.size(); i++) {
        check(schema.path("items"), value.get(i), at + "[" + i + "]", faults);
      }
      if (value.size() > schema.path("maxItems").asInt(Integer.MAX_VALUE)) {
        faults.add(at + " is too long");
      }
    } else if (value.isObject() && schema.has("properties")) {
      checkFields(schema, value, at, faults);
    }
  }

  private void checkFields(JsonNode schema, JsonNode value, String at, List<String> faults) {
    for (JsonNode name : schema.path("required")) {
      if (!value.has(name.textValue())) {
        faults.add(at + "." + name.textValue() + " is missing");
      }
    }
    for (Map.Entry<String, JsonNode> field : value.properties()) {
      JsonNode of = schema.get("properties").get(field.getKey());
      if (of == null) {
        faults.add(at + "." + field.getKey() + " is not in the schema");
      } else {
        check(of, field.getValue(), at + "." + field.getKey(), faults);
      }
    }
  }

  private static void checkText(JsonNode schema, String text, String at, List<String> faults) {
    int length = text.codePointCount(0, text.length());
    if (length > schema.path("maxLength").asInt(Integer.MAX_VALUE)
        || length < schema.path("minLength").asInt(0)) {
      faults.add(at + " has the wrong length");
    }
    if (schema.has("pattern")
        && !Pattern.compile(schema.get("pattern").textValue()).matcher(text).find()) {
      faults.add(at + " does not match");
    }
    if (schema.path("format").asText().equals("date-time")
        && !WireTime.read(text).map(WireTime::write).filter(text::equals).isPresent()) {
      faults.add(at + " is not a time as the wire writes it, such as " + Instant.EPOCH);
    }
  }

  private static void checkNumber(JsonNode schema, double number, String at, List<String> faults) {
    if (number < schema.path("minimum").asDouble(Double.NEGATIVE_INFINITY)
        || number > schema.path("maximum").asDouble(Double.POSITIVE_INFINITY)
        || number <= schema.path("exclusiveMinimum").asDouble(Double.NEGATIVE_INFINITY)) {
      faults.add(at + " is out of range");
    }
  }

  private JsonNode resolved(JsonNode schema) {
    return schema.has("$ref") ? document.at(schema.get("$ref").textValue().substring(1)) : schema;
  }

  private static boolean hasType(JsonNode type, JsonNode value) {
    if (type.isArray()) {
      for (JsonNode one : type) {
        if (hasType(one, value)) {
          return true;
        }
      }
      return false;
    }
    return switch (type.asText()) {
      case "string" -> value.isTextual();
      case "integer" -> value.isIntegralNumber();
      case "number" -> value.isNumber();
      case "boolean" -> value.isBoolean();
      case "null" -> value.isNull();
      case "array" -> value.isArray();
      case "object" -> value.isObject();
      default -> false;
    };
  }

  private static boolean contains(JsonNode options, JsonNode value) {
    for (JsonNode option : options) {
      if (option.equals(value)) {
        return true;
      }
    }
    return false;
  }
}
