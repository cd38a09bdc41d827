package chat.parley.http.ws.frame;

/** Why a WebSocket closes (RFC 6455, 7.4). */
public final class CloseCode {

  /** Done. */
  public static final int NORMAL = 1000;

  /** The peer broke the rules of framing. */
  public static final int PROTOCOL_ERROR = 1002;

  /** The peer closed without saying why; never on the wire. */
  public static final int NONE = 1005;

  /** Text that is no UTF-8. */
  public static final int NOT_UTF_8 = 1007;

  private CloseCode() {}

  /** Whether a peer may say it: what the RFC defines for the wire, libraries and applications. */
  static boolean isAllowed(int code) {
    return (code >= NORMAL && code <= 1003)
        || (code >= NOT_UTF_8 && code <= 1011)
        || (code >= 3000 && code <= 4999);
  }
}
