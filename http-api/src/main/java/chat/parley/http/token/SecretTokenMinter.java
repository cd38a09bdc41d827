package chat.parley.http.token;

import chat.parley.engine.domain.Caller;
import chat.parley.http.web.TokenMinter;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;

/** Makes the tokens that {@link JwtVerifier} takes under the same settings: HS256, by a secret. */
public final class SecretTokenMinter implements TokenMinter {

  private final TokenSettings settings;
  private final Duration validity;
  private final Clock clock;

  /**
   * @param settings with a secret
   * @param validity from the minting on
   */
  public SecretTokenMinter(TokenSettings settings, Duration validity, Clock clock) {
    if (settings.secret() == null) {
      throw new IllegalArgumentException("tokens can be made with a secret only");
    }
    this.settings = settings;
    this.validity = validity;
    this.clock = clock;
  }

  @Override
  public String mint(Caller caller) {
    Instant now = clock.instant();
    JWTClaimsSet claims =
        new JWTClaimsSet.Builder()
            .subject(caller.userId())
            .claim("tenant", caller.tenant())
            .claim("name", caller.name())
            .claim("picture", caller.avatarUrl())
            .claim("role", caller.role().name())
            .issuer(settings.issuer())
            .audience(settings.audience())
            .issueTime(Date.from(now))
            .expirationTime(Date.from(now.plus(validity)))
            .build();
    SignedJWT token = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), claims);
    try {
      token.sign(new MACSigner(settings.secret().getBytes(StandardCharsets.UTF_8)));
    } catch (JOSEException e) {
      throw new IllegalStateException("a secret of 32 bytes signs", e);
    }
    return token.serialize();
  }
}
