package chat.parley.cli.importing;

import java.time.LocalTime;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What one line of an IRC log says. */
public sealed interface IrcLine {

  /** Said in the channel; {@code action}: in the form "* nick does this". */
  record Said(String nick, String text, boolean action) implements IrcLine {

    /** As a message: an action begins with {@code /me}, as people type it. */
    public String content() {
      return action ? "/me " + text : text;
    }
  }

  /** Came into the channel. */
  record Joined(String nick) implements IrcLine {}

  /** Went, or was made to go. */
  record Left(String nick) implements IrcLine {}

  /** Goes by another nick from here on. */
  record Renamed(String from, String to) implements IrcLine {}

  /** None of those. */
  record Skipped(Skip why) implements IrcLine {}

  /** The time at the start of a line, and the rest. {@code time} is null where there is none. */
  record Timed(LocalTime time, String rest) {

    private static final Pattern TIME =
        Pattern.compile("\\[([01]\\d|2[0-3]):([0-5]\\d)(?::[0-5]\\d)?] ?(.*)");

    static Timed of(String line) {
      Matcher timed = TIME.matcher(line);
      if (!timed.matches()) {
        return new Timed(null, line);
      }
      LocalTime time =
          LocalTime.of(Integer.parseInt(timed.group(1)), Integer.parseInt(timed.group(2)));
      return new Timed(time, timed.group(3));
    }
  }

  /**
   * Reads the part of a line after its time. Learns the nicks as it reads: old logs write an action
   * as {@code === nick waves}, which can be told from other system lines only by a nick known from
   * elsewhere. So a log is read twice.
   */
  final class Grammar {

    /** Some logs write {@code g[r]eek} as {@code g[r] eek}; no real nick holds a space. */
    private static final String NICK = "([^<> \\p{Cntrl}][^<>\\p{Cntrl}]*?)";

    private static final Pattern SAID = Pattern.compile("<" + NICK + "> ?(.*)");
    private static final Pattern ACTION = Pattern.compile(" ?\\* ([^\\s<>\\p{Cntrl}]+) ?(.*)");
    private static final Pattern NOTICE = Pattern.compile("-[^\\s:]+:[#&][^\\s]*- .*");
    private static final Pattern SYSTEM = Pattern.compile("===\\s*(.*)");
    private static final Pattern HOST_DOES =
        Pattern.compile(NICK + " \\[[^\\s\\[\\]]*]\\s+has (joined|left|quit)\\b.*");
    private static final Pattern RENAMED = Pattern.compile(NICK + " is now known as (\\S.*)");
    private static final Pattern KICKED = Pattern.compile(NICK + " was kicked (?:off|from) .*");

    private final Map<String, String> spellings = new HashMap<>();

    /** How nicks are spelled in what was read so far, each with its nick. */
    Map<String, String> spellings() {
      return spellings;
    }

    IrcLine read(String rest) {
      Matcher said = SAID.matcher(rest);
      if (said.matches()) {
        return said(said.group(1), said.group(2), false);
      }
      Matcher action = ACTION.matcher(rest);
      if (action.matches()) {
        return said(action.group(1), action.group(2), true);
      }
      Matcher system = SYSTEM.matcher(rest);
      if (system.matches()) {
        return system(system.group(1));
      }
      return new Skipped(NOTICE.matcher(rest).matches() ? Skip.NOTICE : Skip.NOT_UNDERSTOOD);
    }

    private IrcLine system(String text) {
      if (text.startsWith("mode/")) {
        return new Skipped(Skip.MODE);
      }
      Matcher does = HOST_DOES.matcher(text);
      if (does.matches()) {
        String nick = nick(does.group(1));
        return does.group(2).equals("joined") ? new Joined(nick) : new Left(nick);
      }
      Matcher renamed = RENAMED.matcher(text);
      if (renamed.matches()) {
        return new Renamed(nick(renamed.group(1)), nick(renamed.group(2)));
      }
      Matcher kicked = KICKED.matcher(text);
      if (kicked.matches()) {
        return new Left(nick(kicked.group(1)));
      }
      return actionOfKnown(text);
    }

    private IrcLine actionOfKnown(String text) {
      for (int end = text.indexOf(' '); end > 0; end = text.indexOf(' ', end + 1)) {
        String nick = spellings.get(text.substring(0, end));
        if (nick != null) {
          return said(nick, text.substring(end + 1), true);
        }
      }
      return new Skipped(Skip.NOT_UNDERSTOOD);
    }

    private IrcLine said(String spelling, String text, boolean action) {
      return text.isBlank() ? new Skipped(Skip.NO_TEXT) : new Said(nick(spelling), text, action);
    }

    private String nick(String spelling) {
      return spellings.computeIfAbsent(spelling, unknown -> spelling.replace(" ", ""));
    }
  }
}
