package chat.parley.engine.room;

import akka.actor.ExtendedActorSystem;
import akka.serialization.SerializerWithStringManifest;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.dataformat.cbor.CBORGenerator;
import com.fasterxml.jackson.dataformat.cbor.databind.CBORMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.NotSerializableException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.function.Predicate;

/** What a node of a later release writes in our own forms: every record has two fields more. */
public final class NewerNode extends SerializerWithStringManifest {

  private static final CBORMapper MAPPER = new CBORMapper();

  private final NodeSerializer present;

  public NewerNode(ExtendedActorSystem system) {
    this.present = new NodeSerializer(system);
  }

  @Override
  public int identifier() {
    return present.identifier();
  }

  @Override
  public String manifest(Object message) {
    return present.manifest(message);
  }

  @Override
  public byte[] toBinary(Object message) {
    return widen(present.toBinary(message));
  }

  @Override
  public Object fromBinary(byte[] bytes, String manifest) throws NotSerializableException {
    return present.fromBinary(bytes, manifest);
  }

  /** The message with a text and an object more at the end of every record in it. */
  static byte[] widen(byte[] bytes) {
    try {
      JsonNode tree = MAPPER.readTree(bytes);
      tree.forEach(NewerNode::widenWithin);
      addTo((ArrayNode) tree);
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      try (CBORGenerator cbor = MAPPER.getFactory().createGenerator(out)) {
        write(cbor, tree);
      }
      return out.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void widenWithin(JsonNode node) {
    node.forEach(NewerNode::widenWithin);
    if (node instanceof ArrayNode array && !isList(array)) {
      addTo(array);
    }
  }

  private static void addTo(ArrayNode record) {
    record.add("added later").addArray().add(-1).addObject().put("by", "a later release");
  }

  /** Lists have texts alone in them or records alone; no record within a message has. */
  private static boolean isList(ArrayNode array) {
    return all(array, JsonNode::isTextual) || all(array, JsonNode::isArray);
  }

  private static boolean all(ArrayNode array, Predicate<JsonNode> is) {
    for (JsonNode node : array) {
      if (!is.test(node)) {
        return false;
      }
    }
    return true;
  }

  /** As our forms are: the length of an array or object comes first. */
  private static void write(CBORGenerator cbor, JsonNode node) throws IOException {
    if (node.isArray()) {
      cbor.writeStartArray(node, node.size());
      for (JsonNode item : node) {
        write(cbor, item);
      }
      cbor.writeEndArray();
    } else if (node.isObject()) {
      cbor.writeStartObject(node, node.size());
      for (Iterator<String> names = node.fieldNames(); names.hasNext(); ) {
        String name = names.next();
        cbor.writeFieldName(name);
        write(cbor, node.get(name));
      }
      cbor.writeEndObject();
    } else {
      cbor.writeObject(node);
    }
  }
}
