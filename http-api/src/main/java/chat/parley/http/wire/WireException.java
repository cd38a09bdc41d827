package chat.parley.http.wire;

import chat.parley.engine.domain.ErrorCode;

/** Input that is not what the protocol asks for; the message may be shown to its sender. */
public final class WireException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final ErrorCode code;

  public WireException(ErrorCode code, String detail) {
    super(detail, null, false, false);
    this.code = code;
  }

  public static WireException bad(String detail) {
    return new WireException(ErrorCode.BAD_REQUEST, detail);
  }

  public ErrorCode code() {
    return code;
  }

  public String detail() {
    return getMessage();
  }
}
