package chat.parley.bench.operations;

import chat.parley.bench.client.ParleyHttp;
import chat.parley.bench.client.ProblemException;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** At rest: every node is asked for everybody's counts. */
final class LastReads {

  private static final int PAGE = 100;
  private static final int MOST_TRIES = 8;
  private static final Duration LEVEL_WITHIN = Duration.ofSeconds(60);

  private final Workload workload;
  private final Calls calls;

  LastReads(Workload workload, Calls calls) {
    this.workload = workload;
    this.calls = calls;
  }

  /** Waits until every node says that the view of the counts holds the whole journal. */
  boolean awaitLevel() {
    long until = System.nanoTime() + LEVEL_WITHIN.toNanos();
    for (int node = 0; node < calls.nodes().size(); node++) {
      while (!isLevel(node)) {
        if (System.nanoTime() > until) {
          return false;
        }
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(200));
      }
    }
    return true;
  }

  private boolean isLevel(int node) {
    JsonNode views =
        calls
            .as(Person.ADMIN, node)
            .health()
            .map(body -> body.path("components").path("views"))
            .filter(component -> component.has("directoryLagEvents"))
            .orElse(null);
    return views != null && views.path("directoryLagEvents").asLong() == 0;
  }

  /** Compares all rooms and members with what each node tells. */
  void compare(Comparison comparison) {
    Map<String, Person> people = new HashMap<>();
    workload.people().forEach(person -> people.put(person.id(), person));
    List<CompletableFuture<?>> all = new ArrayList<>();
    for (int number = 0; number < calls.nodes().size(); number++) {
      int node = number;
      for (Person person : people.values()) {
        all.add(workload.inBackground(() -> lists(comparison, node, person)));
      }
      for (RoomModel room : workload.rooms()) {
        all.add(workload.inBackground(() -> room(comparison, node, room, people)));
      }
    }
    all.forEach(CompletableFuture::join);
  }

  private void lists(Comparison comparison, int node, Person person) {
    Map<String, Counts> told = new HashMap<>();
    String cursor = "";
    do {
      JsonNode page = get(person, node, "/rooms?limit=" + PAGE + cursor);
      page.path("rooms").forEach(room -> told.put(room.path("id").asText(), Counts.told(room)));
      cursor =
          page.hasNonNull("nextCursor")
              ? "&cursor=" + ParleyHttp.segment(page.path("nextCursor").asText())
              : "";
    } while (!cursor.isEmpty());
    String name = calls.nodes().get(node).toString();
    comparison.list(name, person.id(), told);
    comparison.total(name, person.id(), Total.told(get(person, node, "/unread-count")));
  }

  private void room(Comparison comparison, int node, RoomModel room, Map<String, Person> people) {
    String path = "/rooms/" + ParleyHttp.segment(room.id());
    String name = calls.nodes().get(node).toString();
    for (String user : room.members()) {
      comparison.room(name, room, user, Counts.told(get(people.get(user), node, path)));
    }
    Set<String> told = new TreeSet<>();
    JsonNode members = get(Person.ADMIN, node, path + "/members?limit=200").path("members");
    members.forEach(member -> told.add(member.path("userId").asText()));
    comparison.members(name, room, told);
  }

  /** At rest a node answers; what it says to be temporary is asked again a few times. */
  private JsonNode get(Person person, int node, String path) {
    for (int tries = 1; ; tries++) {
      try {
        return calls.as(person, node).call("GET", path, null).body();
      } catch (ProblemException e) {
        if (!e.temporary() || tries == MOST_TRIES) {
          throw e;
        }
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(Math.max(500, e.retryAfterMs())));
      }
    }
  }
}
