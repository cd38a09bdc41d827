package chat.parley.http.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.parley.engine.session.TokenVerifier.Invalid;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tokens by an issuer's keys, which a real HTTP server shows. */
class IssuerSignaturesTest {

  private final AtomicInteger fetches = new AtomicInteger();
  private volatile JWKSet shown = new JWKSet(List.of());
  private volatile int status = 200;
  private HttpServer issuer;
  private JwtVerifier verifier;

  @BeforeEach
  void serve() throws Exception {
    issuer = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    issuer.createContext(
        "/keys",
        exchange -> {
          fetches.incrementAndGet();
          byte[] body = shown.toString(true).getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().add("Content-Type", "application/json");
          exchange.sendResponseHeaders(status, status == 200 ? body.length : -1);
          if (status == 200) {
            exchange.getResponseBody().write(body);
          }
          exchange.close();
        });
    issuer.start();
    verifier = verifier(Duration.ofMillis(1));
  }

  private JwtVerifier verifier(Duration betweenFetches) {
    URI url = URI.create("http://127.0.0.1:" + issuer.getAddress().getPort() + "/keys");
    return JwtVerifier.of(
        new TokenSettings(null, url, null, null), Clock.systemUTC(), betweenFetches);
  }

  @AfterEach
  void end() {
    verifier.close();
    issuer.stop(0);
  }

  private String user(String token) throws Exception {
    return verifier.verify(token).toCompletableFuture().get().caller().userId();
  }

  private static JWTClaimsSet claims(String userId) {
    return new JWTClaimsSet.Builder()
        .subject(userId)
        .expirationTime(Date.from(Instant.now().plusSeconds(600)))
        .build();
  }

  private static String sign(JWSAlgorithm algorithm, String kid, JWSSigner signer, String userId)
      throws Exception {
    SignedJWT jwt =
        new SignedJWT(new JWSHeader.Builder(algorithm).keyID(kid).build(), claims(userId));
    jwt.sign(signer);
    return jwt.serialize();
  }

  private static String rs256(RSAKey key, String userId) throws Exception {
    return sign(JWSAlgorithm.RS256, key.getKeyID(), new RSASSASigner(key), userId);
  }

  private void show(JWK... keys) {
    shown = new JWKSet(List.of(keys));
  }

  @Test
  void anRsaKeySignsRs256() throws Exception {
    RSAKey key = new RSAKeyGenerator(2048).keyID("k1").generate();
    show(key);

    assertThat(user(rs256(key, "ada"))).isEqualTo("ada");
  }

  @Test
  void aP256KeySignsEs256() throws Exception {
    ECKey key = new ECKeyGenerator(Curve.P_256).keyID("k1").generate();
    show(key);

    assertThat(user(sign(JWSAlgorithm.ES256, "k1", new ECDSASigner(key), "ada"))).isEqualTo("ada");
  }

  @Test
  void anEd25519KeySignsEdDsa() throws Exception {
    KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    byte[] encoded = pair.getPublic().getEncoded();
    byte[] x = Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length);
    show(new OctetKeyPair.Builder(Curve.Ed25519, Base64URL.encode(x)).keyID("k1").build());
    String signed = edDsa(pair, "ada");
    String other = edDsa(KeyPairGenerator.getInstance("Ed25519").generateKeyPair(), "bo");

    assertThat(user(signed)).isEqualTo("ada");
    assertThatThrownBy(() -> user(other)).hasCauseInstanceOf(Invalid.class);
  }

  private static String edDsa(KeyPair pair, String userId) throws Exception {
    SignedJWT jwt =
        new SignedJWT(
            new JWSHeader.Builder(JWSAlgorithm.EdDSA).keyID("k1").build(), claims(userId));
    Signature signature = Signature.getInstance("Ed25519");
    signature.initSign(pair.getPrivate());
    signature.update(jwt.getSigningInput());
    return new String(jwt.getSigningInput(), StandardCharsets.US_ASCII)
        + "."
        + Base64URL.encode(signature.sign());
  }

  @Test
  void theKeysAreFetchedOnceForManyTokens() throws Exception {
    RSAKey key = new RSAKeyGenerator(2048).keyID("k1").generate();
    show(key);

    for (int i = 0; i < 20; i++) {
      user(rs256(key, "u" + i));
    }

    assertThat(fetches).hasValue(1);
  }

  @Test
  void aNewKeyIsLookedUpWhenATokenNamesIt() throws Exception {
    RSAKey old = new RSAKeyGenerator(2048).keyID("old").generate();
    RSAKey fresh = new RSAKeyGenerator(2048).keyID("fresh").generate();
    show(old);
    user(rs256(old, "ada"));

    show(fresh);

    assertThat(user(rs256(fresh, "bo"))).isEqualTo("bo");
    assertThatThrownBy(() -> user(rs256(old, "cy"))).hasCauseInstanceOf(Invalid.class);
  }

  @Test
  void aKeyThatIsNotShownSignsNothing() throws Exception {
    show(new RSAKeyGenerator(2048).keyID("k1").generate());
    RSAKey forged = new RSAKeyGenerator(2048).keyID("k1").generate();

    assertThatThrownBy(() -> user(rs256(forged, "ada"))).hasCauseInstanceOf(Invalid.class);
  }

  @Test
  void aPublicKeyIsNoSecret() throws Exception {
    RSAKey key = new RSAKeyGenerator(2048).keyID("k1").generate();
    show(key);
    MACSigner signer = new MACSigner(key.toRSAPublicKey().getEncoded());
    String token = sign(JWSAlgorithm.HS256, "k1", signer, "ada");

    assertThatThrownBy(() -> user(token)).hasCauseInstanceOf(Invalid.class);
    assertThat(fetches).hasValue(0);
  }

  @Test
  void tokensOfUnknownKeysDoNotMakeTheNodeHammerTheIssuer() throws Exception {
    RSAKey key = new RSAKeyGenerator(2048).keyID("k1").generate();
    show(key);
    verifier.close();
    verifier = verifier(Duration.ofMinutes(4));

    for (int i = 0; i < 20; i++) {
      RSAKey unknown = new RSAKey.Builder(key).keyID("unknown" + i).build();
      assertThatThrownBy(() -> user(rs256(unknown, "ada")));
    }

    assertThat(fetches).hasValueLessThanOrEqualTo(2);
    assertThat(user(rs256(key, "ada"))).isEqualTo("ada");
  }

  @Test
  void withoutTheIssuerNobodyIsCalledAForger() throws Exception {
    status = 500;
    RSAKey key = new RSAKeyGenerator(2048).keyID("k1").generate();

    assertThatThrownBy(() -> user(rs256(key, "ada")))
        .hasCauseInstanceOf(Signatures.KeysUnavailableException.class);
  }
}
