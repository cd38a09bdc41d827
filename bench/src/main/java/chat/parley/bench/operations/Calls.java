package chat.parley.bench.operations;

import chat.parley.bench.client.Backoff;
import chat.parley.bench.client.Json;
import chat.parley.bench.client.ParleyHttp;
import chat.parley.bench.client.ProblemException;
import chat.parley.bench.fault.LocalCluster;
import chat.parley.bench.fault.NodeProcess;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Calls through the nodes in turn, those that are dead too; what is temporary or was not answered
 * is asked again through the next one, until its outcome is known.
 */
final class Calls {

  /** A node answers within 20 s. */
  private static final Duration ANSWER = Duration.ofSeconds(25);

  private static final Duration GIVE_UP_AFTER = Duration.ofSeconds(150);

  /** Nodes repeat among themselves what is not answered for so long. */
  private static final Duration LATE = Duration.ofMillis(2_500);

  private final LocalCluster cluster;
  private final List<NodeProcess> nodes;
  private final List<ParleyHttp> doors;
  private final Map<Person, String> tokens = new ConcurrentHashMap<>();
  private final AtomicInteger turn = new AtomicInteger();

  Calls(LocalCluster cluster) {
    this.cluster = cluster;
    this.nodes = cluster.members();
    this.doors = nodes.stream().map(node -> new ParleyHttp(node.url(), "").within(ANSWER)).toList();
  }

  List<NodeProcess> nodes() {
    return nodes;
  }

  /** Through one node. */
  ParleyHttp as(Person person, int node) {
    String token = tokens.computeIfAbsent(person, any -> cluster.token(person.id(), person.role()));
    return doors.get(node).as(token);
  }

  /** Through whichever answers. */
  Outcome call(Person person, String method, String path, JsonNode body) {
    long began = System.nanoTime();
    int lost = 0;
    for (int tries = 1; ; tries++) {
      try {
        ParleyHttp http = as(person, Math.floorMod(turn.getAndIncrement(), doors.size()));
        String text = http.call(method, path, body).response().body();
        JsonNode answer = text.isEmpty() ? MissingNode.getInstance() : Json.parse(text);
        return Outcome.acked(answer, lost, lost > 0 || isLate(began));
      } catch (ProblemException e) {
        if (!e.temporary()) {
          return Outcome.refused(e.code(), lost, lost > 0 || isLate(began));
        }
        lost += e.outcomeUnknown() ? 1 : 0;
        if (System.nanoTime() - began > GIVE_UP_AFTER.toNanos()) {
          return Outcome.unknown(e.code(), lost);
        }
        LockSupport.parkNanos(Backoff.ofCall(tries, e.retryAfterMs()).toNanos());
      }
    }
  }

  private static boolean isLate(long began) {
    return System.nanoTime() - began > LATE.toNanos();
  }
}
