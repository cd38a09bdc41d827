package chat.parley.engine.domain;

import java.time.Instant;
import java.util.List;

/**
 * A room as plain data, for its snapshots. A format: add fields, never rename or remove; a room
 * must be able to read the snapshots of the release before, and may always fall back on its events.
 */
public record RoomSnapshot(
    RoomKind kind,
    String name,
    String externalRef,
    Policy policy,
    boolean closed,
    boolean archived,
    Instant createdAt,
    List<Member> members,
    long rev,
    long lastSeq,
    Instant lastMessageAt,
    boolean live,
    List<Message> window,
    List<Change> recent,
    List<SentKey> sentKeys,
    long keysForgottenUpTo,
    long[] uncounted,
    List<MentionsOf> mentions,
    List<ImportOf> imports) {

  /** A clientMessageId that was used; {@code at} in milliseconds since 1970. */
  public record SentKey(
      String senderId, String clientMessageId, long seq, long rev, long fingerprint, long at) {}

  /** Unread mentions of a member. */
  public record MentionsOf(String userId, long[] seqs) {}

  /** An import's position; places as triples position, seq, milliseconds since 1970. */
  public record ImportOf(String source, long position, long[] places) {}
}
