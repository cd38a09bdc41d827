package chat.parley.engine.session;

import java.util.LinkedHashMap;
import java.util.Map;

/** Passes the same sign of typing on once an interval and room; remembers so many rooms. */
final class TypingGate {

  private record Sign(boolean on, long atNanos) {}

  private final Map<String, Sign> signs;
  private final long intervalNanos;

  TypingGate(int rooms, long intervalNanos) {
    this.intervalNanos = intervalNanos;
    this.signs =
        new LinkedHashMap<>() {
          private static final long serialVersionUID = 1L;

          @Override
          protected boolean removeEldestEntry(Map.Entry<String, Sign> eldest) {
            return size() > rooms;
          }
        };
  }

  boolean passes(String roomId, boolean on, long nowNanos) {
    Sign last = signs.get(roomId);
    if (last != null && last.on == on && nowNanos - last.atNanos < intervalNanos) {
      return false;
    }
    signs.put(roomId, new Sign(on, nowNanos));
    return true;
  }
}
