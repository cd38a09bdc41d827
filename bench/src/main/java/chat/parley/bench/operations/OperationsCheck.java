package chat.parley.bench.operations;

import chat.parley.bench.fault.LocalCluster;
import chat.parley.bench.fault.NodeProcess;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * One run: people send, edit, delete, read, come, go and mute by chance through all nodes, one node
 * is killed in the middle and started again, and at the end every count that any node tells is
 * compared with the checker's own.
 */
public final class OperationsCheck implements AutoCloseable {

  /**
   * What a run is.
   *
   * @param members of each room at the beginning; half as many more come and go
   * @param atMost no operation begins later than this
   * @param seed of the choices; in which order those of several workers come is not repeated
   */
  public record Plan(
      int users, int rooms, int members, long operations, Duration atMost, long seed) {

    public Plan {
      if (rooms < 1 || members < 2 || users < members + members / 2 || members > 100) {
        throw new IllegalArgumentException(
            "needs a room, 2 to 100 members, and half as many users more than members");
      }
    }
  }

  private static final Duration PROGRESS_EVERY = Duration.ofSeconds(5);
  private static final Duration DEAD_FOR = Duration.ofSeconds(5);
  private static final long LOOK_MS = 50;

  private final Plan plan;
  private final LocalCluster cluster;
  private final PrintStream out;
  private final Tally tally = new Tally();
  private final Findings surprises = new Findings();
  private final Calls calls;
  private final Workload workload;
  private volatile boolean operating = true;
  private double seconds;

  public OperationsCheck(Plan plan, LocalCluster cluster, PrintStream out) {
    this.plan = plan;
    this.cluster = cluster;
    this.out = out;
    this.calls = new Calls(cluster);
    this.workload = new Workload(plan, calls, new Acts(calls, tally, surprises));
  }

  /** Makes the rooms, does the operations; when it returns all nodes serve. */
  public void operate() {
    out.printf(Locale.ROOT, "seed %d%n", plan.seed());
    workload.enter();
    long began = System.nanoTime();
    CompletableFuture<Void> progress = workload.inBackground(() -> progress(began));
    CompletableFuture<Void> kill = workload.inBackground(() -> killInTheMiddle(began));
    try {
      workload.operate(began + plan.atMost().toNanos());
    } finally {
      operating = false;
    }
    seconds = (System.nanoTime() - began) / 1e9;
    progress.join();
    kill.join();
  }

  /** When half of the operations are done, or half of the time is over. */
  private void killInTheMiddle(long began) {
    long half = began + plan.atMost().toNanos() / 2;
    while (operating && tally.done() < plan.operations() / 2 && System.nanoTime() < half) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(LOOK_MS));
    }
    List<NodeProcess> members = cluster.members();
    NodeProcess node = members.get((int) Math.floorMod(plan.seed(), (long) members.size()));
    out.printf(Locale.ROOT, "SIGKILL of %s after %,d operations%n", node, tally.done());
    node.kill();
    long again = System.nanoTime() + DEAD_FOR.toNanos();
    while (System.nanoTime() < again) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(LOOK_MS));
    }
    node.launch();
    node.awaitUp();
    out.printf(Locale.ROOT, "%s serves again after %,d operations%n", node, tally.done());
  }

  private void progress(long began) {
    long next = began + PROGRESS_EVERY.toNanos();
    while (operating) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(LOOK_MS));
      long now = System.nanoTime();
      if (now > next) {
        next += PROGRESS_EVERY.toNanos();
        out.printf(
            Locale.ROOT,
            "%5.0f s: %,d operations: %,d acked, %,d refused, %,d unknown%n",
            (now - began) / 1e9,
            tally.done(),
            tally.acked(),
            tally.refused(),
            tally.unknown());
      }
    }
  }

  /** Asks every node for everybody's counts, and has them counted out of the journal, too. */
  public OperationsVerdict compare(Recount recount) {
    Findings differences = new Findings();
    LastReads reads = new LastReads(workload, calls);
    if (!reads.awaitLevel()) {
      differences.add("the views did not get level with the journal");
    }
    Comparison comparison = new Comparison(workload.rooms(), differences);
    reads.compare(comparison);
    for (RoomModel room : workload.rooms()) {
      if (room.holes() > 0) {
        differences.add(room.id() + ": " + room.holes() + " messages that nobody was told of");
      }
    }
    Recount.Result recounted = recount.count(cluster.postgres().url());
    return new OperationsVerdict(
        plan,
        new OperationsVerdict.Done(tally.done(), tally.unknown(), tally.table(), seconds),
        new OperationsVerdict.Model(
            workload.rooms().stream().mapToLong(RoomModel::size).sum(),
            workload.rooms().stream().mapToLong(room -> room.members().size()).sum(),
            workload.rooms().stream().mapToLong(RoomModel::unread).sum(),
            workload.rooms().stream().mapToLong(RoomModel::mentioned).sum()),
        comparison.compared(),
        differences,
        surprises,
        recounted);
  }

  @Override
  public void close() {
    workload.close();
  }
}
