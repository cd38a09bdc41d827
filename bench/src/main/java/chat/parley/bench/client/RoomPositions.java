package chat.parley.bench.client;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;

/** How far a session has come in each room that it follows. */
final class RoomPositions {

  /** What an event means where the session stands. */
  enum Step {
    /** The next one. */
    NEXT,
    /** Something between is missing; nothing counts until the room is synced again. */
    GAP,
    /** Had it, do not follow the room, or wait for its synced. */
    KNOWN
  }

  private static final class Position {
    long rev;
    boolean synced;
  }

  private final Map<String, Position> rooms = new LinkedHashMap<>();

  void follow(String roomId, long rev) {
    rooms.computeIfAbsent(roomId, unknown -> new Position()).rev = rev;
  }

  void forget(String roomId) {
    rooms.remove(roomId);
  }

  /** -1: has none yet. */
  long revOf(String roomId) {
    Position position = rooms.get(roomId);
    return position == null ? -1 : position.rev;
  }

  void synced(String roomId, long rev) {
    Position position = rooms.get(roomId);
    if (position != null) {
      position.rev = rev;
      position.synced = true;
    }
  }

  Step step(String roomId, long rev) {
    Position position = rooms.get(roomId);
    if (position == null || rev <= position.rev) {
      return Step.KNOWN;
    }
    if (rev == position.rev + 1) {
      position.rev = rev;
      return Step.NEXT;
    }
    if (position.synced) {
      position.synced = false;
      return Step.GAP;
    }
    return Step.KNOWN;
  }

  /** The rooms of a hello: those that were synced once; the others have a request under way. */
  void addTo(ArrayNode hello) {
    rooms.forEach(
        (roomId, position) -> {
          if (position.rev >= 0) {
            ObjectNode room = hello.addObject().put("roomId", roomId);
            room.put("rev", position.rev);
          }
        });
  }
}
