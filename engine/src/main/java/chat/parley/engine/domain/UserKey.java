package chat.parley.engine.domain;

/** The address of a user: the tenant and the user's id within it. */
public record UserKey(String tenant, String userId) {

  public static UserKey of(Caller caller) {
    return new UserKey(caller.tenant(), caller.userId());
  }
}
