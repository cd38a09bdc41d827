package chat.parley.bench.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Real logs as a load: each file is a room, its nicks are the members, each line is sent by its
 * nick at its own time. Times have minutes only: the lines of one minute are spread evenly over it.
 */
final class Script {

  private static final Pattern LINE = Pattern.compile("\\[(\\d\\d):(\\d\\d)] <([^>]+)> (.+)");
  private static final int MINUTES_A_DAY = 24 * 60;
  private static final double NANOS = 1e9;

  /** A line, its time in minutes from the first one of its room. */
  private record Line(double minute, int room, int user, String text) {}

  private final List<Line> lines;
  private final Cast cast;

  private Script(List<Line> lines, Cast cast) {
    this.lines = lines;
    this.cast = cast;
  }

  static Script empty() {
    return new Script(List.of(), Cast.even(0, 0, 0, 0));
  }

  /** Reads all {@code *.raw.txt} of a directory. */
  static Script read(Path directory) {
    try (Stream<Path> files = Files.list(directory)) {
      List<List<String>> logs = new ArrayList<>();
      for (Path file : files.filter(one -> one.toString().endsWith(".raw.txt")).sorted().toList()) {
        // Some bytes are damaged, as they were in the channel: they are replaced.
        logs.add(new String(Files.readAllBytes(file), StandardCharsets.UTF_8).lines().toList());
      }
      return of(logs);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Takes the lines of each log. */
  static Script of(List<List<String>> logs) {
    Map<String, Integer> users = new LinkedHashMap<>();
    List<Line> all = new ArrayList<>();
    List<int[]> members = new ArrayList<>();
    for (List<String> log : logs) {
      List<Line> room = room(members.size(), log, users);
      Set<Integer> inside = new LinkedHashSet<>();
      room.forEach(line -> inside.add(line.user));
      members.add(inside.stream().mapToInt(Integer::intValue).toArray());
      all.addAll(room);
    }
    all.sort(Comparator.comparingDouble(Line::minute));
    return new Script(all, new Cast(users.size(), members, users.size()));
  }

  private static List<Line> room(int number, List<String> log, Map<String, Integer> users) {
    List<Line> lines = new ArrayList<>();
    int first = -1;
    for (String line : log) {
      Matcher parts = LINE.matcher(line);
      if (parts.matches() && !parts.group(4).isBlank()) {
        int clock = 60 * Integer.parseInt(parts.group(1)) + Integer.parseInt(parts.group(2));
        first = first < 0 ? clock : first;
        int minute = (clock - first + MINUTES_A_DAY) % MINUTES_A_DAY;
        int user = users.computeIfAbsent(parts.group(3), nick -> users.size());
        lines.add(new Line(minute, number, user, parts.group(4)));
      }
    }
    return spread(lines);
  }

  /** Gives the lines of each minute places within it. */
  private static List<Line> spread(List<Line> lines) {
    List<Line> spread = new ArrayList<>();
    int from = 0;
    while (from < lines.size()) {
      int to = from;
      while (to < lines.size() && lines.get(to).minute == lines.get(from).minute) {
        to++;
      }
      for (int i = from; i < to; i++) {
        Line line = lines.get(i);
        double minute = line.minute + (double) (i - from) / (to - from);
        spread.add(new Line(minute, line.room, line.user, line.text));
      }
      from = to;
    }
    return spread;
  }

  Cast cast() {
    return cast;
  }

  /** In the order in which they are sent. */
  Texts texts() {
    return Texts.of(lines.stream().map(Line::text).toList());
  }

  /** When each line is due, in nanoseconds from the first, at this mean rate. */
  List<Long> times(double perSecond) {
    double last = lines.isEmpty() ? 1 : Math.max(1e-9, lines.get(lines.size() - 1).minute);
    double nanosPerMinute = lines.size() / perSecond * NANOS / last;
    return lines.stream().map(line -> (long) (line.minute * nanosPerMinute)).toList();
  }

  /**
   * Sends the lines, so much faster that their mean rate is this; again from the start at the end.
   */
  void play(Loop loop, Crowd crowd, double perSecond, long since, long until) {
    List<Long> times = times(perSecond);
    long round = (long) (lines.size() / perSecond * NANOS);
    for (long i = 0; ; i++) {
      Line line = lines.get((int) (i % lines.size()));
      long due = since + i / lines.size() * round + times.get((int) (i % lines.size()));
      if (due >= until || Thread.currentThread().isInterrupted()) {
        return;
      }
      loop.at(due, () -> crowd.send(line.user, line.room, due));
    }
  }
}
