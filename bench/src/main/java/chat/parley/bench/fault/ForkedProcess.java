package chat.parley.bench.fault;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A process of ours, its output in a file, that can be signalled. */
public final class ForkedProcess {

  private static final long LOOK_MS = 20;

  private final Process process;
  private final Path log;
  private final long logBefore;

  private ForkedProcess(Process process, Path log, long logBefore) {
    this.process = process;
    this.log = log;
    this.logBefore = logBefore;
  }

  /**
   * Starts it.
   *
   * @param log what it says is appended here
   */
  public static ForkedProcess start(
      List<String> command, Map<String, String> environment, Path log) {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().keySet().removeIf(name -> name.startsWith("PARLEY_"));
    builder.environment().putAll(environment);
    try {
      Files.createDirectories(log.getParent());
      Files.writeString(log, "", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
      long before = Files.size(log);
      builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
      return new ForkedProcess(builder.start(), log, before);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits until it says something since its start; false when it ended or time ran out. */
  public Matcher awaitWord(Pattern word, Duration atMost) {
    long until = System.nanoTime() + atMost.toNanos();
    while (true) {
      Matcher found = word.matcher(said());
      if (found.find()) {
        return found;
      }
      if (!process.isAlive() || System.nanoTime() > until) {
        throw new IllegalStateException(
            (process.isAlive() ? "it did not get ready in time: " : "it ended: ") + tail());
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(LOOK_MS));
    }
  }

  /** What it has said since its start. */
  String said() {
    try {
      byte[] all = Files.readAllBytes(log);
      int from = (int) Math.min(logBefore, all.length);
      return new String(all, from, all.length - from, java.nio.charset.StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String tail() {
    String said = said();
    return said.substring(Math.max(0, said.length() - 2_000));
  }

  public long pid() {
    return process.pid();
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /** SIGKILL. */
  public void kill() {
    process.destroyForcibly();
    awaitEnd(Duration.ofSeconds(30));
  }

  /** SIGTERM; comes back at once. */
  public void terminate() {
    process.destroy();
  }

  /** Any signal by its name, such as STOP. */
  void signal(String name) {
    signal(process.pid(), name);
  }

  static void signal(long pid, String name) {
    try {
      new ProcessBuilder("kill", "-" + name, Long.toString(pid)).start().waitFor();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Waits for its end. */
  public void awaitEnd(Duration atMost) {
    try {
      if (!process.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new IllegalStateException("it did not end in " + atMost + ": " + tail());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
