package chat.parley.engine.inbox;

import java.time.Instant;

/** What a member's list of rooms shows of one that changed. */
public record InboxRoom(
    String roomId, long lastSeq, Instant lastMessageAt, long unreadCount, long mentionCount) {}
