package chat.parley.engine.room;

import chat.parley.engine.domain.Caller;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Who types in a room now. */
final class Typists {

  /** A sign of typing holds for so long. */
  static final Duration EXPIRY = Duration.ofSeconds(8);

  /** More names than this help nobody. */
  private static final int SHOWN = 20;

  private record Sign(String name, Instant at) {}

  private final Map<String, Sign> signs = new LinkedHashMap<>();
  private List<RoomPush.Typist> told = List.of();

  void sign(Caller by, boolean on, Instant now) {
    if (on) {
      signs.put(by.userId(), new Sign(by.name(), now));
    } else {
      signs.remove(by.userId());
    }
  }

  void stop(String userId) {
    signs.remove(userId);
  }

  boolean isQuiet() {
    return signs.isEmpty() && told.isEmpty();
  }

  /** The list to tell, or null when it is the one that was told last. */
  List<RoomPush.Typist> news(Instant now) {
    signs.values().removeIf(sign -> sign.at().plus(EXPIRY).isBefore(now));
    List<RoomPush.Typist> list =
        signs.entrySet().stream()
            .limit(SHOWN)
            .map(e -> new RoomPush.Typist(e.getKey(), e.getValue().name()))
            .toList();
    if (list.equals(told)) {
      return null;
    }
    told = list;
    return list;
  }
}
