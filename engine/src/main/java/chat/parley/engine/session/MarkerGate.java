package chat.parley.engine.session;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Passes read and delivered of one session on once an interval and room; gathers what is between.
 */
final class MarkerGate {

  /** What was gathered of a room; {@code ids} wait for the answer. Null: that marker stays. */
  record Gathered(String roomId, Long read, Long delivered, List<Object> ids) {}

  private final Map<String, Gathered> open = new HashMap<>();

  /** Begins an interval for the room; false when one is under way, which then gathers. */
  boolean passes(String roomId) {
    if (open.containsKey(roomId)) {
      return false;
    }
    open.put(roomId, null);
    return true;
  }

  void gather(String roomId, Long read, Long delivered, Object id) {
    Gathered before = open.get(roomId);
    List<Object> ids = new ArrayList<>(before == null ? List.of() : before.ids());
    if (read != null) {
      ids.add(id);
    }
    open.put(
        roomId,
        new Gathered(
            roomId,
            newest(before == null ? null : before.read(), read),
            newest(before == null ? null : before.delivered(), delivered),
            ids));
  }

  private static Long newest(Long a, Long b) {
    if (a == null || b == null) {
      return a == null ? b : a;
    }
    return Math.max(a, b);
  }

  /**
   * Ends the interval: what was gathered in it, or null; in the former case the next one begins.
   */
  Gathered end(String roomId) {
    Gathered gathered = open.get(roomId);
    if (gathered == null) {
      open.remove(roomId);
    } else {
      open.put(roomId, null);
    }
    return gathered;
  }
}
