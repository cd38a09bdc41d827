package chat.parley.http.token;

import chat.parley.engine.session.TokenVerifier.Invalid;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.jwk.source.RateLimitReachedException;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import com.nimbusds.jwt.SignedJWT;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The public keys that an issuer shows (JWKS, RFC 7517): an RSA key stands for RS256, a P-256 key
 * for ES256, an Ed25519 key for EdDSA; other keys are passed over.
 *
 * <p>The set is fetched once and kept, looked at again before it grows old and when a token names a
 * key that is not in it, and used on for a while when the issuer is away.
 */
final class IssuerSignatures implements Signatures {

  private static final Logger LOG = LoggerFactory.getLogger(IssuerSignatures.class);

  private static final int CONNECT_MS = 2_000;
  private static final int READ_MS = 2_000;
  private static final int SET_BYTES = 512 * 1024;
  private static final Duration FRESH = Duration.ofMinutes(5);
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final Duration AHEAD = Duration.ofSeconds(30);
  private static final Duration OUTAGE = Duration.ofHours(4);

  private static final int THREADS = 4;
  private static final int WAITING = 1_000;

  private final JWKSource<SecurityContext> keys;

  /** Fetching blocks; what does not fit any more is refused, and its sender told to come again. */
  private final ExecutorService threads =
      new ThreadPoolExecutor(
          THREADS,
          THREADS,
          1,
          TimeUnit.MINUTES,
          new ArrayBlockingQueue<>(WAITING),
          IssuerSignatures::thread);

  /**
   * @param betweenFetches how long tokens with unknown keys wait before they cause another fetch
   */
  IssuerSignatures(URI jwksUrl, Duration betweenFetches) {
    try {
      keys =
          JWKSourceBuilder.create(
                  jwksUrl.toURL(), new DefaultResourceRetriever(CONNECT_MS, READ_MS, SET_BYTES))
              .cache(FRESH.toMillis(), PATIENCE.toMillis())
              .refreshAheadCache(AHEAD.toMillis(), null, threads, false, null, false)
              .rateLimited(betweenFetches.toMillis())
              .outageTolerant(OUTAGE.toMillis())
              .build();
    } catch (MalformedURLException e) {
      throw new IllegalArgumentException("the JWKS URL is no URL", e);
    }
  }

  private static Thread thread(Runnable task) {
    Thread thread = new Thread(task, "parley-token-keys");
    thread.setDaemon(true);
    return thread;
  }

  /** Where {@link #check} may run. */
  Executor threads() {
    return threads;
  }

  @Override
  public void check(SignedJWT token) throws Invalid {
    JWSAlgorithm algorithm = token.getHeader().getAlgorithm();
    if (!List.of(JWSAlgorithm.RS256, JWSAlgorithm.ES256, JWSAlgorithm.EdDSA).contains(algorithm)) {
      throw new Invalid("the token's algorithm is none of RS256, ES256 and EdDSA");
    }
    for (JWK key : candidates(token)) {
      if (isSignedBy(key, token)) {
        return;
      }
    }
    throw new Invalid("the token is signed by no key of its issuer");
  }

  private List<JWK> candidates(SignedJWT token) {
    try {
      return keys.get(new JWKSelector(JWKMatcher.forJWSHeader(token.getHeader())), null);
    } catch (RateLimitReachedException e) {
      throw new KeysUnavailableException(e);
    } catch (KeySourceException e) {
      LOG.warn("the token issuer's keys cannot be had: {}", e.toString());
      throw new KeysUnavailableException(e);
    }
  }

  private static boolean isSignedBy(JWK key, SignedJWT token) {
    try {
      Optional<JWSVerifier> verifier = verifier(key, token.getHeader().getAlgorithm());
      return verifier.isPresent() && token.verify(verifier.get());
    } catch (JOSEException e) {
      return false;
    }
  }

  private static Optional<JWSVerifier> verifier(JWK key, JWSAlgorithm algorithm)
      throws JOSEException {
    if (key instanceof RSAKey rsa && algorithm.equals(JWSAlgorithm.RS256)) {
      return Optional.of(new RSASSAVerifier(rsa));
    }
    if (key instanceof ECKey ec
        && ec.getCurve().equals(Curve.P_256)
        && algorithm.equals(JWSAlgorithm.ES256)) {
      return Optional.of(new ECDSAVerifier(ec));
    }
    if (key instanceof OctetKeyPair pair
        && pair.getCurve().equals(Curve.Ed25519)
        && algorithm.equals(JWSAlgorithm.EdDSA)) {
      return Optional.of(new EdwardsVerifier(pair.getDecodedX()));
    }
    return Optional.empty();
  }

  @Override
  public void close() {
    threads.shutdownNow();
    if (keys instanceof Closeable closeable) {
      try {
        closeable.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
