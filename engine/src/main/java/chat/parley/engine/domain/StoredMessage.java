package chat.parley.engine.domain;

/**
 * A message with what only the room needs to know of it.
 *
 * @param fingerprint of what was first sent, see {@link Fingerprints}
 * @param rev the room's rev at which it was posted
 */
public record StoredMessage(Message message, long fingerprint, long rev) {}
