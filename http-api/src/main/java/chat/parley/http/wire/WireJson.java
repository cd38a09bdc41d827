package chat.parley.http.wire;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * JSON as the wire has it. Reading is strict: UTF-8 without a fault, one value and nothing behind
 * it, no duplicate keys, at most {@value #DEPTH} levels, no NUL and no lone surrogate in any
 * string.
 */
public final class WireJson {

  /** Levels of arrays and objects that a document may have. */
  public static final int DEPTH = 16;

  /** The first integer that a double, hence a JavaScript client, cannot tell from its neighbour. */
  public static final long NUMBERS_BELOW = 1L << 53;

  private static final int NUMBER_DIGITS = 100;

  /** Names are not kept from one document to the next: clients choose them. */
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(DEPTH)
                  .maxNumberLength(NUMBER_DIGITS)
                  .build())
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
          .build();

  private static final JsonMapper MAPPER =
      JsonMapper.builder(FACTORY)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  private WireJson() {}

  /** A document on its way out. */
  @FunctionalInterface
  public interface Body {
    void write(JsonGenerator json) throws IOException;
  }

  /** The bytes of what {@code body} writes. */
  public static byte[] bytes(Body body) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(512);
    try (JsonGenerator json = FACTORY.createGenerator(out)) {
      body.write(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  /** The one JSON object that these bytes are; anything else is a {@link WireException}. */
  public static WireReader readObject(byte[] utf8) {
    return readObject(text(utf8));
  }

  /** The one JSON object that this text is; anything else is a {@link WireException}. */
  public static WireReader readObject(String text) {
    ObjectNode object = parseObject(text);
    checkStrings(object);
    return new WireReader(object);
  }

  /** As {@link #readObject(String)}, with the contents of the strings still to be checked. */
  static ObjectNode parseObject(String text) {
    JsonNode node;
    try {
      node = MAPPER.readTree(text);
    } catch (StreamConstraintsException e) {
      throw WireException.bad("JSON nested deeper than " + DEPTH + " levels, or a number too long");
    } catch (JsonProcessingException e) {
      throw WireException.bad("not valid JSON" + place(e.getLocation()));
    }
    if (node instanceof ObjectNode object) {
      return object;
    }
    throw WireException.bad("not a JSON object");
  }

  /** Refuses NUL and lone surrogates: neither Postgres nor UTF-8 can hold them. */
  static void checkStrings(JsonNode node) {
    if (node.isTextual()) {
      checkString(node.textValue());
    } else if (node.isObject()) {
      for (Map.Entry<String, JsonNode> field : node.properties()) {
        checkString(field.getKey());
        checkStrings(field.getValue());
      }
    } else if (node.isArray()) {
      for (JsonNode item : node) {
        checkStrings(item);
      }
    }
  }

  private static void checkString(String text) {
    if (!isClean(text)) {
      throw WireException.bad("text holds NUL or a lone surrogate");
    }
  }

  /** Whether a text is free of NUL and of lone surrogates; for text that comes beside JSON. */
  public static boolean isClean(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == 0 || Character.isLowSurrogate(c)) {
        return false;
      }
      if (Character.isHighSurrogate(c)) {
        i++;
        if (i == text.length() || !Character.isLowSurrogate(text.charAt(i))) {
          return false;
        }
      }
    }
    return true;
  }

  private static String text(byte[] utf8) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString();
    } catch (CharacterCodingException e) {
      throw WireException.bad("not valid UTF-8");
    }
  }

  private static String place(JsonLocation at) {
    return at == null ? "" : " at line " + at.getLineNr() + ", column " + at.getColumnNr();
  }
}
