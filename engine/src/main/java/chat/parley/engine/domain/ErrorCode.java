package chat.parley.engine.domain;

/** The closed table of coded errors; every door maps them to its own form. */
public enum ErrorCode {
  BAD_REQUEST(false),
  UNAUTHORIZED(false),
  FORBIDDEN(false),
  SILENCED(true),
  NOT_FOUND(false),
  CONFLICT(false),
  ROOM_CLOSED(false),
  TOO_LARGE(false),
  REJECTED(false),
  RATE_LIMITED(true),
  QUOTA_EXCEEDED(false),
  INTERNAL(true),
  UNSUPPORTED(false),
  UNAVAILABLE(true),
  OVERLOADED(true);

  private final boolean temporary;

  ErrorCode(boolean temporary) {
    this.temporary = temporary;
  }

  /** Whether the same request may succeed later. */
  public boolean temporary() {
    return temporary;
  }

  /** The name on the wire: {@code rate_limited}. */
  public String wire() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }
}
