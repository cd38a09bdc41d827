package chat.parley.engine.domain;

import java.time.Instant;

/** How a member changes. */
final class Members {

  private Members() {}

  static Member fresh(String userId, MemberRole role, Instant at, long readSeq) {
    return new Member(userId, role, at, readSeq, readSeq, false, null, 0);
  }

  static Member changed(Member m, MemberRole role, Instant silencedUntil) {
    return new Member(
        m.userId(),
        role,
        m.joinedAt(),
        m.readSeq(),
        m.deliveredSeq(),
        m.muted(),
        silencedUntil,
        m.posted());
  }

  static Member muted(Member m, boolean muted) {
    return new Member(
        m.userId(),
        m.role(),
        m.joinedAt(),
        m.readSeq(),
        m.deliveredSeq(),
        muted,
        m.silencedUntil(),
        m.posted());
  }

  /** One more message of the member's own: sending moves both markers to it. */
  static Member posted(Member m, long seq) {
    return new Member(
        m.userId(), m.role(), m.joinedAt(), seq, seq, m.muted(), m.silencedUntil(), m.posted() + 1);
  }

  static Member marked(Member m, long readSeq, long deliveredSeq) {
    return new Member(
        m.userId(),
        m.role(),
        m.joinedAt(),
        Math.max(m.readSeq(), readSeq),
        Math.max(m.deliveredSeq(), deliveredSeq),
        m.muted(),
        m.silencedUntil(),
        m.posted());
  }
}
