package chat.parley.cli.demo;

import chat.parley.cli.importing.IrcLine;
import chat.parley.cli.importing.IrcLog;
import chat.parley.cli.importing.IrcReading;
import chat.parley.cli.importing.Nicks;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Who says what and when.
 *
 * @param lines in order
 * @param people user id to name, the talkative first
 */
public record DemoScript(List<Line> lines, Map<String, String> people) {

  private static final int LONGEST_TEXT = 4_000;

  /**
   * One message.
   *
   * @param at after the first one, at the speed of the log
   * @param answers number of the line it answers, or -1
   */
  record Line(
      int number, Duration at, String userId, String content, List<String> mentions, int answers) {

    /** The same so many times as fast. */
    Duration at(double speed) {
      return Duration.ofNanos((long) (at.toNanos() / speed));
    }
  }

  /**
   * The messages of a log. Its times have minutes only, so the messages of a minute are spread over
   * it.
   *
   * @param most people to take, those who say most
   */
  public static DemoScript of(IrcLog log, int most) {
    IrcReading reading = IrcReading.of(log);
    List<IrcReading.Entry> said =
        reading.entries().stream().filter(entry -> isSayable(entry.line())).toList();
    Map<String, String> people = talkative(said, most);
    List<IrcReading.Entry> kept =
        said.stream().filter(entry -> people.containsKey(userOf(entry))).toList();
    Map<Instant, Integer> perMinute = new HashMap<>();
    kept.forEach(entry -> perMinute.merge(minuteOf(entry), 1, Integer::sum));
    Map<Instant, Integer> before = new HashMap<>();
    List<Line> lines = new ArrayList<>(kept.size());
    for (IrcReading.Entry entry : kept) {
      Instant minute = minuteOf(entry);
      int nth = before.merge(minute, 1, Integer::sum) - 1;
      Duration at =
          Duration.between(minuteOf(kept.get(0)), minute)
              .plusMillis(60_000L * nth / perMinute.get(minute));
      IrcLine.Said message = (IrcLine.Said) entry.line();
      List<String> mentions =
          reading.mentionedBy(message).stream().filter(people::containsKey).toList();
      int answers = log.answers().getOrDefault(entry.number(), -1);
      lines.add(new Line(entry.number(), at, userOf(entry), message.content(), mentions, answers));
    }
    return new DemoScript(lines, people);
  }

  private static Map<String, String> talkative(List<IrcReading.Entry> said, int most) {
    Map<String, Long> counts =
        said.stream()
            .map(entry -> ((IrcLine.Said) entry.line()).nick())
            .collect(
                Collectors.groupingBy(nick -> nick, LinkedHashMap::new, Collectors.counting()));
    return counts.entrySet().stream()
        .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
        .limit(most)
        .collect(
            Collectors.toMap(
                entry -> Nicks.userId(entry.getKey()),
                Map.Entry::getKey,
                (one, other) -> one,
                LinkedHashMap::new));
  }

  private static boolean isSayable(IrcLine line) {
    return line instanceof IrcLine.Said said
        && said.content().codePointCount(0, said.content().length()) <= LONGEST_TEXT;
  }

  private static String userOf(IrcReading.Entry entry) {
    return Nicks.userId(((IrcLine.Said) entry.line()).nick());
  }

  private static Instant minuteOf(IrcReading.Entry entry) {
    return entry.at().truncatedTo(ChronoUnit.MINUTES);
  }

  Set<String> userIds() {
    return people.keySet();
  }
}
