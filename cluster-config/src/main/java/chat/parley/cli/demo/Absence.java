package chat.parley.cli.demo;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Somebody is away.
 *
 * @param from after the beginning, on the demo's own clock, as {@code until} is
 */
record Absence(String userId, Duration from, Duration until) {

  /** Whoever has nothing to say for so long goes: long enough to be seen as OFFLINE. */
  private static final Duration QUIET = Duration.ofSeconds(20);

  private static final Duration STAYS = Duration.ofSeconds(1);
  private static final Duration BACK_BEFORE = Duration.ofSeconds(3);

  /**
   * Everybody's, between what they say; at the end all are there.
   *
   * @param speed times as fast as the log
   * @param longest when the demo ends at the latest
   */
  static List<Absence> of(DemoScript script, double speed, Duration longest) {
    Map<String, Duration> lastSaid = new LinkedHashMap<>();
    script.userIds().forEach(userId -> lastSaid.put(userId, Duration.ZERO));
    List<Absence> absences = new ArrayList<>();
    Duration end = Duration.ZERO;
    for (DemoScript.Line line : script.lines()) {
      Duration at = line.at(speed);
      if (at.compareTo(longest) > 0) {
        end = longest;
        break;
      }
      add(absences, line.userId(), lastSaid.put(line.userId(), at), at);
      end = at;
    }
    for (Map.Entry<String, Duration> last : lastSaid.entrySet()) {
      add(absences, last.getKey(), last.getValue(), end);
    }
    return absences;
  }

  private static void add(List<Absence> absences, String userId, Duration said, Duration next) {
    if (next.minus(said).compareTo(QUIET) >= 0) {
      absences.add(new Absence(userId, said.plus(STAYS), next.minus(BACK_BEFORE)));
    }
  }
}
