package chat.parley.engine.domain;

/** A user and whether he is there, for those of his tenant who may know. */
public record UserPresence(String userId, Presence presence) {}
