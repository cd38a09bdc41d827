package chat.parley.engine.inbox;

import chat.parley.engine.domain.RoomKey;
import java.util.Set;

/**
 * What happened in a room, as far as the inboxes of its members are concerned.
 *
 * @param sequenceNr of the room's newest event among these
 * @param all the counts of every member may have changed
 * @param concerned members who joined, or whose own marker moved
 * @param left who is no member any more
 */
public record RoomNews(
    RoomKey room, long sequenceNr, boolean all, Set<String> concerned, Set<String> left) {
  public RoomNews {
    concerned = concerned == null ? Set.of() : Set.copyOf(concerned);
    left = left == null ? Set.of() : Set.copyOf(left);
  }
}
