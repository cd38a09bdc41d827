package chat.parley.http.token;

import chat.parley.engine.domain.Caller;
import chat.parley.engine.domain.Ids;
import chat.parley.engine.domain.Limits;
import chat.parley.engine.domain.Texts;
import chat.parley.engine.session.TokenVerifier.Invalid;
import chat.parley.engine.session.TokenVerifier.Verified;
import chat.parley.http.wire.WebUrls;
import com.nimbusds.jwt.JWTClaimsSet;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;

/** What the claims of a token have to be, and whom they make the caller. */
final class ClaimRules {

  /** How far the clocks of issuer and node may be apart. */
  static final Duration SKEW = Duration.ofSeconds(30);

  private static final String DEFAULT_TENANT = "main";

  private final String issuer;
  private final String audience;

  /** Null: any. */
  ClaimRules(String issuer, String audience) {
    this.issuer = issuer;
    this.audience = audience;
  }

  Verified read(JWTClaimsSet claims, Instant now) throws Invalid {
    if (issuer != null && !issuer.equals(claims.getIssuer())) {
      throw new Invalid("the token is of another issuer");
    }
    if (audience != null && !claims.getAudience().contains(audience)) {
      throw new Invalid("the token is for another audience");
    }
    if (claims.getExpirationTime() == null) {
      throw new Invalid("the token has no exp");
    }
    Instant expiresAt = claims.getExpirationTime().toInstant();
    checkIsAlive(expiresAt, now);
    checkIsNotAhead(claims.getNotBeforeTime(), now);
    checkIsNotAhead(claims.getIssueTime(), now);
    Instant issuedAt =
        claims.getIssueTime() == null ? Instant.EPOCH : claims.getIssueTime().toInstant();
    return new Verified(caller(claims), issuedAt, expiresAt);
  }

  static void checkIsAlive(Instant expiresAt, Instant now) throws Invalid {
    if (!now.isBefore(expiresAt.plus(SKEW))) {
      throw new Invalid("the token has expired");
    }
  }

  private static void checkIsNotAhead(Date from, Instant now) throws Invalid {
    if (from != null && from.toInstant().isAfter(now.plus(SKEW))) {
      throw new Invalid("the token is not valid yet");
    }
  }

  private static Caller caller(JWTClaimsSet claims) throws Invalid {
    String userId = claims.getSubject();
    if (!Ids.isValid(userId)) {
      throw new Invalid("the token's sub must be a user id");
    }
    String tenant = text(claims, "tenant");
    if (tenant != null && !Ids.isValid(tenant)) {
      throw new Invalid("the token's tenant must be an id");
    }
    return new Caller(
        tenant == null ? DEFAULT_TENANT : tenant,
        userId,
        name(text(claims, "name"), userId),
        WebUrls.orNull(text(claims, "picture")),
        role(text(claims, "role")));
  }

  /** Nobody is kept out by a name that cannot be shown: then the id stands for it. */
  private static String name(String name, String userId) {
    boolean fits = name != null && Texts.lineComplaint("name", name, Limits.NAME) == null;
    return fits ? name : userId;
  }

  private static Caller.Role role(String role) throws Invalid {
    if (role == null) {
      return Caller.Role.USER;
    }
    for (Caller.Role known : Caller.Role.values()) {
      if (known.name().equals(role)) {
        return known;
      }
    }
    throw new Invalid("the token's role must be USER, ADMIN or BOT");
  }

  private static String text(JWTClaimsSet claims, String name) throws Invalid {
    try {
      return claims.getStringClaim(name);
    } catch (ParseException e) {
      throw new Invalid("the token's " + name + " must be a string");
    }
  }
}
