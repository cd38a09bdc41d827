package chat.parley.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;

/** A node in a process of its own, started as {@code ./parley up} does, that can be killed. */
final class ForkedNode implements AutoCloseable {

  private static final Pattern UP = Pattern.compile("Parley is up: (http://\\S+)");

  private final Path dataDir;
  private final int port;
  private Process process;
  private String address;

  ForkedNode(Path dataDir) {
    this.dataDir = dataDir;
    try (ServerSocket socket = new ServerSocket(0)) {
      port = socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void start() {
    Path log = dataDir.resolveSibling(dataDir.getFileName() + ".log");
    ProcessBuilder builder =
        new ProcessBuilder(
            ProcessHandle.current().info().command().orElse("java"),
            "-Xmx512m",
            "-cp",
            System.getProperty("java.class.path"),
            "chat.parley.cli.Parley",
            "up");
    Map<String, String> environment = builder.environment();
    environment.put("PARLEY_HTTP_PORT", Integer.toString(port));
    environment.put("PARLEY_MANAGEMENT_PORT", "0");
    environment.put("PARLEY_REMOTING_PORT", "0");
    environment.put("PARLEY_JWT_SECRET", RunningNode.SECRET);
    environment.put("PARLEY_USER_RATE", "1000/1000");
    environment.put("PARLEY_ROOM_RATE", "1000/1000");
    environment.put("PARLEY_DRAIN", "1");
    environment.put("PARLEY_DATA_DIR", dataDir.toString());
    try {
      Files.deleteIfExists(log);
      process = builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Awaitility.await().atMost(Duration.ofSeconds(90)).until(() -> isUp(log));
  }

  private boolean isUp(Path log) throws IOException {
    String said = Files.readString(log);
    if (!process.isAlive()) {
      throw new IllegalStateException("the node ended: " + said);
    }
    Matcher matcher = UP.matcher(said);
    if (matcher.find()) {
      address = matcher.group(1);
      return true;
    }
    return false;
  }

  TestUser user(String id) {
    return new TestUser(address, RunningNode.token(id, "USER"));
  }

  /** SIGKILL, for the node and for its PostgreSQL. */
  void killWithDatabase() {
    long postmaster = postmaster();
    process.destroyForcibly();
    ProcessHandle.of(postmaster).ifPresent(ProcessHandle::destroyForcibly);
    gone();
    Awaitility.await()
        .until(() -> ProcessHandle.of(postmaster).map(p -> !p.isAlive()).orElse(true));
  }

  /** SIGKILL, for the node alone: its PostgreSQL lives on. */
  void kill() {
    process.destroyForcibly();
    gone();
  }

  /** SIGTERM. */
  void stop() {
    process.destroy();
    gone();
  }

  private void gone() {
    Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> !process.isAlive());
  }

  boolean hasDatabase() {
    return Files.exists(dataDir.resolve("postgres").resolve("postmaster.pid"));
  }

  private long postmaster() {
    try {
      return Long.parseLong(
          Files.readAllLines(dataDir.resolve("postgres").resolve("postmaster.pid")).get(0));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    if (process.isAlive()) {
      stop();
    }
  }
}
