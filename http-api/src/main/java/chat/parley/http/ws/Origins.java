package chat.parley.http.ws;

import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which web pages may open a socket. Browsers do not hold WebSockets to the same-origin rule, so
 * the door does; programs that are no browser send no Origin and pass.
 */
public final class Origins {

  private final Set<String> allowed;

  /**
   * @param allowed origins besides the node's own, such as {@code https://app.example.com}
   */
  public Origins(Set<String> allowed) {
    this.allowed =
        allowed.stream()
            .map(origin -> origin.toLowerCase(Locale.ROOT))
            .collect(Collectors.toUnmodifiableSet());
  }

  /**
   * @param origin the request's Origin header, or null
   * @param host its Host header, or null
   */
  public boolean allows(String origin, String host) {
    if (origin == null) {
      return true;
    }
    String asked = origin.toLowerCase(Locale.ROOT);
    return allowed.contains(asked) || isSame(asked, host);
  }

  /** Host alone is compared: what ends TLS before the node changes the scheme, not the name. */
  private static boolean isSame(String origin, String host) {
    if (host == null) {
      return false;
    }
    String own = host.toLowerCase(Locale.ROOT);
    return origin.equals("http://" + own.replaceFirst(":80$", ""))
        || origin.equals("https://" + own.replaceFirst(":443$", ""));
  }
}
