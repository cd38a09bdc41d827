package chat.parley.cli.importing;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Makes import lines of a log. A line's position in its source is twice its number in the file,
 * from 0: a change of nick is a leaving there and a joining at the odd position after it.
 */
public final class IrcConversion {

  private static final int LONGEST_TEXT = 4_000;

  private final Map<Integer, Integer> answers;
  private final IrcReading reading;
  private final Set<String> present;
  private final Set<Integer> said = new HashSet<>();
  private final Account account = new Account();
  private final List<String> out = new ArrayList<>();

  private IrcConversion(IrcLog log, Set<String> present) {
    this.answers = log.answers();
    this.reading = IrcReading.of(log);
    this.present = present;
  }

  /** What a log becomes. */
  public record Result(List<String> lines, Account account) {}

  /**
   * @param present nicks that are in the room at the log's start; as at its end afterwards
   */
  public static Result of(IrcLog log, Set<String> present) {
    IrcConversion conversion = new IrcConversion(log, present);
    conversion.account.replaced(log.replaced());
    conversion.reading.entries().forEach(conversion::convert);
    return new Result(List.copyOf(conversion.out), conversion.account);
  }

  private void convert(IrcReading.Entry entry) {
    account.line();
    int number = entry.number();
    Instant at = entry.at();
    IrcLine line = entry.line();
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
    String text = message.content();
    if (text.codePointCount(0, text.length()) > LONGEST_TEXT) {
      account.skip(Skip.TOO_LONG);
      return;
    }
    account.message();
    said.add(number);
    present.add(message.nick());
    Integer answered = answers.get(number);
    boolean kept = answered != null && said.contains(answered);
    if (answered != null) {
      account.reply(kept);
    }
    out.add(
        ImportLines.message(
            2L * number,
            at,
            message.nick(),
            text,
            kept ? 2L * answered : -1,
            reading.mentionedBy(message)));
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
