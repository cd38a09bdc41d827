package chat.parley.http.sse;

import chat.parley.engine.domain.Ids;
import chat.parley.engine.session.SessionRequest.Position;
import chat.parley.http.wire.WireException;
import chat.parley.http.wire.WireJson;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Where a reader stands in each of its rooms: {@code r1:41,r2}. The same text asks for rooms, is
 * the id of an event, and resumes. Behind an entry's last colon is the newest rev that the reader
 * has, or nothing; an id may have colons of its own, so what is no number there belongs to the id.
 */
final class Positions {

  /** Characters, so that it fits into a request's header when it comes back. */
  static final int CHARACTERS = 8_000;

  private static final int REV_DIGITS = 16;
  private static final long NONE = -1;

  private final Map<String, Long> revs;

  private Positions(Map<String, Long> revs) {
    this.revs = revs;
  }

  /**
   * Of a request: the rooms are those of its query where it names any; what the last event says of
   * them is newer.
   *
   * @param rooms parameter of the query, or null
   * @param lastEventId header that a reader sends when it comes back, or null
   */
  static Positions of(String rooms, String lastEventId) {
    Map<String, Long> asked = parse("rooms", rooms);
    Map<String, Long> last = parse("Last-Event-ID", lastEventId);
    if (asked.isEmpty()) {
      asked = last;
    } else {
      asked.replaceAll((room, rev) -> last.getOrDefault(room, NONE) < 0 ? rev : last.get(room));
    }
    int longest = asked.keySet().stream().mapToInt(room -> room.length() + REV_DIGITS + 2).sum();
    if (longest > CHARACTERS) {
      throw WireException.bad("the ids of these rooms are too long for one stream");
    }
    return new Positions(asked);
  }

  private static Map<String, Long> parse(String name, String text) {
    Map<String, Long> revs = new LinkedHashMap<>();
    if (text == null || text.isEmpty()) {
      return revs;
    }
    for (String entry : text.split(",", -1)) {
      int colon = entry.lastIndexOf(':');
      String rev = colon < 0 ? "" : entry.substring(colon + 1);
      boolean hasRev = colon >= 0 && rev.matches("[0-9]*");
      String room = hasRev ? entry.substring(0, colon) : entry;
      if (!Ids.isValid(room)) {
        throw WireException.bad(name + " must name rooms as in r1:41,r2");
      }
      if (revs.put(room, hasRev ? rev(name, rev) : NONE) != null) {
        throw WireException.bad(name + " names a room twice");
      }
    }
    return revs;
  }

  private static long rev(String name, String digits) {
    if (digits.isEmpty()) {
      return NONE;
    }
    long rev = digits.length() > REV_DIGITS ? Long.MAX_VALUE : Long.parseLong(digits);
    if (rev >= WireJson.NUMBERS_BELOW) {
      throw WireException.bad(name + " has a rev that is none");
    }
    return rev;
  }

  List<Position> list() {
    return revs.entrySet().stream().map(e -> new Position(e.getKey(), e.getValue())).toList();
  }

  /** The newest rev that the reader was given of one of its rooms, -1 for none. */
  long rev(String roomId) {
    return revs.getOrDefault(roomId, NONE);
  }

  /** The reader is given everything of this room up to this rev. */
  void reached(String roomId, long rev) {
    revs.replace(roomId, rev);
  }

  /** As an event's id has it: with a colon behind each room, so that no id is misread. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    revs.forEach(
        (room, rev) -> {
          text.append(text.isEmpty() ? "" : ",").append(room).append(':');
          if (rev >= 0) {
            text.append(rev.longValue());
          }
        });
    return text.toString();
  }
}
