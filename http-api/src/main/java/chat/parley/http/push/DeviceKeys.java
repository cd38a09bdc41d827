package chat.parley.http.push;

import chat.parley.engine.push.PushSubscription;
import com.zerodeplibs.webpush.UserAgentMessageEncryptionKeyInfo;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/** Checks what a device says of itself, so that whatever is saved can be encrypted for. */
public final class DeviceKeys {

  /** RFC 8291, section 3.2. */
  private static final int SECRET = 16;

  private static final int POINT = 65;
  private static final int TEXT = 128;
  private static final int ID_BYTES = 16;

  private DeviceKeys() {}

  /**
   * A subscription, or empty where these are no keys.
   *
   * @param p256dh a point of P-256 in base64url, padded or not; {@code auth} likewise 16 bytes
   */
  public static Optional<PushSubscription> subscription(
      String endpoint, String p256dh, String auth) {
    if (p256dh.length() > TEXT || auth.length() > TEXT) {
      return Optional.empty();
    }
    byte[] point;
    byte[] secret;
    try {
      point = Base64.getUrlDecoder().decode(p256dh);
      secret = Base64.getUrlDecoder().decode(auth);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
    if (point.length != POINT || secret.length != SECRET || !isOnTheCurve(point, secret)) {
      return Optional.empty();
    }
    Base64.Encoder encoder = Base64.getUrlEncoder().withoutPadding();
    return Optional.of(
        new PushSubscription(
            id(endpoint), endpoint, encoder.encodeToString(point), encoder.encodeToString(secret)));
  }

  /** The library says so by exceptions of several kinds, and has no other way to ask. */
  private static boolean isOnTheCurve(byte[] point, byte[] secret) {
    try {
      return UserAgentMessageEncryptionKeyInfo.of(point, secret) != null;
    } catch (RuntimeException e) {
      return false;
    }
  }

  private static String id(String endpoint) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(endpoint.getBytes(StandardCharsets.UTF_8));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(hash, ID_BYTES));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
