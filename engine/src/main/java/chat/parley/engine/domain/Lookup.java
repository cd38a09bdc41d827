package chat.parley.engine.domain;

/** A message beyond the window that the room must see before it can decide. */
public sealed interface Lookup {

  /** The message at a seq. */
  record BySeq(long seq) implements Lookup {}

  /** The message that a sender posted under a clientMessageId. */
  record ByClientMessageId(String senderId, String clientMessageId) implements Lookup {}
}
