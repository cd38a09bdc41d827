package chat.parley.cli.importing;

import java.time.Instant;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** A log with each line understood as far as that goes. */
public final class IrcReading {

  /**
   * One line.
   *
   * @param number from 0
   * @param at its time, different from that of every other line of its minute
   */
  public record Entry(int number, Instant at, IrcLine line) {}

  private final List<Entry> entries;
  private final Mentions mentions;

  private IrcReading(List<Entry> entries, Mentions mentions) {
    this.entries = List.copyOf(entries);
    this.mentions = mentions;
  }

  /** Reads the log twice, since a nick may be known only from later lines. */
  public static IrcReading of(IrcLog log) {
    List<IrcLine.Timed> lines = log.lines().stream().map(IrcLine.Timed::of).toList();
    IrcLine.Grammar grammar = new IrcLine.Grammar();
    lines.forEach(line -> grammar.read(line.rest()));
    IrcClock clock = new IrcClock(log.date(), firstTime(lines));
    List<Entry> entries = new ArrayList<>(lines.size());
    for (IrcLine.Timed line : lines) {
      entries.add(new Entry(entries.size(), clock.next(line.time()), grammar.read(line.rest())));
    }
    return new IrcReading(entries, new Mentions(grammar.spellings()));
  }

  /** Every line, in order. */
  public List<Entry> entries() {
    return entries;
  }

  /** User ids of those whom a message addresses, without the sender. */
  public List<String> mentionedBy(IrcLine.Said message) {
    return mentions.in(message.text()).stream()
        .filter(nick -> !nick.equals(message.nick()))
        .map(Nicks::userId)
        .toList();
  }

  private static LocalTime firstTime(List<IrcLine.Timed> lines) {
    return lines.stream()
        .map(IrcLine.Timed::time)
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(LocalTime.MIDNIGHT);
  }
}
