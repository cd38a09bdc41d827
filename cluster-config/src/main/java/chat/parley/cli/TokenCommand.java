package chat.parley.cli;

import chat.parley.bench.client.TokenSigner;
import chat.parley.node.DataDirectory;
import chat.parley.node.NodeSettings;
import chat.parley.node.SettingsException;
import chat.parley.node.Switch;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ./parley token}. */
@Command(
    name = "token",
    description =
        "Prints a token for trying things out, signed with PARLEY_JWT_SECRET or with the secret that"
            + " a node without token settings keeps in its data directory.",
    mixinStandardHelpOptions = true)
final class TokenCommand implements Callable<Integer> {

  /** The roles a token can have. */
  enum Role {
    USER,
    ADMIN,
    BOT
  }

  @Option(names = "--user", required = true, paramLabel = "ID", description = "The user's id.")
  private String user;

  @Option(names = "--name", paramLabel = "NAME", description = "The display name (the id).")
  private String name;

  @Option(
      names = "--role",
      defaultValue = "USER",
      description = "One of ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private Role role;

  @Option(
      names = "--tenant",
      defaultValue = "main",
      paramLabel = "ID",
      description = "The tenant (default: ${DEFAULT-VALUE}).")
  private String tenant;

  @Option(
      names = "--hours",
      defaultValue = "24",
      paramLabel = "N",
      description = "Valid for so many hours (default: ${DEFAULT-VALUE}).")
  private int hours;

  @Mixin private NodeOptions options;

  @Override
  public Integer call() {
    NodeSettings settings = options.settings();
    if (!settings.text(Switch.PARLEY_JWKS_URL).isEmpty()) {
      throw new SettingsException("with PARLEY_JWKS_URL only the issuer makes tokens");
    }
    byte[] secret =
        settings.jwtSecret().isEmpty()
            ? DataDirectory.secret(settings.dataDir())
            : settings.jwtSecret().getBytes(StandardCharsets.UTF_8);
    System.out.println(
        new TokenSigner(secret)
            .token(
                tenant,
                user,
                name == null ? user : name,
                role.name(),
                Duration.ofHours(hours)));
    return 0;
  }
}
