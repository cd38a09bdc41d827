package chat.parley.engine.room;

import akka.serialization.SerializerWithStringManifest;
import chat.parley.engine.domain.EventJson;
import chat.parley.engine.domain.RoomEvent;

/** Events in the journal: JSON, without class names; the manifest is the version of the format. */
public final class EventSerializer extends SerializerWithStringManifest {

  /** Never changes: the journal has it in every row. */
  public static final int IDENTIFIER = 7_301;

  public static final String VERSION = "v1";

  @Override
  public int identifier() {
    return IDENTIFIER;
  }

  @Override
  public String manifest(Object event) {
    return VERSION;
  }

  @Override
  public byte[] toBinary(Object event) {
    return EventJson.write((RoomEvent) event);
  }

  @Override
  public Object fromBinary(byte[] bytes, String manifest) {
    if (!VERSION.equals(manifest)) {
      throw new IllegalArgumentException(
          "this release does not know events of version " + manifest);
    }
    return EventJson.read(bytes);
  }
}
