package chat.parley.engine.room;

import chat.parley.engine.domain.Caller;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** Who types in a room now. */
final class Typists {

  /** A sign of typing holds for so long. */
  static final Duration EXPIRY = Duration.ofSeconds(8);

  /** What changes within this time is told together. */
  static final Duration TOGETHER = Duration.ofSeconds(1);

  /** More names than this help nobody. */
  private static final int SHOWN = 20;

  private record Sign(String name, Instant at) {}

  private final Map<String, Sign> signs = new LinkedHashMap<>();
  private List<RoomPush.Typist> told = List.of();
  private Instant toldAt = Instant.EPOCH;

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

  /** Only these may be shown. */
  void retain(Predicate<String> users) {
    signs.keySet().removeIf(users.negate());
  }

  List<RoomPush.Typist> told() {
    return told;
  }

  boolean isQuiet() {
    return signs.isEmpty() && told.isEmpty();
  }

  /** The list to tell; null when it is the one that was told last, or that was just now. */
  List<RoomPush.Typist> news(Instant now) {
    signs.values().removeIf(sign -> !sign.at().plus(EXPIRY).isAfter(now));
    List<RoomPush.Typist> list =
        signs.entrySet().stream()
            .limit(SHOWN)
            .map(e -> new RoomPush.Typist(e.getKey(), e.getValue().name()))
            .toList();
    if (list.equals(told) || now.isBefore(toldAt.plus(TOGETHER))) {
      return null;
    }
    told = list;
    toldAt = now;
    return list;
  }
}
