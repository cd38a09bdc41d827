package chat.parley.http.push;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Which addresses a device may name. The server will speak to them, from inside its own network: so
 * they are names (never bare addresses) in the public Internet, by TLS, on the ports of push
 * services. A name is looked up again before each push; who changes it between that and the
 * connection has no certificate of what he would point at.
 */
public final class PushEndpoints {

  private static final int LENGTH = 2_048;

  /** The one of every known push service, and the usual one of those that people run themselves. */
  private static final Set<Integer> PORTS = Set.of(-1, 443, 8443);

  private static final Set<String> INNER =
      Set.of("localhost", "local", "internal", "intranet", "lan", "home", "corp", "test", "arpa");

  private final boolean trusted;

  /**
   * @param trusted any address will do, of this machine and its network too
   */
  public PushEndpoints(boolean trusted) {
    this.trusted = trusted;
  }

  /** The endpoint, or empty where it may not be named. */
  public Optional<URI> accept(String text) {
    if (text.length() > LENGTH || !text.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
      return Optional.empty();
    }
    try {
      URI uri = new URI(text);
      boolean isOne =
          uri.getHost() != null
              && uri.getRawUserInfo() == null
              && uri.getRawFragment() == null
              && (isPublic(uri) || trusted && isWeb(uri));
      return isOne ? Optional.of(uri) : Optional.empty();
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }

  private static boolean isWeb(URI uri) {
    return "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
  }

  private static boolean isPublic(URI uri) {
    String host = uri.getHost().toLowerCase(Locale.ROOT);
    String top = host.substring(host.lastIndexOf('.') + 1);
    return "https".equals(uri.getScheme())
        && PORTS.contains(uri.getPort())
        && host.indexOf('.') > 0
        && top.matches("[a-z][a-z0-9-]*")
        && !INNER.contains(top);
  }

  /** Whether all addresses of a host may be spoken to. Waits for the name service. */
  boolean mayConnect(String host) throws UnknownHostException {
    if (trusted) {
      return true;
    }
    for (InetAddress address : InetAddress.getAllByName(host)) {
      if (!isPublic(address)) {
        return false;
      }
    }
    return true;
  }

  static boolean isPublic(InetAddress address) {
    if (address.isAnyLocalAddress()
        || address.isLoopbackAddress()
        || address.isLinkLocalAddress()
        || address.isSiteLocalAddress()
        || address.isMulticastAddress()) {
      return false;
    }
    byte[] bytes = address.getAddress();
    int first = bytes[0] & 0xff;
    int second = bytes[1] & 0xff;
    if (address instanceof Inet6Address) {
      // Global unicast (2000::/3) alone, and of it nothing that carries an IPv4 address inside:
      // Teredo (2001:0::/32), 6to4 (2002::/16).
      boolean isTeredo = first == 0x20 && second == 0x01 && bytes[2] == 0 && bytes[3] == 0;
      return first >> 5 == 1 && !isTeredo && !(first == 0x20 && second == 0x02);
    }
    // RFC 6890: this network, shared (100.64/10), protocol assignments, benchmarks, reserved.
    return first != 0
        && !(first == 100 && second >> 6 == 1)
        && !(first == 192 && second == 0)
        && !(first == 198 && second >> 1 == 9)
        && first < 240;
  }
}
