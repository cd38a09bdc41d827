package chat.parley.http.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.parley.engine.domain.Caller;
import chat.parley.engine.session.TokenVerifier.Invalid;
import chat.parley.engine.session.TokenVerifier.Verified;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which tokens are taken under a shared secret, and what they say. */
class JwtVerifierTest {

  private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
  private static final String SECRET = "thirty-two bytes are needed here";
  private static final TokenSettings SETTINGS = new TokenSettings(SECRET, null, null, null);

  private static Verified verify(TokenSettings settings, String token) throws Exception {
    try (JwtVerifier verifier = JwtVerifier.of(settings, Clock.fixed(NOON, ZoneOffset.UTC))) {
      return verifier.verify(token).toCompletableFuture().get();
    }
  }

  private static String token(UnaryOperator<JWTClaimsSet.Builder> claims) throws JOSEException {
    return signed(SECRET, JWSAlgorithm.HS256, claims.apply(good()).build());
  }

  private static String signed(String secret, JWSAlgorithm algorithm, JWTClaimsSet claims)
      throws JOSEException {
    SignedJWT jwt = new SignedJWT(new JWSHeader(algorithm), claims);
    jwt.sign(new MACSigner(secret));
    return jwt.serialize();
  }

  private static JWTClaimsSet.Builder good() {
    return new JWTClaimsSet.Builder().subject("u1").expirationTime(at(3_600));
  }

  private static Date at(long seconds) {
    return Date.from(NOON.plusSeconds(seconds));
  }

  @Test
  void aTokenMakesItsHolderTheCaller() throws Exception {
    Verified verified =
        verify(
            SETTINGS,
            token(
                c ->
                    c.claim("tenant", "acme")
                        .claim("name", "Ada")
                        .claim("picture", "https://example.com/a.png")
                        .claim("role", "BOT")
                        .issueTime(at(-60))));

    assertThat(verified.caller())
        .isEqualTo(new Caller("acme", "u1", "Ada", "https://example.com/a.png", Caller.Role.BOT));
    assertThat(verified.issuedAt()).isEqualTo(NOON.minusSeconds(60));
    assertThat(verified.expiresAt()).isEqualTo(NOON.plusSeconds(3_600));
  }

  @Test
  void aTokenNeedsToSayLittle() throws Exception {
    Verified verified = verify(SETTINGS, token(c -> c));

    assertThat(verified.caller()).isEqualTo(new Caller("main", "u1", "u1", null, Caller.Role.USER));
    assertThat(verified.issuedAt()).isEqualTo(Instant.EPOCH);
  }

