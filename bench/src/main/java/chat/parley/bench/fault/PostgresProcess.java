package chat.parley.bench.fault;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** A real, durable PostgreSQL in processes of its own, which can be killed and come back. */
public final class PostgresProcess implements AutoCloseable {

  private static final Pattern UP = Pattern.compile("PARLEY_DATABASE_URL=");
  private static final Duration START_WITHIN = Duration.ofSeconds(90);
  private static final Duration STOP_WITHIN = Duration.ofSeconds(40);

  private final JavaProgram java;
  private final Path home;
  private final DatabasePlace place;
  private final Map<String, String> settings;
  private final Optional<Disk> disk;
  private ForkedProcess process;

  /**
   * @param settings of postgresql.conf, which go before the durable ones
   * @param disk the one that its home lies on, where it has one of its own
   */
  PostgresProcess(
      JavaProgram java,
      DatabasePlace place,
      Path home,
      Map<String, String> settings,
      Optional<Disk> disk) {
    this.java = java;
    this.home = home;
    this.place = place;
    this.settings = settings;
    this.disk = disk;
  }

  /** One without a cluster, in a directory of its own; it is not started yet. */
  public static PostgresProcess at(int port, Path home, Map<String, String> settings) {
    return new PostgresProcess(
        JavaProgram.ofThisOne(), DatabasePlace.loopback(port), home, settings, Optional.empty());
  }

  /** Starts it, on what it has on disk, and waits until it takes connections. */
  public void start() {
    List<String> arguments = new ArrayList<>(List.of("postgres", "--port", "" + place.port()));
    arguments.addAll(List.of("--data-dir", home.toString()));
    Map<String, String> all = new LinkedHashMap<>(settings);
    all.putAll(place.settings(home));
    all.forEach((name, value) -> arguments.addAll(List.of("--set", name + "=" + value)));
    process =
        ForkedProcess.start(
            java.command(place.entry(), List.of("-Xmx192m"), arguments),
            Map.of(),
            home.resolve("postgres.out"));
    process.awaitWord(UP, START_WITHIN);
  }

  /** Where it can be reached without anything between. */
  public String url() {
    return "jdbc:postgresql://" + place.address() + "/postgres?user=postgres&connectTimeout=3";
  }

  /** SIGKILL for the server and all its backends, at once: what was not flushed is lost. */
  public void kill() {
    postmaster().ifPresent(PostgresProcess::killAll);
    process.kill();
  }

  /** Holds the postmaster still first, so that it starts nothing while its backends end. */
  private static void killAll(ProcessHandle postmaster) {
    ForkedProcess.signal(postmaster.pid(), "STOP");
    List<ProcessHandle> all = new ArrayList<>(postmaster.descendants().toList());
    all.add(postmaster);
    all.forEach(ProcessHandle::destroyForcibly);
    all.forEach(one -> one.onExit().join());
  }

  /** Of the server itself, whose children the backends are. */
  public long pid() {
    return postmaster().orElseThrow(() -> new IllegalStateException("it does not run")).pid();
  }

  private Optional<ProcessHandle> postmaster() {
    Path file = home.resolve("postgres").resolve("postmaster.pid");
    try {
      return Files.exists(file)
          ? ProcessHandle.of(Long.parseLong(Files.readAllLines(file).get(0).strip()))
          : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Starts it anew where it has ended by itself, as it does when its disk is full. */
  public void revive() {
    try (Connection connection = connect()) {
      connection.isValid(1);
    } catch (SQLException e) {
      kill();
      start();
    }
  }

  /** Fills its disk up to the last block; the answer empties it again. */
  public Disk.Filler fillDisk() {
    return disk.orElseThrow(() -> new IllegalStateException("it has no disk of its own")).fill();
  }

  /** Ends the connections of the nodes, not those of who asks. */
  public int terminateBackends() {
    return (int)
        number(
            "select count(pg_terminate_backend(pid)) from pg_stat_activity"
                + " where pid <> pg_backend_pid() and backend_type = 'client backend'");
  }

  /** Makes every commit wait so long before it is flushed, as a slow disk would. */
  public void slowCommits(Duration by) {
    execute("alter system set commit_siblings = 0");
    execute("alter system set commit_delay = " + by.toNanos() / 1_000);
    execute("select pg_reload_conf()");
  }

  /** One statement. */
  public void execute(String sql) {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  /** The one number that a query answers. */
  public long number(String sql) {
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getLong(1);
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  public Connection connect() throws SQLException {
    return DriverManager.getConnection(url());
  }

  public boolean isAlive() {
    return process != null && process.isAlive();
  }

  @Override
  public void close() {
    if (isAlive()) {
      process.terminate();
      process.awaitEnd(STOP_WITHIN);
    }
    disk.ifPresent(Disk::close);
  }
}
