package chat.parley.engine.domain;

/** What moderation says of a message. PENDING and REJECTED are seen by their sender alone. */
public enum ModerationStatus {
  APPROVED,
  PENDING,
  FLAGGED,
  REJECTED
}
