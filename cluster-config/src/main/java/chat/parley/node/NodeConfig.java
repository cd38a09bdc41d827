package chat.parley.node;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigValueFactory;
import java.util.HashMap;
import java.util.Map;

/** Turns switches into the configuration of Akka and of our own modules. */
final class NodeConfig {

  /** The name that all nodes of a cluster share. */
  static final String SYSTEM = "parley";

  private NodeConfig() {}

  static Config of(NodeSettings settings, String url, String user, String password) {
    Map<String, Object> values = new HashMap<>();
    values.put("akka.remote.artery.canonical.hostname", settings.text(Switch.PARLEY_HOST));
    values.put("akka.remote.artery.canonical.port", settings.remotingPort());
    values.put("akka.management.http.hostname", settings.text(Switch.PARLEY_HOST));
    values.put("akka.management.http.port", settings.managementPort());
    values.put("parley.engine.window.messages", settings.window());
    values.put("parley.engine.active-rooms", settings.activeRooms());
    values.put("parley.engine.user-rate.per-second", settings.userRate().perSecond());
    values.put("parley.engine.user-rate.burst", settings.userRate().burst());
    values.put("parley.engine.room-rate.per-second", settings.roomRate().perSecond());
    values.put("parley.engine.room-rate.burst", settings.roomRate().burst());
    values.putAll(doorValues(settings));
    values.put("jdbc-journal.bufferSize", Math.max(20_000, 2 * settings.activeRooms()));
    String db = "akka-persistence-jdbc.shared-databases.slick.db.";
    values.put(db + "url", driverUrl(url));
    values.put(db + "user", user);
    values.put(db + "password", password);
    return config(values);
  }

  /** The part about doors and tokens, for who needs no more. */
  static Config doors(NodeSettings settings) {
    return config(doorValues(settings));
  }

  private static Map<String, Object> doorValues(NodeSettings settings) {
    Map<String, Object> values = new HashMap<>();
    values.put("parley.http.host", settings.httpHost());
    values.put("parley.http.port", settings.httpPort());
    values.put("parley.http.allowed-origins", String.join(",", settings.allowedOrigins()));
    values.put("parley.token.secret", settings.jwtSecret());
    values.put("parley.token.jwks-url", settings.text(Switch.PARLEY_JWKS_URL));
    values.put("parley.token.issuer", settings.text(Switch.PARLEY_JWT_ISSUER));
    values.put("parley.token.audience", settings.text(Switch.PARLEY_JWT_AUDIENCE));
    values.put("parley.push.web.public-key", settings.text(Switch.PARLEY_VAPID_PUBLIC_KEY));
    values.put("parley.push.web.private-key", settings.text(Switch.PARLEY_VAPID_PRIVATE_KEY));
    values.put("parley.push.web.subject", settings.text(Switch.PARLEY_VAPID_SUBJECT));
    values.put("parley.push.webhook.url", settings.text(Switch.PARLEY_PUSH_WEBHOOK_URL));
    values.put("parley.push.webhook.secret", settings.text(Switch.PARLEY_PUSH_WEBHOOK_SECRET));
    values.put("parley.push.preview", settings.text(Switch.PARLEY_PUSH_PREVIEW));
    return values;
  }

  private static Config config(Map<String, Object> values) {
    Config config = ConfigFactory.empty();
    for (Map.Entry<String, Object> value : values.entrySet()) {
      config = config.withValue(value.getKey(), ConfigValueFactory.fromAnyRef(value.getValue()));
    }
    return config.withFallback(ConfigFactory.load());
  }

  /** The plugin takes the driver's settings in the URL only. */
  private static String driverUrl(String url) {
    return url
        + (url.contains("?") ? "&" : "?")
        + "reWriteBatchedInserts=true&tcpKeepAlive=true&connectTimeout=3&socketTimeout=15"
        + "&ApplicationName=parley-journal";
  }
}
