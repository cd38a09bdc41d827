package chat.parley.http.push;

import com.typesafe.config.Config;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Optional;

/**
 * {@code parley.push}: where notifications may leave to.
 *
 * @param keys of this server at push services; empty: there is no Web Push
 * @param subject how the operators of push services reach ours
 * @param ttl how long a push service keeps what it cannot bring
 * @param trustEndpoints devices may name any address, of this machine and its network too
 * @param webhook where the host application hears; empty: it does not
 * @param webhookSecret signs what it hears; null without one
 * @param preview pushes carry the beginning of the message
 * @param timeout of one attempt, from the look for the address to the end of the answer
 */
public record PushDoorSettings(
    Optional<VapidKeys> keys,
    String subject,
    Duration ttl,
    boolean trustEndpoints,
    Optional<URI> webhook,
    WebhookSecret webhookSecret,
    boolean preview,
    Duration timeout) {

  /**
   * Reads {@code parley.push} of a whole configuration; empty texts are unset.
   *
   * @throws IllegalArgumentException for what cannot be used
   */
  public static PushDoorSettings of(Config config) {
    Config push = config.getConfig("parley.push");
    Optional<VapidKeys> keys = keys(push);
    String subject = push.getString("web.subject").strip();
    if (keys.isPresent() && !subject.matches("(mailto:|https://)\\S+")) {
      throw new IllegalArgumentException(
          "a VAPID subject is needed, like mailto:ops@example.com or https://example.com");
    }
    Optional<URI> webhook = text(push, "webhook.url").map(PushDoorSettings::webhook);
    return new PushDoorSettings(
        keys,
        subject,
        push.getDuration("web.ttl"),
        push.getBoolean("web.trust-endpoints"),
        webhook,
        webhook.isPresent() ? WebhookSecret.of(push.getString("webhook.secret").strip()) : null,
        push.getBoolean("preview"),
        push.getDuration("timeout"));
  }

  /** Whether anything leaves at all. */
  public boolean isSet() {
    return keys.isPresent() || webhook.isPresent();
  }

  private static Optional<VapidKeys> keys(Config push) {
    Optional<String> publicKey = text(push, "web.public-key");
    Optional<String> privateKey = text(push, "web.private-key");
    if (publicKey.isPresent() != privateKey.isPresent()) {
      throw new IllegalArgumentException("both VAPID keys are needed, the public and the private");
    }
    return publicKey.map(key -> VapidKeys.of(key, privateKey.orElseThrow()));
  }

  private static URI webhook(String text) {
    try {
      URI uri = new URI(text);
      boolean isWeb = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
      if (isWeb && uri.getHost() != null && uri.getUserInfo() == null) {
        return uri;
      }
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException("the webhook's URL is none", e);
    }
    throw new IllegalArgumentException("the webhook's URL starts with https:// or http://");
  }

  private static Optional<String> text(Config config, String path) {
    return Optional.of(config.getString(path).strip()).filter(text -> !text.isEmpty());
  }
}
