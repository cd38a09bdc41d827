package chat.parley.http.push;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs what a webhook is told, as "Standard Webhooks" (version 1) has it: HMAC-SHA256 over {@code
 * id.timestamp.body}.
 */
public final class WebhookSecret {

  private static final String ENCODED = "whsec_";
  private static final String ALGORITHM = "HmacSHA256";

  /** As many bytes as the hash has, or more, cannot be guessed. */
  private static final int BYTES = 24;

  private final SecretKeySpec key;

  private WebhookSecret(byte[] key) {
    this.key = new SecretKeySpec(key, ALGORITHM);
  }

  /**
   * @param text {@code whsec_} and the key in base64, or anything else, whose UTF-8 bytes are the
   *     key
   */
  static WebhookSecret of(String text) {
    byte[] key =
        text.startsWith(ENCODED)
            ? Base64.getDecoder().decode(text.substring(ENCODED.length()))
            : text.getBytes(StandardCharsets.UTF_8);
    if (key.length < BYTES) {
      throw new IllegalArgumentException("a webhook's secret has at least " + BYTES + " bytes");
    }
    return new WebhookSecret(key);
  }

  /** The header {@code webhook-signature}. */
  String sign(String id, long timestamp, byte[] body) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      mac.update((id + "." + timestamp + ".").getBytes(StandardCharsets.UTF_8));
      return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(body));
    } catch (NoSuchAlgorithmException | InvalidKeyException e) {
      throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
    }
  }
}
