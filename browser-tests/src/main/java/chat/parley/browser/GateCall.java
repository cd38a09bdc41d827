package chat.parley.browser;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * The head of a request.
 *
 * @param path without the query
 * @param socket whether it asks for a WebSocket
 * @param bodyBytes how long its body is
 */
public record GateCall(String method, String path, String query, boolean socket, long bodyBytes) {

  static GateCall of(byte[] head) {
    String[] lines = new String(head, StandardCharsets.ISO_8859_1).split("\r\n");
    String[] request = lines[0].split(" ");
    String[] target = request[1].split("\\?", 2);
    boolean socket = false;
    long length = 0;
    for (String line : lines) {
      String lower = line.toLowerCase(Locale.ROOT);
      if (lower.startsWith("upgrade:")) {
        socket = true;
      } else if (lower.startsWith("content-length:")) {
        length = Long.parseLong(line.substring(line.indexOf(':') + 1).strip());
      } else if (lower.startsWith("transfer-encoding:")) {
        throw new IllegalStateException("a body whose length is not known: " + lines[0]);
      }
    }
    return new GateCall(request[0], target[0], target.length > 1 ? target[1] : "", socket, length);
  }

  @Override
  public String toString() {
    return method + " " + path + (query.isEmpty() ? "" : "?" + query);
  }
}
