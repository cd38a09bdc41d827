package chat.parley.http.token;

import chat.parley.engine.session.TokenVerifier;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/**
 * Tokens are JWTs (RFC 7519), signed by a shared secret or by the issuer's keys. A token that was
 * good is remembered by its hash, so that a client that calls often costs a look-up and not a
 * signature each time.
 */
public final class JwtVerifier implements TokenVerifier, AutoCloseable {

  private static final int LONGEST = 8_192;
  private static final int REMEMBERED = 10_000;

  /** An issuer's withdrawn key is trusted no longer than this, and the time its set is kept. */
  private static final Duration REMEMBERED_FOR = Duration.ofMinutes(5);

  private static final Duration BETWEEN_FETCHES = Duration.ofSeconds(30);

  /** To be cloned, which takes less than to look for it among the security providers. */
  private static final MessageDigest SHA_256 = sha256();

  private final Signatures signatures;
  private final ClaimRules rules;
  private final Executor executor;
  private final Clock clock;
  private final Cache<String, Verified> good;

  JwtVerifier(Signatures signatures, ClaimRules rules, Executor executor, Clock clock) {
    this.signatures = signatures;
    this.rules = rules;
    this.executor = executor;
    this.clock = clock;
    this.good =
        Caffeine.newBuilder()
            .maximumSize(REMEMBERED)
            .executor(Runnable::run)
            .expireAfter(Expiry.<String, Verified>creating((hash, token) -> REMEMBERED_FOR))
            .build();
  }

  /** To be closed when the node stops. */
  public static JwtVerifier of(TokenSettings settings, Clock clock) {
    return of(settings, clock, BETWEEN_FETCHES);
  }

  /**
   * @param betweenFetches how long a token with an unknown key waits before it causes a fetch again
   */
  static JwtVerifier of(TokenSettings settings, Clock clock, Duration betweenFetches) {
    ClaimRules rules = new ClaimRules(settings.issuer(), settings.audience());
    if (settings.secret() != null) {
      return new JwtVerifier(new SecretSignatures(settings.secret()), rules, Runnable::run, clock);
    }
    if (settings.jwksUrl() == null) {
      throw new IllegalArgumentException("neither a token secret nor a JWKS URL is set");
    }
    IssuerSignatures issuer = new IssuerSignatures(settings.jwksUrl(), betweenFetches);
    return new JwtVerifier(issuer, rules, issuer.threads(), clock);
  }

  @Override
  public CompletionStage<Verified> verify(String token) {
    if (token.length() > LONGEST) {
      return CompletableFuture.failedFuture(new Invalid("the token is too long"));
    }
    String hash = hash(token);
    Verified known = good.getIfPresent(hash);
    CompletableFuture<Verified> answer = new CompletableFuture<>();
    if (known == null) {
      try {
        executor.execute(() -> answer(answer, () -> check(token, hash)));
      } catch (RejectedExecutionException e) {
        answer.completeExceptionally(new Signatures.KeysUnavailableException(e));
      }
    } else {
      answer(answer, () -> stillAlive(known));
    }
    return answer;
  }

  /** Something that ends in a token's content. */
  private interface Check {
    Verified run() throws Invalid;
  }

  private static void answer(CompletableFuture<Verified> answer, Check check) {
    try {
      answer.complete(check.run());
    } catch (Invalid | RuntimeException e) {
      answer.completeExceptionally(e);
    }
  }

  private Verified stillAlive(Verified known) throws Invalid {
    ClaimRules.checkIsAlive(known.expiresAt(), now());
    return known;
  }

  private Verified check(String token, String hash) throws Invalid {
    SignedJWT jwt;
    JWTClaimsSet claims;
    try {
      jwt = SignedJWT.parse(token);
    } catch (ParseException e) {
      throw new Invalid("not a signed token");
    }
    signatures.check(jwt);
    try {
      claims = jwt.getJWTClaimsSet();
    } catch (ParseException e) {
      throw new Invalid("the token's claims are malformed");
    }
    Verified verified = rules.read(claims, now());
    good.put(hash, verified);
    return verified;
  }

  private Instant now() {
    return clock.instant();
  }

  /** Not the tokens themselves are remembered: what is not there cannot leak. */
  private static String hash(String token) {
    try {
      MessageDigest digest = (MessageDigest) SHA_256.clone();
      byte[] hash = digest.digest(token.getBytes(StandardCharsets.UTF_8));
      return new String(hash, StandardCharsets.ISO_8859_1);
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("Java's own SHA-256 can be cloned", e);
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  @Override
  public void close() {
    signatures.close();
  }
}
