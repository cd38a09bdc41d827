package chat.parley.http.push;

import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPrivateKeySpec;
import java.security.spec.ECPublicKeySpec;
import java.util.Arrays;
import java.util.Base64;

/**
 * The pair of keys by which push services know this server (RFC 8292): P-256, in the form that
 * browsers and other tools have them, the uncompressed point and the number in base64url.
 */
public final class VapidKeys {

  private static final String CURVE = "secp256r1";
  private static final int NUMBER = 32;
  private static final int POINT = 2 * NUMBER + 1;
  private static final byte UNCOMPRESSED = 4;

  private final ECPublicKey publicKey;
  private final ECPrivateKey privateKey;

  private VapidKeys(ECPublicKey publicKey, ECPrivateKey privateKey) {
    this.publicKey = publicKey;
    this.privateKey = privateKey;
  }

  /** A new pair. */
  public static VapidKeys generate() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec(CURVE));
      KeyPair pair = generator.generateKeyPair();
      return new VapidKeys((ECPublicKey) pair.getPublic(), (ECPrivateKey) pair.getPrivate());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has " + CURVE, e);
    }
  }

  /**
   * @throws IllegalArgumentException when these are no keys, or no pair
   */
  public static VapidKeys of(String publicKey, String privateKey) {
    byte[] point = decode(publicKey, POINT);
    byte[] number = decode(privateKey, NUMBER);
    if (point[0] != UNCOMPRESSED) {
      throw new IllegalArgumentException("the public VAPID key is no uncompressed point");
    }
    try {
      AlgorithmParameters curve = AlgorithmParameters.getInstance("EC");
      curve.init(new ECGenParameterSpec(CURVE));
      ECParameterSpec parameters = curve.getParameterSpec(ECParameterSpec.class);
      KeyFactory factory = KeyFactory.getInstance("EC");
      ECPoint at =
          new ECPoint(
              new BigInteger(1, Arrays.copyOfRange(point, 1, 1 + NUMBER)),
              new BigInteger(1, Arrays.copyOfRange(point, 1 + NUMBER, POINT)));
      VapidKeys keys =
          new VapidKeys(
              (ECPublicKey) factory.generatePublic(new ECPublicKeySpec(at, parameters)),
              (ECPrivateKey)
                  factory.generatePrivate(
                      new ECPrivateKeySpec(new BigInteger(1, number), parameters)));
      keys.checkPair();
      return keys;
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("the VAPID keys are none of P-256", e);
    }
  }

  private static byte[] decode(String text, int length) {
    byte[] bytes = Base64.getUrlDecoder().decode(text);
    if (bytes.length != length) {
      throw new IllegalArgumentException(
          "a VAPID key has " + length + " bytes in base64url, not " + bytes.length);
    }
    return bytes;
  }

  /** What the one signs the other has to verify. */
  private void checkPair() throws GeneralSecurityException {
    byte[] text = {1, 2, 3};
    Signature signing = Signature.getInstance("SHA256withECDSA");
    signing.initSign(privateKey);
    signing.update(text);
    Signature verifying = Signature.getInstance("SHA256withECDSA");
    verifying.initVerify(publicKey);
    verifying.update(text);
    if (!verifying.verify(signing.sign())) {
      throw new IllegalArgumentException("the VAPID keys are no pair");
    }
  }

  ECPublicKey publicKey() {
    return publicKey;
  }

  ECPrivateKey privateKey() {
    return privateKey;
  }

  /** As a browser wants it for {@code applicationServerKey}. */
  public String publicText() {
    byte[] point = new byte[POINT];
    point[0] = UNCOMPRESSED;
    put(publicKey.getW().getAffineX(), point, 1);
    put(publicKey.getW().getAffineY(), point, 1 + NUMBER);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(point);
  }

  /** To be kept secret. */
  public String privateText() {
    byte[] number = new byte[NUMBER];
    put(privateKey.getS(), number, 0);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(number);
  }

  private static void put(BigInteger number, byte[] into, int at) {
    byte[] bytes = number.toByteArray();
    int length = Math.min(bytes.length, NUMBER);
    System.arraycopy(bytes, bytes.length - length, into, at + NUMBER - length, length);
  }

  /** Does not show the private one. */
  @Override
  public String toString() {
    return "VapidKeys[" + publicText() + "]";
  }
}
