package chat.parley.cli;

import chat.parley.node.LocalPostgres;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./parley postgres}. */
@Command(
    name = "postgres",
    description = {
      "Runs the embedded PostgreSQL alone, in the foreground, for several nodes on one machine."
          + " SIGTERM and Ctrl-C stop it.",
      "For development: it listens on loopback only and asks for no password."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class PostgresCommand implements Callable<Integer> {

  @Option(
      names = "--data-dir",
      defaultValue = "./data",
      description = "Where it keeps its data (default: ${DEFAULT-VALUE}).")
  private Path dataDir;

  @Option(
      names = "--port",
      defaultValue = "5433",
      description = "Its port; 0 takes a free one (default: ${DEFAULT-VALUE}).")
  private int port;

  @Option(
      names = "--set",
      paramLabel = "NAME=VALUE",
      description = "A setting of postgresql.conf; can be given several times.")
  private Map<String, String> settings = new LinkedHashMap<>();

  @Override
  public Integer call() throws InterruptedException {
    LocalPostgres postgres =
        LocalPostgres.start(dataDir.toAbsolutePath().normalize(), port, settings);
    Runtime.getRuntime().addShutdownHook(new Thread(postgres::close));
    System.out.println("PostgreSQL is up; nodes on this machine reach it with");
    System.out.println("  PARLEY_DATABASE_URL=" + postgres.url());
    System.out.println("  PARLEY_DATABASE_USER=" + postgres.user());
    System.out.flush();
    new CountDownLatch(1).await();
    return 0;
  }
}
