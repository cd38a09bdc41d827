package chat.parley.bench.operations;

import com.fasterxml.jackson.databind.JsonNode;

/** What a member has not read of a room, and up to where he has; told by a node, or counted. */
record Counts(long unread, long mentions, long readSeq, boolean muted) {

  /** As the list of rooms and a room itself tell it; what is left out becomes a number below 0. */
  static Counts told(JsonNode room) {
    return new Counts(
        room.path("unreadCount").asLong(-1),
        room.path("mentionCount").asLong(-1),
        room.path("readSeq").asLong(-1),
        room.path("muted").asBoolean());
  }

  @Override
  public String toString() {
    return unread
        + " unread, "
        + mentions
        + " mentions, read up to "
        + readSeq
        + (muted ? ", muted" : "");
  }
}
