package chat.parley.cli;

import chat.parley.engine.domain.Caller;
import chat.parley.http.token.SecretTokenMinter;
import chat.parley.node.NodeDoors;
import chat.parley.node.NodeSettings;
import chat.parley.node.SettingsException;
import chat.parley.node.Switch;
import java.time.Clock;
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
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class TokenCommand implements Callable<Integer> {

  @Option(names = "--user", required = true, paramLabel = "ID", description = "The user's id.")
  private String user;

  @Option(names = "--name", paramLabel = "NAME", description = "The display name (the id).")
  private String name;

  @Option(
      names = "--role",
      defaultValue = "USER",
      description = "One of ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private Caller.Role role;

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
    Caller caller = new Caller(tenant, user, name == null ? user : name, null, role);
    SecretTokenMinter minter =
        new SecretTokenMinter(
            NodeDoors.tokens(settings), Duration.ofHours(hours), Clock.systemUTC());
    System.out.println(minter.mint(caller));
    return 0;
  }
}
