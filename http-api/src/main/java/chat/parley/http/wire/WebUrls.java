package chat.parley.http.wire;

import chat.parley.engine.domain.Limits;
import java.net.URI;
import java.net.URISyntaxException;

/** Addresses of pictures, which other people's browsers will open. */
public final class WebUrls {

  private WebUrls() {}

  /** The same address when it is an absolute one by https or http and not too long, else null. */
  public static String orNull(String url) {
    if (url == null || url.length() > Limits.AVATAR_URL) {
      return null;
    }
    try {
      URI uri = new URI(url);
      String scheme = uri.getScheme();
      boolean web = "https".equalsIgnoreCase(scheme) || "http".equalsIgnoreCase(scheme);
      return web && uri.getHost() != null ? url : null;
    } catch (URISyntaxException e) {
      return null;
    }
  }
}
