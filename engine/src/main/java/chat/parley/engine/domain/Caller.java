package chat.parley.engine.domain;

/**
 * Who is asking: the verified content of a token. {@code name} is the display name (the user id
 * where the token has none), {@code avatarUrl} is null where the token has none.
 */
public record Caller(String tenant, String userId, String name, String avatarUrl, Role role) {

  /** The token's role within the tenant, not the role within a room. */
  public enum Role {
    USER,
    ADMIN,
    BOT
  }

  public boolean isAdmin() {
    return role == Role.ADMIN;
  }
}
