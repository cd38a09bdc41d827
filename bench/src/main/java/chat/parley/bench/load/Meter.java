package chat.parley.bench.load;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What the servers, their database and this process use, over a span. */
final class Meter {

  private static final double KIB_IN_MIB = 1_024;
  private static final double MICROS = 1e6;

  private final Target target;
  private final Set<Long> postgres;
  private final Recording recording;
  private final List<Double> resident = new ArrayList<>();
  private double servers;
  private double database;
  private double own;
  private long began;
  private double seconds;

  Meter(Target target, Ground ground, Recording recording) {
    this.target = target;
    this.recording = recording;
    this.postgres = Set.of(ground.postgres().pid());
  }

  void begin() {
    recording.begin(target.pids());
    began = System.nanoTime();
    servers = Usage.cpuSeconds(target.pids());
    database = Usage.cpuSeconds(postgres);
    own = ownCpu();
  }

  void end() {
    seconds = (System.nanoTime() - began) / 1e9;
    servers = Usage.cpuSeconds(target.pids()) - servers;
    database = Usage.cpuSeconds(postgres) - database;
    own = ownCpu() - own;
    recording.end();
  }

  /** Notes how much of memory the servers hold now. */
  void sample() {
    resident.add(Usage.residentKib(target.pids()) / KIB_IN_MIB);
  }

  double memoryKib() {
    return Usage.proportionalKib(target.pids());
  }

  double seconds() {
    return seconds;
  }

  /** CPU of servers and database in the span, in seconds. */
  double cpuSeconds() {
    return servers + database;
  }

  /** Adds the CPU for one of what was done. */
  void put(Figures figures, String what, double count) {
    figures
        .put("CPU a " + what + " with PostgreSQL, us", cpuSeconds() * MICROS / count)
        .put("of a " + what + " PostgreSQL alone, us", database * MICROS / count);
  }

  /** Adds what concerns the machine. */
  void put(Figures figures) {
    figures
        .put("CPU of servers and PostgreSQL, cores", cpuSeconds() / seconds)
        .put("CPU of the generator, cores", own / seconds);
    if (!resident.isEmpty()) {
      double most = resident.stream().mapToDouble(Double::doubleValue).max().orElse(0);
      figures
          .put("resident at the start, MiB", resident.get(0))
          .put("resident at the end, MiB", resident.get(resident.size() - 1))
          .put("resident at most, MiB", most);
    }
  }

  private static double ownCpu() {
    return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO).toNanos() / 1e9;
  }
}
