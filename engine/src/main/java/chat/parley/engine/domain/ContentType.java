package chat.parley.engine.domain;

/** What a message's content is. SYSTEM messages do not count as unread. */
public enum ContentType {
  TEXT,
  IMAGE,
  FILE,
  CARD,
  SYSTEM
}
