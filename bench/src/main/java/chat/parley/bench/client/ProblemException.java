package chat.parley.bench.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;

/** A coded refusal by the server, or the lack of an answer. */
public final class ProblemException extends RuntimeException {

  /** The code of what the server never answered: time-out, connection gone. */
  public static final String GONE = "gone";

  private static final long serialVersionUID = 1L;
  private static final Set<String> UNKNOWN = Set.of(GONE, "unavailable", "overloaded", "internal");
  private static final Set<String> WAIT = Set.of("rate_limited", "silenced");

  private final String code;
  private final int status;
  private final String detail;
  private final long retryAfterMs;
  private final boolean temporary;

  /**
   * A problem with a code that the protocol knows.
   *
   * @param code the protocol's code
   * @param status the HTTP status, 0 where there was none
   * @param retryAfterMs milliseconds after which a repetition may succeed, 0 where none is named
   */
  public ProblemException(String code, int status, String detail, long retryAfterMs) {
    this(
        code,
        status,
        detail,
        retryAfterMs,
        retryAfterMs > 0 || UNKNOWN.contains(code) || WAIT.contains(code));
  }

  private ProblemException(
      String code, int status, String detail, long retryAfterMs, boolean temporary) {
    super(code + (detail.isEmpty() ? "" : ": " + detail));
    this.code = code;
    this.status = status;
    this.detail = detail;
    this.retryAfterMs = retryAfterMs;
    this.temporary = temporary;
  }

  /** No answer came. */
  static ProblemException gone(Throwable cause) {
    String what =
        cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    ProblemException gone = new ProblemException(GONE, 0, what, 0);
    gone.initCause(cause);
    return gone;
  }

  /** The body of an HTTP error; one that is no problem document becomes {@code internal}. */
  static ProblemException ofHttp(int status, JsonNode body) {
    return new ProblemException(
        body.path("code").asText("internal"),
        status,
        body.path("detail").asText(body.path("title").asText("status " + status)),
        body.path("retryAfterMs").asLong(0));
  }

  /** An {@code error} frame. */
  static ProblemException ofFrame(JsonNode frame) {
    ProblemException known =
        new ProblemException(
            frame.path("code").asText("internal"),
            0,
            frame.path("message").asText(""),
            frame.path("retryAfterMs").asLong(0));
    return frame.has("temporary") ? known.temporary(frame.get("temporary").asBoolean()) : known;
  }

  public String code() {
    return code;
  }

  public int status() {
    return status;
  }

  public long retryAfterMs() {
    return retryAfterMs;
  }

  /** Whether it may have been done all the same; every other code means that it was not. */
  public boolean outcomeUnknown() {
    return UNKNOWN.contains(code);
  }

  /** Whether the same request may succeed later. */
  public boolean temporary() {
    return temporary;
  }

  private ProblemException temporary(boolean said) {
    return new ProblemException(code, status, detail, retryAfterMs, said);
  }
}
