package chat.parley.engine.room;

/** Marks what travels between nodes; bound to Akka's Jackson CBOR serializer. */
public interface CborSerializable {}
