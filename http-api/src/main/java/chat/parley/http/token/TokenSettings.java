package chat.parley.http.token;

import com.typesafe.config.Config;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * {@code parley.token}: whose tokens are taken. Each is null where it is not set.
 *
 * @param secret of HS256; its UTF-8 bytes are the key
 * @param jwksUrl where the issuer shows its public keys
 * @param issuer what claim {@code iss} has to be
 * @param audience what claim {@code aud} has to contain
 */
public record TokenSettings(String secret, URI jwksUrl, String issuer, String audience) {

  /** RFC 7518, section 3.2: a key for HS256 is as long as its hash, or longer. */
  static final int SECRET_BYTES = 32;

  public TokenSettings {
    if (secret != null && jwksUrl != null) {
      throw new IllegalArgumentException("set either a token secret or a JWKS URL, not both");
    }
    if (secret != null && secret.getBytes(StandardCharsets.UTF_8).length < SECRET_BYTES) {
      throw new IllegalArgumentException("a token secret has at least 32 bytes");
    }
    if (jwksUrl != null && (!isWeb(jwksUrl.getScheme()) || jwksUrl.getHost() == null)) {
      throw new IllegalArgumentException("a JWKS URL starts with https:// or http://");
    }
  }

  /** Reads {@code parley.token} of a whole configuration; empty texts are unset. */
  public static TokenSettings of(Config config) {
    Config token = config.getConfig("parley.token");
    return new TokenSettings(
        text(token, "secret").orElse(null),
        text(token, "jwks-url").map(TokenSettings::uri).orElse(null),
        text(token, "issuer").orElse(null),
        text(token, "audience").orElse(null));
  }

  /** Whether anybody's tokens can be told apart from forged ones at all. */
  public boolean isSet() {
    return secret != null || jwksUrl != null;
  }

  /** The same with a secret, for a node that makes its own. */
  public TokenSettings withSecret(String ownSecret) {
    return new TokenSettings(ownSecret, null, issuer, audience);
  }

  /** Does not show the secret. */
  @Override
  public String toString() {
    String key = secret != null ? "a secret" : jwksUrl != null ? jwksUrl.toString() : "no key";
    return "tokens by " + key + ", issuer " + issuer + ", audience " + audience;
  }

  private static Optional<String> text(Config config, String path) {
    return Optional.of(config.getString(path).strip()).filter(text -> !text.isEmpty());
  }

  private static URI uri(String text) {
    try {
      return new URI(text);
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException("the JWKS URL is no URL", e);
    }
  }

  private static boolean isWeb(String scheme) {
    return "https".equalsIgnoreCase(scheme) || "http".equalsIgnoreCase(scheme);
  }
}
