package chat.parley.http.token;

import chat.parley.engine.session.TokenVerifier.Invalid;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jwt.SignedJWT;
import java.nio.charset.StandardCharsets;

/** A secret shared with the issuer: HS256 and nothing else. */
final class SecretSignatures implements Signatures {

  private final JWSVerifier verifier;

  SecretSignatures(String secret) {
    try {
      verifier = new MACVerifier(secret.getBytes(StandardCharsets.UTF_8));
    } catch (JOSEException e) {
      throw new IllegalArgumentException("a token secret has at least 32 bytes", e);
    }
  }

  @Override
  public void check(SignedJWT token) throws Invalid {
    if (!JWSAlgorithm.HS256.equals(token.getHeader().getAlgorithm())) {
      throw new Invalid("the token's algorithm is not the one of this server's key");
    }
    try {
      if (!token.verify(verifier)) {
        throw new Invalid("the token's signature is wrong");
      }
    } catch (JOSEException e) {
      throw new Invalid("the token's signature cannot be checked");
    }
  }
}
