package chat.parley.engine.room;

import akka.actor.ExtendedActorSystem;
import akka.serialization.SerializerWithStringManifest;
import akka.serialization.jackson.JacksonCborSerializer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.cbor.databind.CBORMapper;
import java.io.IOException;
import java.io.NotSerializableException;
import java.io.UncheckedIOException;

/**
 * What a node of a later release writes: every object has a field more, and there are messages that
 * this release does not know.
 */
public final class NewerCbor extends SerializerWithStringManifest {

  /** A message to rooms that comes with a later release. */
  record LaterMessage(String what) implements RoomMessage {}

  /** A push that comes with a later release. */
  record LaterPush(String what) implements RoomPush {}

  private static final CBORMapper MAPPER = new CBORMapper();

  private final JacksonCborSerializer present;

  public NewerCbor(ExtendedActorSystem system) {
    this.present = new JacksonCborSerializer(system, "jackson-cbor");
  }

  @Override
  public int identifier() {
    return present.identifier();
  }

  @Override
  public String manifest(Object object) {
    if (object instanceof LaterMessage) {
      return RoomMessage.class.getName() + "$Later";
    }
    return object instanceof LaterPush
        ? RoomPush.class.getName() + "$Later"
        : present.manifest(object);
  }

  @Override
  public byte[] toBinary(Object object) {
    try {
      JsonNode tree = MAPPER.readTree(present.toBinary(object));
      addTo(tree);
      return MAPPER.writeValueAsBytes(tree);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void addTo(JsonNode node) {
    node.forEach(NewerCbor::addTo);
    if (node instanceof ObjectNode object) {
      object.putObject("addedLater").put("by", "a later release");
    }
  }

  @Override
  public Object fromBinary(byte[] bytes, String manifest) throws NotSerializableException {
    return present.fromBinary(bytes, manifest);
  }
}
