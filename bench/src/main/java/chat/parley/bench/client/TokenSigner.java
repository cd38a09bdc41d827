package chat.parley.bench.client;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Makes the tokens that a host application's backend would make: JWT by HS256 (RFC 7519, RFC 7515),
 * with the secret that the server was given.
 */
public final class TokenSigner {

  private static final String ALGORITHM = "HmacSHA256";
  private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();
  private static final String HEADER = encode("{\"alg\":\"HS256\",\"typ\":\"JWT\"}");

  private final SecretKeySpec key;

  /**
   * @param secret the server's {@code PARLEY_JWT_SECRET}
   */
  public TokenSigner(byte[] secret) {
    key = new SecretKeySpec(secret, ALGORITHM);
  }

  /**
   * A token that is valid from now on.
   *
   * @param name the display name
   * @param role USER, ADMIN or BOT
   */
  public String token(String userId, String name, String role, Duration validity) {
    return token("main", userId, name, role, validity);
  }

  /** The same in a tenant of its own. */
  public String token(String tenant, String userId, String name, String role, Duration validity) {
    long now = Instant.now().getEpochSecond();
    return sign(
        Json.object()
            .put("tenant", tenant)
            .put("sub", userId)
            .put("name", name)
            .put("role", role)
            .put("iat", now)
            .put("exp", now + validity.toSeconds()));
  }

  /** A token of any content. */
  public String sign(ObjectNode claims) {
    String content = HEADER + "." + encode(Json.write(claims));
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      byte[] signature = mac.doFinal(content.getBytes(StandardCharsets.US_ASCII));
      return content + "." + BASE64.encodeToString(signature);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
    }
  }

  private static String encode(String json) {
    return BASE64.encodeToString(json.getBytes(StandardCharsets.UTF_8));
  }
}
