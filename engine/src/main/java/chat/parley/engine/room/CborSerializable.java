package chat.parley.engine.room;

/**
 * Marks what travels between nodes; bound to Akka's Jackson CBOR serializer, but for what has one
 * of the {@link NodeForms}.
 */
public interface CborSerializable {}
