package chat.parley.bench.check;

import chat.parley.bench.fault.LocalCluster;
import chat.parley.bench.fault.Network;
import chat.parley.bench.fault.RunHome;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./parley check}. */
@Command(
    name = "check",
    description = {
      "Starts a cluster on this machine, lets people chat, breaks things, and judges whether every"
          + " promise was kept."
    },
    mixinStandardHelpOptions = true)
public final class CheckCommand implements Callable<Integer> {

  /** The exit code of a command line that asks for what cannot be. */
  private static final int NOT_POSSIBLE = 2;

  /** For the help. */
  static final class FaultNames implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Faults.names().iterator();
    }
  }

  @Option(names = "--nodes", defaultValue = "3", description = "Nodes (${DEFAULT-VALUE}).")
  private int nodes;

  @Option(
      names = "--minutes",
      defaultValue = "5",
      description = "How long people chat, at most (${DEFAULT-VALUE}).")
  private double minutes;

  @Option(
      names = "--sends",
      defaultValue = "0",
      description = "Ends as soon as so many sends are acked; 0: does not (${DEFAULT-VALUE}).")
  private long sends;

  @Option(
      names = "--each",
      defaultValue = "0",
      description =
          "Takes the faults one after the other, each until so many sends are acked; 0: mixed"
              + " (${DEFAULT-VALUE}).")
  private long each;

  @Option(
      names = "--faults",
      split = ",",
      defaultValue = "kill,rolling,postgres-kill",
      completionCandidates = FaultNames.class,
      description =
          "Names, separated by commas (${DEFAULT-VALUE}); none, all, or any of"
              + " ${COMPLETION-CANDIDATES}.")
  private List<String> faults;

  @Option(
      names = "--network",
      defaultValue = "proxies",
      description =
          "What connects nodes and database: ${COMPLETION-CANDIDATES} (${DEFAULT-VALUE}). Each node"
              + " in a network namespace of its own loses real packets, and needs Linux and root.")
  private Network.Kind network;

  @Option(names = "--seed", description = "Repeats the choices of another run; by default any.")
  private Long seed;

  @Option(names = "--rate", defaultValue = "500", description = "Acts a second (${DEFAULT-VALUE}).")
  private double rate;

  @Option(names = "--users", defaultValue = "60", description = "People (${DEFAULT-VALUE}).")
  private int users;

  @Option(names = "--rooms", defaultValue = "40", description = "Rooms (${DEFAULT-VALUE}).")
  private int rooms;

  @Option(
      names = "--members",
      defaultValue = "5",
      description = "Members of each room (${DEFAULT-VALUE}).")
  private int members;

  @Option(
      names = "--calm",
      defaultValue = "8",
      description = "Seconds between two faults (${DEFAULT-VALUE}).")
  private double calm;

  @Option(
      names = "--set",
      paramLabel = "NAME=VALUE",
      description = "A switch of every node, such as PARLEY_WINDOW=50.")
  private Map<String, String> switches = new LinkedHashMap<>();

  @Option(
      names = "--postgres",
      paramLabel = "NAME=VALUE",
      description = "A setting of postgresql.conf, such as synchronous_commit=off.")
  private Map<String, String> database = new LinkedHashMap<>();

  @Option(
      names = "--dir",
      description =
          "Where data, logs and history go; kept when something is wrong, or when it is given.")
  private Path directory;

  @Option(names = "--judge", description = "Judges a history that was kept, and does nothing else.")
  private Path history;

  @Override
  public Integer call() {
    if (history != null) {
      return report(Judge.judge(history), List.of());
    }
    Check.Plan plan;
    try {
      plan = plan();
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage());
      return NOT_POSSIBLE;
    }
    return run(plan);
  }

  private int run(Check.Plan plan) {
    RunHome home = RunHome.of(directory);
    Check check = new Check(plan, home.path(), System.out);
    LocalCluster.Builder builder = LocalCluster.of(home.path(), nodes).network(network);
    switches.forEach(builder::set);
    database.forEach(builder::database);
    Verdict verdict = check.run(builder);
    int result = report(verdict, check.report());
    if (result != 0 || !home.clear()) {
      System.out.println("History and logs: " + home.path());
    }
    return result;
  }

  private static int report(Verdict verdict, List<String> times) {
    times.forEach(System.out::println);
    System.out.println(verdict.table());
    return verdict.isGood() ? 0 : 1;
  }

  /**
   * @throws IllegalArgumentException where such a run cannot be, with the reason
   */
  private Check.Plan plan() {
    List<String> chosen = Faults.list(faults, network);
    network
        .obstacle()
        .ifPresent(
            obstacle -> {
              throw new IllegalArgumentException(obstacle);
            });
    return new Check.Plan(
        nodes,
        users,
        rooms,
        members,
        rate,
        Duration.ofMillis((long) (minutes * 60_000)),
        sends,
        each,
        chosen,
        Duration.ofMillis((long) (calm * 1_000)),
        seed == null ? System.nanoTime() & 0xffff_ffffL : seed);
  }
}
