package chat.parley.http;

import chat.parley.http.ws.WebSocketDoor;
import com.typesafe.config.Config;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * {@code parley.http}; see reference.conf for units and reasons.
 *
 * @param port 0: any that is free
 * @param allowedOrigins origins of web pages besides the node's own
 * @param codec of WebSockets
 */
public record HttpSettings(
    String host,
    int port,
    Set<String> allowedOrigins,
    int maxConnections,
    int backlog,
    Duration requestTimeout,
    Duration idleTimeout,
    Duration healthTimeout,
    WebSocketDoor.Codec codec) {

  public HttpSettings {
    allowedOrigins = Set.copyOf(allowedOrigins);
  }

  /** Reads {@code parley.http} of a whole configuration. */
  public static HttpSettings of(Config config) {
    Config http = config.getConfig("parley.http");
    return new HttpSettings(
        http.getString("host"),
        http.getInt("port"),
        Arrays.stream(http.getString("allowed-origins").split("[,\\s]+"))
            .filter(origin -> !origin.isEmpty())
            .collect(Collectors.toUnmodifiableSet()),
        http.getInt("max-connections"),
        http.getInt("backlog"),
        http.getDuration("request-timeout"),
        http.getDuration("idle-timeout"),
        http.getDuration("health-timeout"),
        http.getEnum(WebSocketDoor.Codec.class, "websocket"));
  }
}
