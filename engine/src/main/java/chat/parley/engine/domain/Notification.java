package chat.parley.engine.domain;

import java.time.Instant;

/**
 * What a user was told of in particular.
 *
 * @param kind mention, direct or invitation
 * @param actorId who caused it
 * @param actorName as the views know it, or the id where they know no name
 * @param messageId and {@code seq}: null and 0 for an invitation
 * @param preview the first 140 code points of the message
 * @param read marked as read, or the user's read marker has passed the message
 */
public record Notification(
    String id,
    String kind,
    String roomId,
    String actorId,
    String actorName,
    String messageId,
    long seq,
    String preview,
    Instant createdAt,
    boolean read) {}
