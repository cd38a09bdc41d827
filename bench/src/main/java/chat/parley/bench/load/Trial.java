package chat.parley.bench.load;

import chat.parley.bench.load.Workload.Kind;
import java.time.Duration;

/** One workload against one target that was just started. */
final class Trial {

  private static final long SECOND = 1_000_000_000;
  private static final int ENTER_AT_ONCE = 64;
  private static final Duration LOOK_EVERY = Duration.ofMillis(200);

  private final Target target;
  private final Workload workload;
  private final Pace pace;
  private final Cast cast;
  private final Texts texts;
  private final Script script;
  private final Meter meter;
  private final Figures figures = new Figures();
  private double lag = Double.NaN;

  /**
   * @param script the lines of {@link Kind#LOGS}, empty for other kinds
   */
  Trial(
      Target target,
      Ground ground,
      Workload workload,
      Pace pace,
      Script script,
      Recording recording) {
    this.target = target;
    this.workload = workload;
    this.pace = pace;
    this.script = script;
    boolean logs = workload.kind() == Kind.LOGS;
    cast =
        logs
            ? script.cast()
            : Cast.even(
                workload.users(), workload.rooms(), workload.members(), workload.followers());
    texts = logs ? script.texts() : Texts.ofBytes(workload.textBytes());
    meter = new Meter(target, ground, recording);
  }

  Figures run() {
    target.makeRooms(cast);
    Ledger ledger = new Ledger(cast.rooms());
    try (Loop loop = new Loop()) {
      Crowd crowd = new Crowd(loop, target, cast, ledger, texts);
      if (workload.kind() == Kind.CONNECT) {
        new ConnectTrial(target, cast, pace, meter).run(loop, crowd, workload.inFlight(), figures);
      } else {
        double before = meter.memoryKib();
        crowd.enter(ENTER_AT_ONCE);
        Driver driver = new Driver(loop, crowd, cast);
        if (workload.prefill() > 0) {
          driver.fill(workload.prefill());
        }
        if (workload.kind() == Kind.START) {
          loop.execute(crowd::leave);
          new StartTrial(target, cast).run(figures);
        } else if (workload.kind() == Kind.LIST) {
          new ListTrial(target, cast, pace, meter).run(loop, workload.inFlight(), figures);
        } else {
          chat(loop, crowd, ledger, driver);
          figures.put(
              "memory a connection after the load, KiB",
              (meter.memoryKib() - before) / cast.users());
        }
      }
      loop.ask(() -> troubles(crowd));
      loop.execute(crowd::leave);
    }
    return figures;
  }

  private Figures troubles(Crowd crowd) {
    Crowd.Troubles troubles = crowd.troubles();
    if (!troubles.first().isEmpty()) {
      System.out.println("    first trouble: " + troubles.first());
    }
    return figures
        .put("refused", troubles.refused())
        .put("fell behind", troubles.behind())
        .put("connections lost", troubles.lost())
        .put("wrong", troubles.wrong());
  }

  private void chat(Loop loop, Crowd crowd, Ledger ledger, Driver driver) {
    long start = System.nanoTime();
    long from = start + pace.warmup().toNanos();
    long until = from + pace.measured().toNanos();
    loop.ask(
        () -> {
          ledger.measure(from, until);
          crowd.listen(user -> {}, user -> {});
          return true;
        });
    Thread sending = new Thread(() -> send(loop, crowd, driver, start, until), "load-driver");
    sending.setDaemon(true);
    sending.start();
    Pace.pauseUntil(from);
    meter.begin();
    sampleUntil(until);
    meter.end();
    settle(loop, ledger);
    loop.ask(() -> report(ledger));
  }

  private void send(Loop loop, Crowd crowd, Driver driver, long start, long until) {
    if (workload.kind() == Kind.LOGS) {
      script.play(loop, crowd, workload.rate(), start, until);
    } else if (workload.isSaturating()) {
      driver.saturate(workload.inFlight(), until);
    } else {
      driver.atRate(workload.rate(), start, until);
    }
  }

  private void sampleUntil(long until) {
    while (System.nanoTime() < until) {
      meter.sample();
      target.lagMs().ifPresent(ms -> lag = Double.isNaN(lag) ? ms : Math.max(lag, ms));
      Pace.pauseUntil(Math.min(until, System.nanoTime() + SECOND));
    }
    meter.sample();
  }

  /** Until all that was acked has come, or nothing more can be hoped for. */
  private void settle(Loop loop, Ledger ledger) {
    long until = System.nanoTime() + pace.settle().toNanos();
    while (System.nanoTime() < until && !loop.ask(ledger::isSettled)) {
      Pace.pause(LOOK_EVERY);
    }
  }

  private Figures report(Ledger ledger) {
    double seconds = pace.measured().toNanos() / (double) SECOND;
    figures.put("acked sends a second", ledger.ackCount() / seconds);
    figures.put("deliveries a second", ledger.deliveryCount() / seconds);
    figures.times("ack", ledger.acks());
    if (ledger.deliveryCount() > 0) {
      figures.times("delivery", ledger.deliveries());
      meter.put(figures, "delivery", ledger.deliveryCount());
    }
    meter.put(figures, "send", ledger.ackCount());
    meter.put(figures);
    if (!Double.isNaN(lag)) {
      figures.put("views behind at most, ms", lag);
    }
    Ledger.Faults faults = ledger.faults();
    return figures
        .put("missing", faults.missing())
        .put("repeated", faults.repeated())
        .put("out of the server's order", faults.reordered())
        .put("out of the other members' order", faults.disagreeing())
        .put("unanswered", faults.unanswered());
  }
}
