package chat.parley.cli.importing;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * User ids for nicks. What an id may not hold is written as {@code ~} and the byte in hexadecimal,
 * {@code ~} itself too, so two nicks never share an id and the nick can be read back. A nick that
 * does not begin with a letter or digit gets {@code u~} in front: {@code |QuaD-} is {@code
 * u~~7cQuaD-}.
 */
public final class Nicks {

  private static final int LONGEST_ID = 64;
  private static final int KEPT_OF_LONG = 46;
  private static final int HASH_BYTES = 8;

  private Nicks() {}

  /**
   * The user id of a nick. One that would be longer than an id may be ends in a hash instead of its
   * last characters.
   *
   * @param nick not empty
   */
  public static String userId(String nick) {
    byte[] bytes = nick.getBytes(StandardCharsets.UTF_8);
    StringBuilder id = new StringBuilder(bytes.length + 8);
    for (int i = 0; i < bytes.length; i++) {
      char c = (char) (bytes[i] & 0xff);
      boolean plain = i == 0 ? isLetterOrDigit(c) : isLetterOrDigit(c) || "._:-".indexOf(c) >= 0;
      if (plain) {
        id.append(c);
      } else {
        id.append(i == 0 ? "u~~" : "~").append(HexFormat.of().toHexDigits(bytes[i]));
      }
    }
    return id.length() <= LONGEST_ID
        ? id.toString()
        : id.substring(0, KEPT_OF_LONG) + "~~" + hash(bytes);
  }

  private static boolean isLetterOrDigit(char c) {
    return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
  }

  private static String hash(byte[] bytes) {
    try {
      byte[] all = MessageDigest.getInstance("SHA-256").digest(bytes);
      return HexFormat.of().formatHex(all, 0, HASH_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
