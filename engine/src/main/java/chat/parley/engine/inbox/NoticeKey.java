package chat.parley.engine.inbox;

/** The name of a user's notification. */
public record NoticeKey(String tenant, String userId, String id) {

  InboxUser user() {
    return new InboxUser(tenant, userId);
  }
}
