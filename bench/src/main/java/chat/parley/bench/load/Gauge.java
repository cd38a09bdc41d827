package chat.parley.bench.load;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** Measures stretches of time in which sessions do something at a constant rate, or nothing. */
final class Gauge {

  private static final double NANOS = 1e9;

  private final Target target;
  private final Set<Long> postgres;
  private final Guests guests;
  private final Pace pace;
  private long acts;

  Gauge(Target target, Ground ground, Guests guests, Pace pace) {
    this.target = target;
    this.postgres = Set.of(ground.postgres().pid());
    this.guests = guests;
    this.pace = pace;
  }

  private record Reading(
      Instant at,
      long nanos,
      long acts,
      double servers,
      double database,
      Map<String, Long> heard) {}

  /** Everybody at rest. */
  Span rest(String name) {
    Pace.pause(pace.warmup());
    Reading before = read();
    Pace.pause(pace.measured());
    return between(name, "", before, read());
  }

  /**
   * Somebody does something; what comes of it in the warm-up is not counted.
   *
   * @param act done in the loop's thread
   */
  Span during(String name, String base, double rate, Runnable act) {
    repeat(rate, pace.warmup(), act);
    Reading before = read();
    repeat(rate, pace.measured(), act);
    return between(name, base, before, read());
  }

  private void repeat(double rate, Duration time, Runnable act) {
    long now = System.nanoTime();
    guests
        .loop()
        .every(
            NANOS / rate,
            now,
            now + time.toNanos(),
            due -> {
              acts++;
              act.run();
            });
  }

  private Reading read() {
    return new Reading(
        Instant.now(),
        System.nanoTime(),
        guests.loop().ask(() -> acts),
        Usage.cpuSeconds(target.pids()),
        Usage.cpuSeconds(postgres),
        guests.counts());
  }

  private static Span between(String name, String base, Reading before, Reading after) {
    Map<String, Long> heard = new HashMap<>(after.heard());
    before.heard().forEach((type, count) -> heard.merge(type, -count, Long::sum));
    return new Span(
        name,
        before.at(),
        after.at(),
        (after.nanos() - before.nanos()) / NANOS,
        after.acts() - before.acts(),
        after.servers() - before.servers(),
        after.database() - before.database(),
        heard,
        base);
  }
}
