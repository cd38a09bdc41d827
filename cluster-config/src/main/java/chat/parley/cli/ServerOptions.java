package chat.parley.cli;

import chat.parley.engine.domain.Caller;
import chat.parley.http.token.SecretTokenMinter;
import chat.parley.node.NodeDoors;
import chat.parley.node.NodeSettings;
import chat.parley.node.SettingsException;
import chat.parley.node.Switch;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import picocli.CommandLine.Option;

/** Which node a verb speaks to, and as whom. */
public final class ServerOptions {

  private static final String TENANT = "main";
  private static final Duration VALIDITY = Duration.ofHours(12);

  @Option(
      names = "--url",
      paramLabel = "URL",
      defaultValue = "http://127.0.0.1:8080",
      description = "Where the node is (default: ${DEFAULT-VALUE}).")
  private URI url;

  @Option(
      names = "--token",
      paramLabel = "TOKEN",
      description =
          "An ADMIN's token. Left out: one made with PARLEY_JWT_SECRET, or with the secret in the"
              + " data directory.")
  private String token;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "The node's file of settings, as for up.")
  private Path config;

  public URI url() {
    return url;
  }

  /** The token that was given, or a new one. */
  public String adminToken() {
    return token != null ? token : token("admin", "Admin", Caller.Role.ADMIN);
  }

  /** A new token of a USER. */
  public String userToken(String userId, String name) {
    return token(userId, name, Caller.Role.USER);
  }

  /** Settings of a node that would serve at the URL. */
  public NodeSettings settings() {
    Map<String, String> environment = new HashMap<>(System.getenv());
    environment.put(Switch.PARLEY_HTTP_HOST.name(), url.getHost());
    environment.put(
        Switch.PARLEY_HTTP_PORT.name(), String.valueOf(url.getPort() < 0 ? 80 : url.getPort()));
    return NodeSettings.of(environment, config);
  }

  private String token(String userId, String name, Caller.Role role) {
    NodeSettings settings = settings();
    if (!settings.text(Switch.PARLEY_JWKS_URL).isEmpty()) {
      throw new SettingsException("with PARLEY_JWKS_URL only the issuer makes tokens");
    }
    return new SecretTokenMinter(NodeDoors.tokens(settings), VALIDITY, Clock.systemUTC())
        .mint(new Caller(TENANT, userId, name, null, role));
  }
}
