package chat.parley.engine.session;

import chat.parley.engine.domain.Caller;
import java.time.Instant;
import java.util.concurrent.CompletionStage;

/** Port: tells whose a token is. */
public interface TokenVerifier {

  /**
   * Completes with the token's content, or fails with {@link Invalid}; another failure means that
   * it cannot be told now (the issuer's keys cannot be had).
   */
  CompletionStage<Verified> verify(String token);

  /** A token that was good when it was looked at. */
  record Verified(Caller caller, Instant issuedAt, Instant expiresAt) {}

  /** A token that is not to be trusted; the message says why and may be shown. */
  final class Invalid extends Exception {
    private static final long serialVersionUID = 1L;

    public Invalid(String message) {
      super(message, null, false, false);
    }
  }
}
