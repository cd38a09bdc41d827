package chat.parley.cli.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a watcher was told of people and has not printed yet; many changes become one line. */
final class SceneNews {

  private static final int NAMED = 4;

  private final Map<String, String> names;
  private final Map<String, String> statuses = new HashMap<>();
  private final Set<String> changed = new LinkedHashSet<>();
  private final Set<String> typists = new HashSet<>();
  private final Set<String> began = new LinkedHashSet<>();
  private final Map<String, Long> read = new LinkedHashMap<>();

  /**
   * @param names by user id
   */
  SceneNews(Map<String, String> names) {
    this.names = names;
  }

  /** A {@code presence}; the first of somebody says how he is, and is no change. */
  synchronized void presence(JsonNode frame) {
    for (JsonNode user : frame.path("users")) {
      String userId = user.path("userId").asText("");
      String status = user.path("status").asText("");
      String before = statuses.put(userId, status);
      if (before != null && !status.equals(before)) {
        changed.add(userId);
      }
    }
  }

  /** Whether it is known of everybody how he is. */
  synchronized boolean knowsAll() {
    return statuses.keySet().containsAll(names.keySet());
  }

  /** A {@code typing}: the whole list. */
  synchronized void typing(JsonNode frame) {
    Set<String> now = new LinkedHashSet<>();
    frame.path("users").forEach(user -> now.add(user.path("userId").asText("")));
    now.stream().filter(userId -> !typists.contains(userId)).forEach(began::add);
    typists.clear();
    typists.addAll(now);
  }

  synchronized void receipt(JsonNode frame) {
    for (JsonNode marker : frame.path("markers")) {
      String userId = marker.path("userId").asText("");
      if (names.containsKey(userId)) {
        read.merge(userId, marker.path("readSeq").asLong(0), Math::max);
      }
    }
  }

  /** Who came or went, with how they are now. */
  synchronized Map<String, String> takePresence() {
    Map<String, String> taken = new LinkedHashMap<>();
    changed.forEach(userId -> taken.put(userId, statuses.get(userId)));
    changed.clear();
    return taken;
  }

  /**
   * Lines for those who came or went.
   *
   * @param platforms of those who are there
   */
  List<String> presenceLines(Map<String, String> taken, Map<String, String> platforms) {
    Map<String, List<String>> groups = new LinkedHashMap<>();
    taken.forEach(
        (userId, status) ->
            groups
                .computeIfAbsent(
                    switch (status) {
                      case "ONLINE" -> " came online" + platforms.getOrDefault(userId, "");
                      case "AWAY" -> " went idle";
                      default -> " went offline";
                    },
                    what -> new ArrayList<>())
                .add(userId));
    List<String> lines = new ArrayList<>();
    groups.forEach((what, userIds) -> lines.add(named(userIds) + what));
    return lines;
  }

  synchronized List<String> typingLines() {
    if (began.isEmpty()) {
      return List.of();
    }
    String line = named(began) + (began.size() == 1 ? " is typing" : " are typing");
    began.clear();
    return List.of(line);
  }

  synchronized List<String> receiptLines() {
    if (read.isEmpty()) {
      return List.of();
    }
    StringBuilder line = new StringBuilder();
    read.entrySet().stream()
        .limit(NAMED)
        .forEach(
            marker ->
                line.append(line.isEmpty() ? "" : ", ")
                    .append(name(marker.getKey()))
                    .append(line.indexOf("read") < 0 ? " read up to " : " up to ")
                    .append(marker.getValue()));
    line.append(more(read.size()));
    read.clear();
    return List.of(line.toString());
  }

  private String named(Collection<String> userIds) {
    return String.join(", ", userIds.stream().limit(NAMED).map(this::name).toList())
        + more(userIds.size());
  }

  private static String more(int count) {
    return count > NAMED ? " and " + (count - NAMED) + " more" : "";
  }

  private String name(String userId) {
    return names.getOrDefault(userId, userId);
  }
}
