package chat.parley.engine.inbox;

/** A user of a tenant. */
public record InboxUser(String tenant, String userId) {}
