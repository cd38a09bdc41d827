package chat.parley.bench.operations;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collection;

/**
 * What waits for a user in all rooms that are not muted.
 *
 * @param rooms with something unread
 */
record Total(long unread, long mentions, long rooms) {

  static Total told(JsonNode body) {
    return new Total(
        body.path("unreadCount").asLong(-1),
        body.path("mentionCount").asLong(-1),
        body.path("rooms").asLong(-1));
  }

  static Total of(Collection<Counts> rooms) {
    long unread = 0;
    long mentions = 0;
    long waiting = 0;
    for (Counts room : rooms) {
      if (!room.muted()) {
        unread += room.unread();
        mentions += room.mentions();
        waiting += room.unread() > 0 ? 1 : 0;
      }
    }
    return new Total(unread, mentions, waiting);
  }

  @Override
  public String toString() {
    return unread + " unread, " + mentions + " mentions in " + rooms + " rooms";
  }
}
