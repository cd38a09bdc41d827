package chat.parley.engine.domain;

import java.time.Instant;

/**
 * What a room says of itself, without its messages and members.
 *
 * @param name null for DIRECT rooms and where none was given
 * @param externalRef the host application's own name of it, or null
 * @param lastMessageAt null while there is no message
 */
public record RoomInfo(
    String roomId,
    RoomKind kind,
    String name,
    String externalRef,
    Policy policy,
    boolean closed,
    boolean archived,
    Instant createdAt,
    int memberCount,
    long lastSeq,
    long rev,
    Instant lastMessageAt) {}
