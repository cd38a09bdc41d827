package chat.parley.cli.importing;

import java.time.Instant;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * Makes import lines of a log. A line's position in its source is twice its number in the file,
 * from 0: a change of nick is a leaving there and a joining at the odd position after it.
 */
public final class IrcConversion {

  private static final int LONGEST_TEXT = 4_000;

  private final IrcLog log;
  private final Set<String> present;
  private final IrcLine.Grammar grammar = new IrcLine.Grammar();
  private final Set<Integer> said = new HashSet<>();
  private final Account account = new Account();
  private final List<String> out = new ArrayList<>();
  private final Mentions mentions;
  private final IrcClock clock;

  private IrcConversion(IrcLog log, Set<String> present) {
    this.log = log;
    this.present = present;
    log.lines().forEach(line -> grammar.read(IrcLine.Timed.of(line).rest()));
    mentions = new Mentions(grammar.spellings());
    clock = new IrcClock(log.date(), firstTime());
  }

  /** What a log becomes. */
  public record Result(List<String> lines, Account account) {}

  /**
   * @param present nicks that are in the room at the log's start; as at its end afterwards
   */
  public static Result of(IrcLog log, Set<String> present) {
    IrcConversion conversion = new IrcConversion(log, present);
    conversion.account.replaced(log.replaced());
    for (int number = 0; number < log.lines().size(); number++) {
      conversion.convert(number);
    }
    return new Result(List.copyOf(conversion.out), conversion.account);
  }

  private LocalTime firstTime() {
    return log.lines().stream()
        .map(line -> IrcLine.Timed.of(line).time())
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(LocalTime.MIDNIGHT);
  }

  private void convert(int number) {
    account.line();
    IrcLine.Timed timed = IrcLine.Timed.of(log.lines().get(number));
    Instant at = clock.next(timed.time());
    IrcLine line = grammar.read(timed.rest());
    if (line instanceof IrcLine.Said message) {
      say(number, at, message);
    } else if (line instanceof IrcLine.Joined joined) {
      changed(join(2L * number, at, joined.nick()));
    } else if (line instanceof IrcLine.Left left) {
      changed(leave(2L * number, at, left.nick()));
    } else if (line instanceof IrcLine.Renamed renamed) {
      boolean same = renamed.from().equals(renamed.to());
      boolean gone = !same && leave(2L * number, at, renamed.from());
      boolean come = !same && join(2L * number + 1, at, renamed.to());
      changed(gone || come);
    } else if (line instanceof IrcLine.Skipped skipped) {
      account.skip(skipped.why());
    } else {
      throw new IllegalStateException("a kind of line nobody handles: " + line);
    }
  }

  private void say(int number, Instant at, IrcLine.Said message) {
    String text = message.action() ? "/me " + message.text() : message.text();
    if (text.codePointCount(0, text.length()) > LONGEST_TEXT) {
      account.skip(Skip.TOO_LONG);
      return;
    }
    account.message();
    said.add(number);
    present.add(message.nick());
    Integer answered = log.answers().get(number);
    boolean kept = answered != null && said.contains(answered);
    if (answered != null) {
      account.reply(kept);
    }
    List<String> users =
        mentions.in(message.text()).stream()
            .filter(nick -> !nick.equals(message.nick()))
            .map(Nicks::userId)
            .toList();
    out.add(
        ImportLines.message(
            2L * number, at, message.nick(), text, kept ? 2L * answered : -1, users));
  }

  private boolean join(long position, Instant at, String nick) {
    if (!present.add(nick)) {
      return false;
    }
    out.add(ImportLines.join(position, at, nick));
    return true;
  }

  private boolean leave(long position, Instant at, String nick) {
    if (!present.remove(nick)) {
      return false;
    }
    out.add(ImportLines.leave(position, at, nick));
    return true;
  }

  private void changed(boolean anything) {
    if (anything) {
      account.membership();
    } else {
      account.skip(Skip.UNCHANGED);
    }
  }
}
