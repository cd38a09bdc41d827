package chat.parley.node;

import java.nio.file.Path;
import java.util.Optional;

/**
 * The database of a node: the one of its URL, or an embedded server.
 *
 * @param local the embedded server, where this node started one
 */
public record ServedDatabase(
    String url, String user, String password, Optional<LocalPostgres> local)
    implements AutoCloseable {

  /** Starts the embedded server where no URL is set. */
  public static ServedDatabase open(NodeSettings settings) {
    if (!settings.databaseUrl().isEmpty()) {
      return byUrl(settings);
    }
    LocalPostgres postgres = LocalPostgres.start(settings.dataDir());
    return new ServedDatabase(postgres.url(), postgres.user(), "", Optional.of(postgres));
  }

  /** For verbs beside a node: uses the embedded server that runs, else starts it for a while. */
  public static ServedDatabase reach(NodeSettings settings) {
    if (!settings.databaseUrl().isEmpty()) {
      return byUrl(settings);
    }
    Path dataDir = settings.dataDir();
    return LocalPostgres.urlOfRunning(dataDir)
        .map(url -> new ServedDatabase(url, "postgres", "", Optional.empty()))
        .orElseGet(() -> open(settings));
  }

  private static ServedDatabase byUrl(NodeSettings settings) {
    return new ServedDatabase(
        settings.databaseUrl(),
        settings.text(Switch.PARLEY_DATABASE_USER),
        settings.text(Switch.PARLEY_DATABASE_PASSWORD),
        Optional.empty());
  }

  @Override
  public void close() {
    local.ifPresent(LocalPostgres::close);
  }
}
