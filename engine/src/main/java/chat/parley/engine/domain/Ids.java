package chat.parley.engine.domain;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The shape of tenant, room and user ids, and the ids that rooms by reference give themselves. */
public final class Ids {

  private static final int LONGEST = 64;

  private static final String REF = "ref~";
  private static final String DIRECT = "dm~";
  private static final char[] BASE32 = "abcdefghijklmnopqrstuvwxyz234567".toCharArray();

  private Ids() {}

  /** 1 to 64 of {@code A-Z a-z 0-9 . _ : ~ -}, starting with a letter or digit; null is none. */
  public static boolean isValid(String id) {
    if (id == null || id.isEmpty() || id.length() > LONGEST || !isAlphanumeric(id.charAt(0))) {
      return false;
    }
    for (int i = 1; i < id.length(); i++) {
      char c = id.charAt(i);
      if (!isAlphanumeric(c) && c != '-' && c != '.' && c != '_' && c != ':' && c != '~') {
        return false;
      }
    }
    return true;
  }

  private static boolean isAlphanumeric(char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z');
  }

  /** The id of the room of a host application's object: {@code ref~} + base32(sha256(ref)). */
  public static String roomIdOfReference(String externalRef) {
    return REF + base32(sha256(externalRef));
  }

  /** The id of the one DIRECT room of two users, whatever their order. */
  public static String roomIdOfPair(String userA, String userB) {
    boolean ordered = userA.compareTo(userB) <= 0;
    return DIRECT + base32(sha256(ordered ? userA + "\n" + userB : userB + "\n" + userA));
  }

  /** True for the ids of DIRECT rooms, and for no others. */
  public static boolean isOfPair(String roomId) {
    return roomId.startsWith(DIRECT);
  }

  /** True for ids that only {@link #roomIdOfReference} and {@link #roomIdOfPair} may hand out. */
  public static boolean isReserved(String roomId) {
    return roomId.startsWith(REF) || roomId.startsWith(DIRECT);
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** RFC 4648 base32, lower case, without padding. */
  private static String base32(byte[] bytes) {
    StringBuilder out = new StringBuilder((bytes.length * 8 + 4) / 5);
    int buffer = 0;
    int bits = 0;
    for (byte b : bytes) {
      buffer = (buffer << 8) | (b & 0xff);
      bits += 8;
      while (bits >= 5) {
        bits -= 5;
        out.append(BASE32[(buffer >> bits) & 31]);
      }
    }
    if (bits > 0) {
      out.append(BASE32[(buffer << (5 - bits)) & 31]);
    }
    return out.toString();
  }
}
