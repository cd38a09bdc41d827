package chat.parley.bench.check;

import chat.parley.bench.fault.LocalCluster;
import chat.parley.bench.fault.NodeProcess;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintStream;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** One run: a cluster, people, faults, and at the end a judgement. */
public final class Check {

  /**
   * What a run is.
   *
   * @param sends ends the run as soon as so many were acked, 0 for not
   * @param each takes the faults one after the other, each until so many sends were acked during it
   *     and the calm before it; 0 for mixed
   * @param faults names out of {@link Faults}
   * @param calm between two faults
   */
  public record Plan(
      int nodes,
      int users,
      int rooms,
      int membersOfRoom,
      double perSecond,
      Duration time,
      long sends,
      long each,
      List<String> faults,
      Duration calm,
      long seed) {}

  /** What clients had done by then, or in between. */
  private record Sums(long tried, long acked, long refused, long unknown, long events) {

    static Sums of(Recorder recorder) {
      return new Sums(
          recorder.tried(),
          recorder.acked(),
          recorder.refused(),
          recorder.unknown(),
          recorder.events());
    }

    Sums minus(Sums other) {
      return new Sums(
          tried - other.tried,
          acked - other.acked,
          refused - other.refused,
          unknown - other.unknown,
          events - other.events);
    }

    Sums plus(Sums other) {
      return new Sums(
          tried + other.tried,
          acked + other.acked,
          refused + other.refused,
          unknown + other.unknown,
          events + other.events);
    }
  }

  private static final Duration LAST_ANSWERS = Duration.ofSeconds(160);
  private static final Duration PROGRESS_EVERY = Duration.ofSeconds(10);
  private static final int LAG_AT_REST_SAMPLES = 5;
  private static final int DISK_MEGABYTES = 6_000;

  private final Plan plan;
  private final Path home;
  private final PrintStream out;
  private final Times times = new Times();
  private final Service service = new Service();
  private final Map<String, Sums> sums = new LinkedHashMap<>();
  private volatile boolean sampling = true;

  public Check(Plan plan, Path home, PrintStream out) {
    this.plan = plan;
    this.home = home;
    this.out = out;
  }

  /** Where data, logs and history are. */
  public Path home() {
    return home;
  }

  /** Where the history is kept. */
  public Path history() {
    return home.resolve("history.jsonl.gz");
  }

  /** Runs and judges. */
  public Verdict run(LocalCluster.Builder builder) {
    out.printf("seed %d, faults %s%n", plan.seed(), plan.faults());
    builder.spare(1);
    if (plan.faults().contains("clock")) {
      builder.clocks();
    }
    if (plan.faults().contains("full-disk")) {
      builder.smallDisk(DISK_MEGABYTES);
    }
    try (LocalCluster cluster = builder.start();
        HistoryFile file = HistoryFile.create(history())) {
      Recorder recorder = new Recorder(file, service);
      Load.Size size =
          new Load.Size(plan.users(), plan.rooms(), plan.membersOfRoom(), plan.perSecond());
      try (Load load = new Load(cluster, size, recorder, plan.seed())) {
        load.enter();
        play(cluster, load, recorder);
        rest(cluster, load, recorder);
      }
    }
    out.println("judging ...");
    return Judge.judge(history());
  }

  /** What was tried under each fault, and the times that were measured, for a terminal. */
  public List<String> report() {
    List<String> lines = new ArrayList<>();
    sums.forEach(
        (fault, sum) ->
            lines.add(
                String.format(
                    Locale.ROOT,
                    "%-20s sends %,9d: acked %,9d, refused %,5d, unknown %,5d; events %,10d",
                    fault,
                    sum.tried(),
                    sum.acked(),
                    sum.refused(),
                    sum.unknown(),
                    sum.events())));
    lines.addAll(times.lines());
    return lines;
  }

