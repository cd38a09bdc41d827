package chat.parley.engine.room;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.dataformat.cbor.databind.CBORMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Commands, questions and changes that are rare, within the {@link NodeForms}: as Jackson writes
 * them, whole.
 */
final class RareForms {

  /** In the place where others say their kind. */
  private static final int RARE = 0;

  private static final CBORMapper MAPPER =
      CBORMapper.builder()
          .addModule(new JavaTimeModule())
          .disable(MapperFeature.AUTO_DETECT_IS_GETTERS)
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  private RareForms() {}

  static CborOut write(CborOut out, Object rare) {
    try {
      return out.array(2).number(RARE).blob(MAPPER.writeValueAsBytes(rare));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static <T> T read(CborIn in, int kind, Class<T> type) {
    if (kind != RARE) {
      throw new IllegalArgumentException(
          "a kind of " + type.getSimpleName() + " that this release does not know");
    }
    try {
      return MAPPER.readValue(in.blob(), type);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
