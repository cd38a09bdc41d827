package chat.parley.engine.room;

import chat.parley.engine.domain.RoomEvent;
import chat.parley.engine.domain.RoomReply;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Markers that moved since the feeds were last told of any. */
final class Receipts {

  private final Map<String, RoomEvent.Marker> moved = new LinkedHashMap<>();

  void moved(String userId, RoomReply.MarkersAre are) {
    moved.put(userId, new RoomEvent.Marker(userId, are.readSeq(), are.deliveredSeq()));
  }

  boolean isEmpty() {
    return moved.isEmpty();
  }

  List<RoomEvent.Marker> take() {
    List<RoomEvent.Marker> all = List.copyOf(moved.values());
    moved.clear();
    return all;
  }
}
