package chat.parley.http.token;

import chat.parley.engine.session.TokenVerifier;
import com.nimbusds.jwt.SignedJWT;

/** Tells whether a token was signed by whom we trust. The key decides the algorithm. */
interface Signatures extends AutoCloseable {

  /**
   * Returns when the signature is good. May block where keys have to be fetched.
   *
   * @throws TokenVerifier.Invalid when it is not
   * @throws KeysUnavailableException when it cannot be told now
   */
  void check(SignedJWT token) throws TokenVerifier.Invalid;

  @Override
  default void close() {}

  /** The issuer's keys cannot be had now. */
  final class KeysUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    KeysUnavailableException(Throwable cause) {
      super("the token issuer's keys cannot be had now", cause);
    }
  }
}
