package chat.parley.bench.client;

import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;

/** The handshake that makes a WebSocket of an HTTP connection (RFC 6455, section 4). */
final class Upgrade {

  private static final String MAGIC = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
  private static final int LONGEST_HEAD = 16 * 1024;

  private final String key;
  private final StringBuilder head = new StringBuilder();

  Upgrade() {
    byte[] nonce = new byte[16];
    ThreadLocalRandom.current().nextBytes(nonce);
    key = Base64.getEncoder().encodeToString(nonce);
  }

  ByteBuffer request(URI endpoint) {
    String request =
        "GET "
            + endpoint.getRawPath()
            + " HTTP/1.1\r\nHost: "
            + endpoint.getRawAuthority()
            + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: "
            + key
            + "\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Protocol: parley.v1\r\n\r\n";
    return ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII));
  }

  /**
   * Takes what was read, up to the end of the answer's head.
   *
   * @return whether the connection is a WebSocket from here on
   * @throws IllegalArgumentException when the server would not
   */
  boolean feed(ByteBuffer bytes) {
    while (bytes.hasRemaining() && !isWhole()) {
      head.append((char) (bytes.get() & 0xff));
    }
    if (head.length() > LONGEST_HEAD) {
      throw new IllegalArgumentException("no WebSocket: the answer has no end");
    }
    if (isWhole()) {
      check();
    }
    return isWhole();
  }

  private boolean isWhole() {
    int length = head.length();
    return length >= 4 && head.charAt(length - 1) == '\n' && head.indexOf("\r\n\r\n") >= 0;
  }

  private void check() {
    String[] lines = head.toString().split("\r\n");
    if (!lines[0].startsWith("HTTP/1.1 101")) {
      throw new IllegalArgumentException("no WebSocket: " + lines[0]);
    }
    for (String line : lines) {
      int colon = line.indexOf(':');
      String name = line.substring(0, Math.max(0, colon)).toLowerCase(Locale.ROOT);
      if (name.equals("sec-websocket-accept")
          && line.substring(colon + 1).strip().equals(expected())) {
        return;
      }
    }
    throw new IllegalArgumentException("no WebSocket: Sec-WebSocket-Accept is wrong");
  }

  private String expected() {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-1")
              .digest((key + MAGIC).getBytes(StandardCharsets.US_ASCII));
      return Base64.getEncoder().encodeToString(hash);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has SHA-1", e);
    }
  }
}
