package chat.parley.bench.fault;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** A node in a process of its own, started as {@code ./parley up} does, that can be broken. */
public final class NodeProcess implements AutoCloseable {

  private static final Pattern UP = Pattern.compile("Parley is up: ");
  private static final Duration START_WITHIN = Duration.ofSeconds(120);
  private static final Duration STOP_WITHIN = Duration.ofSeconds(120);

  private final int number;
  private final JavaProgram java;
  private final List<String> entry;
  private final List<String> options;
  private final Map<String, String> environment;
  private final Path log;
  private final URI url;
  private ForkedProcess process;
  private boolean paused;

  NodeProcess(
      int number,
      JavaProgram java,
      NodePlace place,
      List<String> options,
      Map<String, String> environment,
      Path log) {
    this.number = number;
    this.java = java;
    this.entry = place.entry();
    this.options = options;
    this.environment = environment;
    this.log = log;
    this.url = place.url();
  }

  /** 1, 2, 3 … */
  public int number() {
    return number;
  }

  /** Where clients reach it. */
  public URI url() {
    return url;
  }

  /** Starts it; comes back before it serves. */
  public void launch() {
    process = ForkedProcess.start(java.command(entry, options, List.of("up")), environment, log);
    paused = false;
  }

  /** Waits until it serves. */
  public void awaitUp() {
    process.awaitWord(UP, START_WITHIN);
  }

  /** Starts it with more environment than it had, once. */
  public void launch(Map<String, String> more) {
    Map<String, String> all = new java.util.HashMap<>(environment);
    all.putAll(more);
    process = ForkedProcess.start(java.command(entry, options, List.of("up")), all, log);
    paused = false;
  }

  /** SIGKILL. */
  public void kill() {
    process.kill();
    paused = false;
  }

  /** SIGTERM; comes back at once. */
  public void terminate() {
    process.terminate();
  }

  /** Waits for the end of a node that was told to stop, or that ends by itself. */
  public void awaitEnd() {
    process.awaitEnd(STOP_WITHIN);
  }

  /** SIGSTOP: it holds still, its connections stay. */
  public void pause() {
    process.signal("STOP");
    paused = true;
  }

  /** SIGCONT. */
  public void resume() {
    process.signal("CONT");
    paused = false;
  }

  public boolean isAlive() {
    return process != null && process.isAlive();
  }

  /** Alive, and not paused. */
  public boolean isRunning() {
    return isAlive() && !paused;
  }

  public long pid() {
    return process.pid();
  }

  /** How often it has said something since its start. */
  public long timesSaid(String words) {
    return process.said().lines().filter(line -> line.contains(words)).count();
  }

  @Override
  public void close() {
    if (isAlive()) {
      if (paused) {
        resume();
      }
      terminate();
      awaitEnd();
    }
  }

  @Override
  public String toString() {
    return "node-" + number;
  }
}
