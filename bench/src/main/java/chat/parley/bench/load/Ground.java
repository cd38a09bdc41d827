package chat.parley.bench.load;

import chat.parley.bench.client.TokenSigner;
import chat.parley.bench.fault.ForkedProcess;
import chat.parley.bench.fault.PostgresProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/** What all targets stand on: one PostgreSQL, a place for logs, a secret. */
final class Ground implements AutoCloseable {

  static final String SECRET = "only-for-measurements-here-0123456789";

  private static final String DATABASE = "measured";
  private static final Duration START_WITHIN = Duration.ofSeconds(120);

  private final Path project;
  private final Path home;
  private final int port = freePort();
  private final PostgresProcess postgres;
  private final TokenSigner signer = new TokenSigner(SECRET.getBytes(StandardCharsets.UTF_8));
  private final Map<String, String> tokens = new HashMap<>();
  private final Set<ForkedProcess> processes = ConcurrentHashMap.newKeySet();

  private volatile boolean closed;

  /**
   * @param project where this project's start script is
   * @param home an empty directory
   */
  Ground(Path project, Path home, Map<String, String> database) {
    this.project = project;
    this.home = home;
    this.postgres = PostgresProcess.at(port, home.resolve("postgres"), database);
  }

  void start() {
    postgres.start();
  }

  Path project() {
    return project;
  }

  PostgresProcess postgres() {
    return postgres;
  }

  /** Empties the database that all targets use in turn, and settles the server's disk. */
  void freshDatabase() {
    postgres.execute("drop database if exists " + DATABASE + " with (force)");
    postgres.execute("create database " + DATABASE);
    postgres.execute("checkpoint");
  }

  /** As a URL without its scheme. */
  String databaseAddress() {
    return "//127.0.0.1:" + port + "/" + DATABASE;
  }

  Path place(String name) {
    return home.resolve(name);
  }

  /** Starts a process and waits until it says that it is there. */
  ForkedProcess start(
      String name, List<String> command, Map<String, String> environment, String word) {
    ForkedProcess process = ForkedProcess.start(command, environment, home.resolve(name + ".log"));
    processes.add(process);
    if (closed) {
      process.kill();
      throw new IllegalStateException("closed meanwhile");
    }
    process.awaitWord(Pattern.compile(word), START_WITHIN);
    return process;
  }

  /** Ends a process at once: nobody needs what it has. */
  void stop(ForkedProcess process) {
    process.kill();
    processes.remove(process);
  }

  String token(int user) {
    return tokens.computeIfAbsent(user(user), name -> token(name, "USER"));
  }

  String token(String user, String role) {
    return signer.token(user, user, role, Duration.ofHours(24));
  }

  /** A port that nobody listens at now. */
  static int freePort() {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String user(int number) {
    return "u" + number;
  }

  /** Ends whatever still runs. */
  @Override
  public void close() {
    closed = true;
    processes.forEach(ForkedProcess::kill);
    processes.clear();
    postgres.close();
  }
}
