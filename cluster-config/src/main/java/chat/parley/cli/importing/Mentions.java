package chat.parley.cli.importing;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Finds whom a message addresses: {@code nick: text}, {@code nick, text}, {@code a, b: text}. */
final class Mentions {

  private static final int MOST = 50;

  private final Map<String, String> known;
  private final Map<String, String> anyCase = new TreeMap<>();

  /**
   * @param spellings how nicks are written, each with its nick
   */
  Mentions(Map<String, String> spellings) {
    known = spellings;
    new TreeMap<>(spellings)
        .forEach((spelling, nick) -> anyCase.putIfAbsent(lower(spelling), nick));
  }

  /** The nicks addressed, each once. */
  List<String> in(String text) {
    List<String> nicks = new ArrayList<>();
    int start = 0;
    while (nicks.size() < MOST) {
      int end = endOfName(text, start);
      String nick = end < 0 ? null : nick(text.substring(start, end).strip());
      if (nick == null) {
        break;
      }
      if (!nicks.contains(nick)) {
        nicks.add(nick);
      }
      if (text.charAt(end) == ':') {
        break;
      }
      start = end + 1;
    }
    return nicks;
  }

  private String nick(String spelling) {
    String exact = known.get(spelling);
    return exact != null ? exact : anyCase.get(lower(spelling));
  }

  /** Where a comma or colon stands that a space or the end follows; -1 for none. */
  private static int endOfName(String text, int start) {
    for (int i = start; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == ':' || c == ',') {
        boolean ends = i + 1 == text.length() || Character.isWhitespace(text.charAt(i + 1));
        return ends ? i : -1;
      }
    }
    return -1;
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }
}