  private void play(LocalCluster cluster, Load load, Recorder recorder) {
    load.go();
    Thread progress = background("check-progress", () -> progress(load, recorder));
    Thread lag = background("check-lag", () -> sampleLag(cluster, load, recorder));
    SplittableRandom random = new SplittableRandom(plan.seed() + 1);
    Fault.Scene scene = new Fault.Scene(cluster, load, recorder, random, times);
    long until = System.nanoTime() + plan.time().toNanos();
    for (int turn = 0; !isOver(until, recorder); turn++) {
      int fault = pick(turn, random);
      String name = plan.faults().isEmpty() ? "none" : plan.faults().get(fault);
      Sums before = Sums.of(recorder);
      service.fresh();
      scene.hold(plan.calm());
      times.add("calm: slowest ack", service.worst().ack());
      if (!plan.faults().isEmpty() && !isOver(until, recorder)) {
        fault(scene, name);
      }
      sums.merge(name, Sums.of(recorder).minus(before), Sums::plus);
    }
    sampling = false;
    join(progress);
    join(lag);
    load.stop(LAST_ANSWERS);
  }

  /** One kind after the other at first, so that each comes; then by chance, none left behind. */
  private int pick(int turn, SplittableRandom random) {
    List<String> kinds = plan.faults();
    if (plan.each() > 0) {
      return Math.min(done(), kinds.size() - 1);
    }
    if (turn < kinds.size() || kinds.isEmpty()) {
      return turn;
    }
    double mean = kinds.stream().mapToLong(this::acked).average().orElseThrow();
    int[] behind =
        IntStream.range(0, kinds.size()).filter(i -> acked(kinds.get(i)) <= mean).toArray();
    return behind[random.nextInt(behind.length)];
  }

  /** How many kinds of faults, from the first on, have had their sends. */
  private int done() {
    int done = 0;
    while (done < plan.faults().size() && acked(plan.faults().get(done)) >= plan.each()) {
      done++;
    }
    return done;
  }

  private long acked(String fault) {
    Sums sum = sums.get(fault);
    return sum == null ? 0 : sum.acked();
  }

  private void fault(Fault.Scene scene, String name) {
    service.fresh();
    Faults.named(name).once(scene);
    Service.Worst worst = service.worst();
    times.add(name + ": slowest ack", worst.ack());
    times.add(name + ": longest pause of a room", worst.roomPause());
    times.add(name + ": longest silence of a client", worst.clientSilence());
  }

  private boolean isOver(long until, Recorder recorder) {
    return System.nanoTime() > until
        || (plan.sends() > 0 && recorder.acked() >= plan.sends())
        || (plan.each() > 0 && done() == plan.faults().size());
  }

  /** Everybody has an answer: what is there now is what there is. */
  private void rest(LocalCluster cluster, Load load, Recorder recorder) {
    out.println("at rest: reading everything back ...");
    for (int i = 0; i < LAG_AT_REST_SAMPLES; i++) {
      pause(Duration.ofSeconds(1));
      lag("rest", cluster, load, recorder);
    }
    load.clients().forEach(CheckClient::close);
    new LastReads(load, recorder).record(cluster.running());
    try (Connection connection = cluster.postgres().connect()) {
      new AtRest(recorder).record(connection);
    } catch (SQLException e) {
      throw new IllegalStateException("the journal cannot be read", e);
    }
  }

  private void progress(Load load, Recorder recorder) {
    long began = System.nanoTime();
    long next = began;
    while (sampling) {
      next += PROGRESS_EVERY.toNanos();
      while (sampling && System.nanoTime() < next) {
        pause(Duration.ofMillis(100));
      }
      out.printf(
          Locale.ROOT,
          "%5.0f s: %d sends acked, %d refused, %d unknown, %d let go; %d events%n",
          Service.seconds(System.nanoTime() - began),
          recorder.acked(),
          recorder.refused(),
          recorder.unknown(),
          load.heldBack(),
          recorder.events());
    }
  }

  private void sampleLag(LocalCluster cluster, Load load, Recorder recorder) {
    while (sampling) {
      lag("load", cluster, load, recorder);
      pause(Duration.ofSeconds(1));
    }
  }

  /** As a node that runs says it; one that cannot say it says nothing. */
  private static void lag(String when, LocalCluster cluster, Load load, Recorder recorder) {
    List<NodeProcess> running = cluster.running();
    if (!running.isEmpty()) {
      load.http(running.get(0), "check-admin")
          .health()
          .map(body -> body.path("components").path("views").path("historyLagMs"))
          .filter(JsonNode::isNumber)
          .ifPresent(ms -> recorder.add(new Entry.Lag(when, System.nanoTime(), ms.asDouble())));
    }
  }

  private static Thread background(String name, Runnable task) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void pause(Duration time) {
    try {
      Thread.sleep(time.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
