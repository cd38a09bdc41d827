package chat.parley.bench.load;

import chat.parley.bench.load.Workload.Kind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code bench/run scenarios}. */
@Command(
    name = "scenarios",
    description = {
      "Runs scenarios against one server after the other, on the same PostgreSQL, and writes a table"
          + " of medians.",
      "Each run starts its server anew on an empty database; the servers take turns, so that what"
          + " the machine does meanwhile meets all of them."
    },
    mixinStandardHelpOptions = true)
public final class ScenariosCommand implements Callable<Integer> {

  @Option(
      names = "--scenarios",
      split = ",",
      defaultValue = "S1,S2,S3,S4,S5,S6",
      description = "Names; S3 is all that begin with it, all is all (${DEFAULT-VALUE}).")
  private List<String> scenarios;

  @Option(
      names = "--targets",
      split = ",",
      defaultValue = "parley,socketio,socketio2,floor",
      description = "Names, also parley3; the first is what ratios refer to (${DEFAULT-VALUE}).")
  private List<String> targets;

  @Option(names = "--runs", defaultValue = "3", description = "Of each (${DEFAULT-VALUE}).")
  private int runs;

  @Option(
      names = "--warmup",
      paramLabel = "SECONDS",
      defaultValue = "15",
      description = "Not counted (${DEFAULT-VALUE}).")
  private double warmup;

  @Option(names = "--seconds", defaultValue = "20", description = "Counted (${DEFAULT-VALUE}).")
  private double seconds;

  @Option(
      names = "--settle",
      paramLabel = "SECONDS",
      defaultValue = "10",
      description = "How long deliveries are waited for in the end, at most (${DEFAULT-VALUE}).")
  private double settle;

  @Mixin private Overrides overrides;

  @Option(
      names = "--logs",
      paramLabel = "DIR",
      description = "Holds the *.raw.txt of scenario logs (see docs/import.md for their form).")
  private Path logs;

  @Option(
      names = "--java-opts",
      defaultValue = "",
      description = "Of Parley's nodes, as PARLEY_JAVA_OPTS.")
  private String javaOptions;

  @Option(
      names = "--set",
      paramLabel = "NAME=VALUE",
      description = "A switch of Parley's nodes, such as PARLEY_WINDOW=50.")
  private Map<String, String> switches = new LinkedHashMap<>();

  @Option(
      names = "--postgres",
      paramLabel = "NAME=VALUE",
      description = "A setting of postgresql.conf, for all targets.")
  private Map<String, String> database = new LinkedHashMap<>();

  @Option(names = "--out", paramLabel = "FILE", description = "Where the table goes, too.")
  private Path out;

  @Option(
      names = "--record",
      paramLabel = "DIR",
      description =
          "Where recordings of Java's Flight Recorder go, one of each server and scenario. Targets on"
              + " Java only; costs some CPU. See bench/run flame.")
  private Path recordings;

  @Option(
      names = "--project",
      paramLabel = "DIR",
      defaultValue = ".",
      description = "Where the start script is (${DEFAULT-VALUE}).")
  private Path project;

  @Option(names = "--dir", description = "Where data and logs go; kept when it is given.")
  private Path directory;

  private final Report report = new Report();
  private boolean failed;

  @Override
  public Integer call() {
    List<Scenario> chosen = chosen();
    chosen.forEach(scenario -> script(scenario.workload()));
    if (!Targets.NAMES.containsAll(targets)) {
      throw new IllegalArgumentException("targets are " + Targets.NAMES);
    }
    List<String> head = head();
    Path home = home();
    Ground ground = new Ground(project.toAbsolutePath().normalize(), home, database);
    Thread cleaner = new Thread(() -> cleanUp(ground, home));
    Runtime.getRuntime().addShutdownHook(cleaner);
    ground.start();
    for (int run = 1; run <= runs; run++) {
      for (Scenario scenario : chosen) {
        for (String target : targets) {
          System.out.printf("%s, %s, run %d of %d%n", scenario.name(), target, run, runs);
          once(ground, scenario, target);
          write(report.markdown(head));
        }
      }
    }
    System.out.println(report.markdown(head));
    return failed ? 1 : 0;
  }

  private List<Scenario> chosen() {
    List<Scenario> named =
        scenarios.equals(List.of("all"))
            ? Scenario.ALL
            : scenarios.stream().flatMap(name -> Scenario.named(name).stream()).toList();
    return named.stream().map(one -> one.with(overrides.applied(one.workload()))).toList();
  }

  /** A run that fails is told, and the others go on. */
  private void once(Ground ground, Scenario scenario, String name) {
    Workload load = scenario.workload();
    try (Target target = Targets.start(name, ground, load, javaOptions, switches)) {
      Pace pace = new Pace(time(warmup), time(seconds), time(settle));
      Recording recording = new Recording(recordings, scenario.name() + "-" + name);
      Figures figures = new Trial(target, ground, load, pace, script(load), recording).run();
      report.add(scenario, name, figures);
      figures
          .values()
          .forEach(
              (what, value) -> System.out.printf(Locale.ROOT, "  %-45s %,14.2f%n", what, value));
    } catch (RuntimeException e) {
      failed = true;
      report.failed(scenario, name);
      System.out.println("  failed: " + e);
    }
  }

  private Script script(Workload load) {
    if (load.kind() != Kind.LOGS) {
      return Script.empty();
    }
    if (logs == null) {
      throw new IllegalArgumentException("scenario logs needs --logs");
    }
    return Script.read(logs);
  }

  private static Duration time(double ofSeconds) {
    return Duration.ofMillis((long) (ofSeconds * 1_000));
  }

  private List<String> head() {
    List<String> head = new ArrayList<>();
    head.add("# Scenarios, " + LocalDate.now());
    head.addAll(Machine.lines(project));
    head.add(
        String.format(
            Locale.ROOT,
            "Method: %d runs of each, %.0f s of warm-up and %.0f s measured; each on a server that"
                + " was just started, with an empty database in one PostgreSQL (fsync on%s). Cells:"
                + " **median** [least, most] (ratio to %s). CPU and memory are from /proc.",
            runs,
            warmup,
            seconds,
            database.isEmpty() ? "" : ", " + database,
            targets.get(0)));
    String more =
        (javaOptions.isEmpty() ? "" : " --java-opts '" + javaOptions + "'")
            + (switches.isEmpty() ? "" : " with " + switches)
            + overrides;
    head.add(
        String.format(
            Locale.ROOT,
            "Command: `bench/run scenarios --scenarios %s --targets %s --runs %d --warmup %.0f"
                + " --seconds %.0f%s`",
            String.join(",", scenarios),
            String.join(",", targets),
            runs,
            warmup,
            seconds,
            more));
    return head;
  }

  private void write(String markdown) {
    if (out != null) {
      try {
        Files.writeString(out, markdown);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private Path home() {
    try {
      return directory == null
          ? Files.createTempDirectory("parley-bench")
          : Files.createDirectories(directory.toAbsolutePath().normalize());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** At the end, and when somebody interrupts. */
  private void cleanUp(Ground ground, Path home) {
    ground.close();
    if (directory == null) {
      try (Stream<Path> all = Files.walk(home)) {
        all.sorted(Comparator.reverseOrder()).forEach(path -> path.toFile().delete());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
