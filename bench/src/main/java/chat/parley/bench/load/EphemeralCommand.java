package chat.parley.bench.load;

import chat.parley.bench.load.EphemeralTrial.Part;
import chat.parley.bench.load.EphemeralTrial.Size;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code bench/run ephemeral}. */
@Command(
    name = "ephemeral",
    description = {
      "What lies around messages: CPU of nodes and PostgreSQL, and messages between nodes, for"
          + " presence, typing, receipts and inbox, one after the other, on three nodes that were"
          + " just started.",
      "What is said to cost more is compared with the same sessions at rest; the inbox with the same"
          + " sends into rooms whose members have no session."
    },
    mixinStandardHelpOptions = true)
public final class EphemeralCommand implements Callable<Integer> {

  @Option(names = "--sessions", defaultValue = "1000", description = "(${DEFAULT-VALUE})")
  private int sessions;

  @Option(
      names = "--rooms",
      defaultValue = "1000",
      description = "Spread evenly over the sessions (${DEFAULT-VALUE}).")
  private int rooms;

  @Option(names = "--members", defaultValue = "10", description = "Of each (${DEFAULT-VALUE}).")
  private int members;

  @Option(
      names = "--parts",
      split = ",",
      defaultValue = "INBOX,PRESENCE,TYPING,RECEIPTS",
      description = "(${DEFAULT-VALUE})")
  private Set<Part> parts;

  @Option(
      names = "--rate",
      defaultValue = "100",
      description = "What happens a second, of presence, typing, receipts (${DEFAULT-VALUE}).")
  private double rate;

  @Option(
      names = "--sends",
      defaultValue = "50",
      description = "Messages a second, for the inbox (${DEFAULT-VALUE}).")
  private double sends;

  @Option(
      names = "--watch",
      defaultValue = "0",
      description = "How many others of its room each session names (${DEFAULT-VALUE}).")
  private int watch;

  @Option(
      names = "--polls",
      defaultValue = "300",
      description = "Polls a second, for meta (${DEFAULT-VALUE}).")
  private double polls;

  @Option(names = "--nodes", defaultValue = "parley3", description = "parley or parley3.")
  private String nodes;

  @Option(
      names = "--warmup",
      paramLabel = "SECONDS",
      defaultValue = "8",
      description = "Before each of them, not counted (${DEFAULT-VALUE}).")
  private int warmup;

  @Option(names = "--seconds", defaultValue = "20", description = "Counted (${DEFAULT-VALUE}).")
  private int seconds;

  @Option(
      names = "--java-opts",
      defaultValue = "",
      description = "Of the nodes, as PARLEY_JAVA_OPTS.")
  private String javaOptions;

  @Option(
      names = "--project",
      paramLabel = "DIR",
      defaultValue = ".",
      description = "Where the start script is (${DEFAULT-VALUE}).")
  private Path project;

  @Override
  public Integer call() throws IOException {
    Path home = Files.createTempDirectory("parley-bench");
    Ground ground = new Ground(project.toAbsolutePath().normalize(), home, Map.of());
    Runtime.getRuntime().addShutdownHook(new Thread(() -> cleanUp(ground, home)));
    ground.start();
    Machine.lines(project).forEach(line -> System.out.println(line + "\n"));
    Workload load = Workload.chat(sessions, rooms, members);
    try (Target target = Targets.start(nodes, ground, load, javaOptions, new LinkedHashMap<>())) {
      measure(ground, home, target);
    }
    return 0;
  }

  private void measure(Ground ground, Path home, Target target) {
    Between between = new Between(home);
    Pace pace = new Pace(Duration.ofSeconds(warmup), Duration.ofSeconds(seconds), Duration.ZERO);
    Size size = new Size(sessions, rooms, members, rate, sends, watch, polls);
    EphemeralTrial trial = new EphemeralTrial(target, ground, size, parts, pace);
    between.begin(target.pids());
    List<Span> spans = trial.run();
    between.end();
    System.out.printf(
        Locale.ROOT,
        "%n## %,d sessions, %,d rooms of %,d. %s%n%n%s",
        sessions,
        rooms,
        members,
        trial.troubles(),
        new EphemeralTable(between).of(spans));
  }

  /** At the end, and when somebody interrupts. */
  private static void cleanUp(Ground ground, Path home) {
    ground.close();
    try (Stream<Path> all = Files.walk(home)) {
      all.sorted(Comparator.reverseOrder()).forEach(path -> path.toFile().delete());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
