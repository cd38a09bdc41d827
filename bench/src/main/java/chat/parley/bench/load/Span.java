package chat.parley.bench.load;

import java.time.Instant;
import java.util.Map;

/**
 * What a stretch of time used, servers and database apart.
 *
 * @param acts what the sessions did in it
 * @param heard how often the sessions heard objects of each type
 * @param base name of another one: what the same time uses without the acts; empty: none
 */
record Span(
    String name,
    Instant from,
    Instant until,
    double seconds,
    long acts,
    double servers,
    double database,
    Map<String, Long> heard,
    String base) {

  double serverCores() {
    return servers / seconds;
  }

  double databaseCores() {
    return database / seconds;
  }
}