  static Stream<Arguments> badTokens() throws JOSEException {
    JWTClaimsSet claims = good().build();
    String good = token(c -> c);
    String[] parts = good.split("\\.");
    SignedJWT rs256 = new SignedJWT(new JWSHeader(JWSAlgorithm.RS256), claims);
    rs256.sign(new RSASSASigner(new RSAKeyGenerator(2048).generate()));
    return Stream.of(
        Arguments.of("expired", token(c -> c.expirationTime(at(-31))), "expired"),
        Arguments.of("without exp", token(c -> c.expirationTime(null)), "no exp"),
        Arguments.of("alg none", new PlainJWT(claims).serialize(), "not a signed token"),
        Arguments.of("signature cut off", parts[0] + "." + parts[1] + ".", "not a signed token"),
        Arguments.of(
            "unsigned under another header",
            parts[0] + "." + parts[1] + ".AAAA",
            "signature is wrong"),
        Arguments.of(
            "another secret",
            signed("another secret of thirty-two byt", JWSAlgorithm.HS256, claims),
            "signature is wrong"),
        Arguments.of(
            "changed claims",
            parts[0] + "." + token(c -> c.subject("u2")).split("\\.")[1] + "." + parts[2],
            "signature is wrong"),
        Arguments.of("RS256", rs256.serialize(), "algorithm"),
        Arguments.of("HS512", signed(SECRET.repeat(2), JWSAlgorithm.HS512, claims), "algorithm"),
        Arguments.of("not yet", token(c -> c.notBeforeTime(at(31))), "not valid yet"),
        Arguments.of("issued ahead", token(c -> c.issueTime(at(31))), "not valid yet"),
        Arguments.of("no sub", token(c -> c.subject(null)), "sub"),
        Arguments.of("a sub with a bar", token(c -> c.subject("u|1")), "sub"),
        Arguments.of("a tenant with a slash", token(c -> c.claim("tenant", "a/b")), "tenant"),
        Arguments.of("a tenant of no text", token(c -> c.claim("tenant", 7)), "tenant"),
        Arguments.of("an unknown role", token(c -> c.claim("role", "ROOT")), "role"),
        Arguments.of("exp of no number", token(c -> c.claim("exp", "soon")), "malformed"),
        Arguments.of("no token at all", "hello", "not a signed token"),
        Arguments.of("endless", "a".repeat(8_193), "too long"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("badTokens")
  void aBadTokenIsInvalid(String what, String token, String why) {
    assertThatThrownBy(() -> verify(SETTINGS, token))
        .isInstanceOf(ExecutionException.class)
        .cause()
        .isInstanceOf(Invalid.class)
        .hasMessageContaining(why);
  }

  @Test
  void clocksMayBeHalfAMinuteApart() throws Exception {
    String token = token(c -> c.expirationTime(at(-29)).notBeforeTime(at(29)).issueTime(at(29)));

    assertThat(verify(SETTINGS, token).caller().userId()).isEqualTo("u1");
  }

  @Test
  void issuerAndAudienceAreHeldToWhereTheyAreSet() throws Exception {
    TokenSettings settings = new TokenSettings(SECRET, null, "https://issuer", "chat");

    assertThat(
            verify(
                    settings,
                    token(c -> c.issuer("https://issuer").audience(List.of("mail", "chat"))))
                .caller()
                .userId())
        .isEqualTo("u1");
    assertThatThrownBy(() -> verify(settings, token(c -> c.issuer("https://issuer"))))
        .hasMessageContaining("audience");
    assertThatThrownBy(() -> verify(settings, token(c -> c.audience("chat"))))
        .hasMessageContaining("issuer");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "javascript:alert(1)",
        "data:image/png;base64,AA",
        "a.png",
        "https://a b",
        "http:x"
      })
  void aPictureThatIsNoWebAddressIsLeftOut(String picture) throws Exception {
    assertThat(verify(SETTINGS, token(c -> c.claim("picture", picture))).caller().avatarUrl())
        .isNull();
  }

  @Test
  void aNameThatCannotBeShownIsTheId() throws Exception {
    for (String name : List.of(" ", "a\u0007b", "n".repeat(129))) {
      assertThat(verify(SETTINGS, token(c -> c.claim("name", name))).caller().name())
          .isEqualTo("u1");
    }
  }

  @Test
  void aTokenThatWasGoodExpiresAllTheSame() throws Exception {
    TickingClock clock = new TickingClock();
    String token = token(c -> c);
    try (JwtVerifier verifier = JwtVerifier.of(SETTINGS, clock)) {
      verifier.verify(token).toCompletableFuture().get();

      clock.now = NOON.plusSeconds(3_631);

      assertThatThrownBy(() -> verifier.verify(token).toCompletableFuture().get())
          .hasMessageContaining("expired");
    }
  }

  @Test
  void whatTheNodeMintsItTakes() throws Exception {
    Caller caller = new Caller("acme", "u1", "Ada", null, Caller.Role.ADMIN);
    TokenSettings settings = new TokenSettings(SECRET, null, "parley", "chat");
    Clock clock = Clock.fixed(NOON, ZoneOffset.UTC);

    String token = new SecretTokenMinter(settings, Duration.ofHours(1), clock).mint(caller);

    assertThat(verify(settings, token))
        .isEqualTo(new Verified(caller, NOON, NOON.plusSeconds(3_600)));
  }

  @Test
  void aSecretHas32Bytes() {
    assertThatThrownBy(() -> new TokenSettings("too short", null, null, null))
        .hasMessageContaining("32 bytes");
    assertThat(SETTINGS.toString()).doesNotContain(SECRET);
  }

  private static final class TickingClock extends Clock {
    private volatile Instant now = NOON;

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneOffset getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}
