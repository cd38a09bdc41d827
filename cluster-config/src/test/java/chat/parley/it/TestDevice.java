package chat.parley.it;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.KeyAgreement;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** A browser as a push service and a server see it, written from RFC 8188, 8291 and 8292. */
final class TestDevice {

  private static final int NUMBER = 32;

  private final KeyPair keys;
  private final byte[] auth = new byte[16];
  private final String endpoint;

  TestDevice(String endpoint) {
    this.endpoint = endpoint;
    new SecureRandom().nextBytes(auth);
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      keys = generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What {@code PushSubscription.toJSON()} is. */
  String subscription() {
    return "{\"endpoint\":\"%s\",\"expirationTime\":null,\"keys\":{\"p256dh\":\"%s\",\"auth\":\"%s\"}}"
        .formatted(endpoint, base64(publicPoint()), base64(auth));
  }

  private byte[] publicPoint() {
    return point((ECPublicKey) keys.getPublic());
  }

  private static byte[] point(ECPublicKey key) {
    ByteBuffer point = ByteBuffer.allocate(1 + 2 * NUMBER).put((byte) 4);
    point.put(number(key.getW().getAffineX())).put(number(key.getW().getAffineY()));
    return point.array();
  }

  private static byte[] number(BigInteger value) {
    byte[] bytes = value.toByteArray();
    byte[] number = new byte[NUMBER];
    int length = Math.min(bytes.length, NUMBER);
    System.arraycopy(bytes, bytes.length - length, number, NUMBER - length, length);
    return number;
  }

  private ECPublicKey publicKey(byte[] point) throws GeneralSecurityException {
    ECPoint at =
        new ECPoint(
            new BigInteger(1, Arrays.copyOfRange(point, 1, 1 + NUMBER)),
            new BigInteger(1, Arrays.copyOfRange(point, 1 + NUMBER, point.length)));
    return (ECPublicKey)
        KeyFactory.getInstance("EC")
            .generatePublic(new ECPublicKeySpec(at, ((ECPublicKey) keys.getPublic()).getParams()));
  }

  /** RFC 8291, section 3.4, with one record of RFC 8188. */
  JsonNode decrypt(byte[] body) throws GeneralSecurityException, IOException {
    ByteBuffer in = ByteBuffer.wrap(body);
    byte[] salt = bytes(in, 16);
    int recordSize = in.getInt();
    byte[] senderPoint = bytes(in, in.get() & 0xff);
    byte[] cipherText = bytes(in, in.remaining());
    if (cipherText.length > recordSize) {
      throw new IllegalArgumentException("more than one record");
    }
    KeyAgreement agreement = KeyAgreement.getInstance("ECDH");
    agreement.init(keys.getPrivate());
    agreement.doPhase(publicKey(senderPoint), true);
    byte[] info = join("WebPush: info\0", publicPoint(), senderPoint);
    byte[] secret = hkdf(auth, agreement.generateSecret(), info, 32);
    byte[] key = hkdf(salt, secret, join("Content-Encoding: aes128gcm\0"), 16);
    byte[] nonce = hkdf(salt, secret, join("Content-Encoding: nonce\0"), 12);
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(
        Cipher.DECRYPT_MODE, new SecretKeySpec(key, "AES"), new GCMParameterSpec(128, nonce));
    byte[] plain = cipher.doFinal(cipherText);
    int end = plain.length - 1;
    while (plain[end] == 0) {
      end--;
    }
    if (plain[end] != 2) {
      throw new IllegalArgumentException("not the last record");
    }
    return TestUser.JSON.readTree(Arrays.copyOf(plain, end));
  }

  private static byte[] hkdf(byte[] salt, byte[] input, byte[] info, int length)
      throws GeneralSecurityException {
    byte[] key = hmac(salt, input);
    return Arrays.copyOf(hmac(key, join("", info, new byte[] {1})), length);
  }

  static byte[] hmac(byte[] key, byte[] text) throws GeneralSecurityException {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(key, "HmacSHA256"));
    return mac.doFinal(text);
  }

  static byte[] join(String first, byte[]... others) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.writeBytes(first.getBytes(StandardCharsets.UTF_8));
    Arrays.stream(others).forEach(all::writeBytes);
    return all.toByteArray();
  }

  private static byte[] bytes(ByteBuffer in, int length) {
    byte[] bytes = new byte[length];
    in.get(bytes);
    return bytes;
  }

  /** The claims of a token that this key signed (ES256), or an exception. */
  JsonNode claims(String token, String publicKey) throws GeneralSecurityException, IOException {
    String[] parts = token.split("\\.");
    Signature signature = Signature.getInstance("SHA256withECDSAinP1363Format");
    signature.initVerify(publicKey(Base64.getUrlDecoder().decode(publicKey)));
    signature.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
    if (!signature.verify(Base64.getUrlDecoder().decode(parts[2]))) {
      throw new GeneralSecurityException("not signed by this key");
    }
    return TestUser.JSON.readTree(Base64.getUrlDecoder().decode(parts[1]));
  }

  private static String base64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
