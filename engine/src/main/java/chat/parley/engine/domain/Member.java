package chat.parley.engine.domain;

import java.time.Instant;

/**
 * A member of a room.
 *
 * @param readSeq everything up to this seq is read; never goes back
 * @param deliveredSeq everything up to this seq has reached a device; never below readSeq
 * @param muted the member's own wish not to be notified of this room
 * @param silencedUntil may not post before this time; null when not silenced
 * @param posted messages posted so far, for the room's quota
 */
public record Member(
    String userId,
    MemberRole role,
    Instant joinedAt,
    long readSeq,
    long deliveredSeq,
    boolean muted,
    Instant silencedUntil,
    long posted) {

  public boolean isSilenced(Instant now) {
    return silencedUntil != null && silencedUntil.isAfter(now);
  }
}
