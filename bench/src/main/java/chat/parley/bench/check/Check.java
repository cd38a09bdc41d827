package chat.parley.bench.check;

import chat.parley.bench.fault.LocalCluster;
import chat.parley.bench.fault.NodeProcess;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintStream;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/** One run: a cluster, people, faults, and at the end a judgement. */
public final class Check {

  /**
   * What a run is.
   *
   * @param sends ends the run as soon as so many were acked, 0 for not
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
      List<String> faults,
      Duration calm,
      long seed) {}

  private static final Duration LAST_ANSWERS = Duration.ofSeconds(160);
  private static final Duration PROGRESS_EVERY = Duration.ofSeconds(10);
  private static final int LAG_AT_REST_SAMPLES = 5;
  private static final int DISK_MEGABYTES = 6_000;

  private final Plan plan;
  private final Path home;
  private final PrintStream out;
  private final Times times = new Times();
  private final Service service = new Service();
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

  public List<String> times() {
    return times.lines();
  }

  private void play(LocalCluster cluster, Load load, Recorder recorder) {
    load.go();
    Thread progress = background("check-progress", () -> progress(load, recorder));
    Thread lag = background("check-lag", () -> sampleLag(cluster, load, recorder));
    SplittableRandom random = new SplittableRandom(plan.seed() + 1);
    Fault.Scene scene = new Fault.Scene(cluster, load, recorder, random, times);
    long until = System.nanoTime() + plan.time().toNanos();
    for (int i = 0; !isOver(until, recorder); i++) {
      service.fresh();
      scene.hold(plan.calm());
      Service.Worst calm = service.worst();
      times.add("calm: slowest ack", calm.ack());
      if (!plan.faults().isEmpty() && !isOver(until, recorder)) {
        fault(scene, plan.faults().get(pick(i, random)));
      }
    }
    sampling = false;
    join(progress);
    join(lag);
    load.stop(LAST_ANSWERS);
  }

  /** One kind after the other at first, so that each comes; then by chance. */
  private int pick(int turn, SplittableRandom random) {
    int kinds = plan.faults().size();
    return turn < kinds ? turn : random.nextInt(kinds);
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
    return System.nanoTime() > until || (plan.sends() > 0 && recorder.acked() >= plan.sends());
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
