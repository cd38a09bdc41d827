package chat.parley.cli;

import chat.parley.bench.fault.LocalCluster;
import chat.parley.bench.fault.RunHome;
import chat.parley.bench.operations.OperationsCheck;
import chat.parley.bench.operations.OperationsVerdict;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./parley check operations}. */
@Command(
    name = "operations",
    description = {
      "Starts a cluster on this machine, does random operations through all nodes, kills one in the"
          + " middle, and compares everybody's unread and mention counts with its own."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class OperationsCommand implements Callable<Integer> {

  /** The exit code of a command line that asks for what cannot be. */
  private static final int NOT_POSSIBLE = 2;

  @Option(
      names = "--operations",
      defaultValue = "100000",
      description = "Sends, edits, deletions, reads, joins, leaves, mutes (${DEFAULT-VALUE}).")
  private long operations;

  @Option(names = "--nodes", defaultValue = "3", description = "Nodes (${DEFAULT-VALUE}).")
  private int nodes;

  @Option(names = "--users", defaultValue = "60", description = "People (${DEFAULT-VALUE}).")
  private int users;

  @Option(names = "--rooms", defaultValue = "60", description = "Rooms (${DEFAULT-VALUE}).")
  private int rooms;

  @Option(
      names = "--members",
      defaultValue = "12",
      description =
          "Members of each room at the beginning, up to 100; half as many more come and go"
              + " (${DEFAULT-VALUE}).")
  private int members;

  @Option(
      names = "--minutes",
      defaultValue = "60",
      description = "No operation begins later than this (${DEFAULT-VALUE}).")
  private double minutes;

  @Option(names = "--seed", description = "Repeats the choices of another run; by default any.")
  private Long seed;

  @Option(
      names = "--dir",
      description = "Where data and logs go; kept when something differs, or when it is given.")
  private Path directory;

  @Override
  public Integer call() {
    OperationsCheck.Plan plan;
    try {
      plan =
          new OperationsCheck.Plan(
              users,
              rooms,
              members,
              operations,
              Duration.ofMillis((long) (minutes * 60_000)),
              seed == null ? System.nanoTime() & 0xffff_ffffL : seed);
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage());
      return NOT_POSSIBLE;
    }
    RunHome home = RunHome.of(directory);
    OperationsVerdict verdict;
    try (LocalCluster cluster = LocalCluster.of(home.path(), nodes).start();
        OperationsCheck check = new OperationsCheck(plan, cluster, System.out)) {
      check.operate();
      verdict = check.compare(new JournalRecount());
    }
    System.out.print(verdict.table());
    if (!verdict.isGood() || !home.clear()) {
      System.out.println("Data and logs: " + home.path());
    }
    return verdict.isGood() ? 0 : 1;
  }
}
