package chat.parley.engine.room;

import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * How one kind of message travels.
 *
 * @param manifest its name between nodes; never given to another form, nor to another version of
 *     this one that is more than fields put at the end
 */
record NodeForm<T>(
    String manifest, Class<T> type, BiConsumer<CborOut, T> writer, Function<CborIn, T> reader) {

  byte[] write(Object message) {
    return CborOut.bytes(type.cast(message), writer);
  }

  T read(byte[] bytes) {
    CborIn in = new CborIn(bytes);
    T message = Objects.requireNonNull(in.record(reader));
    in.end();
    return message;
  }
}
