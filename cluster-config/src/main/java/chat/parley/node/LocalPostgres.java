package chat.parley.node;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The PostgreSQL that a node starts by itself where it is given none: the real server, durable, its
 * data kept. A server that outlived its node (killed) is stopped first and started anew, so that it
 * runs with these settings.
 */
public final class LocalPostgres implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(LocalPostgres.class);
  private static final Duration STOP_WITHIN = Duration.ofSeconds(20);
  private static final Duration START_WITHIN = Duration.ofSeconds(60);
  private static final int TRIES = 3;

  private final EmbeddedPostgres server;

  private LocalPostgres(EmbeddedPostgres server) {
    this.server = server;
  }

  /** Starts the server of a data directory on a free port, or fails with what to do. */
  public static LocalPostgres start(Path dataDir) {
    return start(dataDir, 0, Map.of());
  }

  /**
   * The same with a port of choice.
   *
   * @param port 0 for a free one
   * @param settings of postgresql.conf, which go before ours
   */
  public static LocalPostgres start(Path dataDir, int port, Map<String, String> settings) {
    Path directory = dataDir.resolve("postgres");
    IOException last = null;
    for (int attempt = 0; attempt < TRIES; attempt++) {
      try {
        Files.createDirectories(dataDir.resolve("postgres-run"));
        stopLeftover(directory);
        EmbeddedPostgres.Builder builder = builder(dataDir, directory);
        settings.forEach(builder::setServerConfig);
        return new LocalPostgres(builder.setPort(port == 0 ? freePort() : port).start());
      } catch (IOException | IllegalStateException e) {
        last = e instanceof IOException io ? io : new IOException(e);
        LOG.warn("the embedded PostgreSQL did not start, trying again: {}", e.toString());
      }
    }
    throw new UncheckedIOException(
        "the embedded PostgreSQL in "
            + directory
            + " does not start; see "
            + dataDir.resolve("postgres.log"),
        last);
  }

  private static EmbeddedPostgres.Builder builder(Path dataDir, Path directory) throws IOException {
    ProcessBuilder.Redirect log =
        ProcessBuilder.Redirect.appendTo(dataDir.resolve("postgres.log").toFile());
    return EmbeddedPostgres.builder()
        .setDataDirectory(directory)
        .setCleanDataDirectory(false)
        .setRegisterShutdownHook(false)
        .setPGStartupWait(START_WITHIN)
        .setOverrideWorkingDirectory(dataDir.resolve("postgres-run").toFile())
        .setOutputRedirector(log)
        .setErrorRedirector(log)
        .setServerConfig("listen_addresses", "127.0.0.1")
        .setServerConfig("fsync", "on")
        .setServerConfig("synchronous_commit", "on")
        .setServerConfig("full_page_writes", "on")
        .setServerConfig("max_connections", "100")
        .setServerConfig("shared_buffers", "128MB")
        .setServerConfig("max_wal_size", "1GB")
        .setServerConfig("autovacuum_naptime", "15s")
        .setServerConfig("timezone", "UTC");
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  /** Where the running server of a data directory listens; empty when none runs. */
  public static Optional<String> urlOfRunning(Path dataDir) {
    return Postmaster.of(dataDir.resolve("postgres"))
        .filter(Postmaster::isAlive)
        .map(postmaster -> url(postmaster.port()));
  }

  private static void stopLeftover(Path directory) {
    Optional<Postmaster> leftover = Postmaster.of(directory).filter(Postmaster::isAlive);
    leftover.ifPresent(
        postmaster -> {
          LOG.info("stopping the PostgreSQL that outlived its node (pid {})", postmaster.pid());
          postmaster.stop();
        });
  }

  public String url() {
    return url(server.getPort());
  }

  private static String url(int port) {
    return "jdbc:postgresql://127.0.0.1:" + port + "/postgres";
  }

  public String user() {
    return "postgres";
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The first lines of postmaster.pid: who serves a data directory, and where. */
  private record Postmaster(long pid, int port) {

    static Optional<Postmaster> of(Path directory) {
      try {
        List<String> lines = Files.readAllLines(directory.resolve("postmaster.pid"));
        return Optional.of(
            new Postmaster(
                Long.parseLong(lines.get(0).strip()), Integer.parseInt(lines.get(3).strip())));
      } catch (IOException | NumberFormatException | IndexOutOfBoundsException e) {
        return Optional.empty();
      }
    }

    boolean isAlive() {
      return ProcessHandle.of(pid)
          .filter(ProcessHandle::isAlive)
          .flatMap(process -> process.info().command())
          .map(command -> command.contains("postgres"))
          .orElse(false);
    }

    /** A polite stop waits for its sessions, which end with the node that had them. */
    void stop() {
      ProcessHandle.of(pid)
          .ifPresent(
              process -> {
                process.destroy();
                try {
                  process.onExit().get(STOP_WITHIN.toSeconds(), TimeUnit.SECONDS);
                } catch (TimeoutException | ExecutionException e) {
                  process.destroyForcibly();
                } catch (InterruptedException e) {
                  Thread.currentThread().interrupt();
                }
              });
    }
  }
}
