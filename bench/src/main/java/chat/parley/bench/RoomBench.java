package chat.parley.bench;

import chat.parley.bench.client.Json;
import chat.parley.bench.client.ParleyHttp;
import chat.parley.bench.client.ParleySockets;
import chat.parley.bench.client.ProblemException;
import chat.parley.bench.client.SocketListener;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** One large room: joining it, posting into it, and, with people online, hearing it. */
@Command(
    name = "room",
    description = "Times of joins and posts in one room of many members.",
    mixinStandardHelpOptions = true)
final class RoomBench implements Callable<Integer> {

  private static final int AT_CREATION = 500;
  private static final long ENTER_SECONDS = 60;
  private static final Duration LAST_DELIVERIES = Duration.ofSeconds(10);

  @Mixin private BenchOptions options;

  @Option(
      names = "--members",
      defaultValue = "10000",
      description = "Members of the room (default: ${DEFAULT-VALUE}).")
  private int members;

  @Option(
      names = "--online",
      defaultValue = "0",
      description = "Members who follow it through a WebSocket (default: ${DEFAULT-VALUE}).")
  private int online;

  private final Times deliveries = new Times();
  private final Map<String, Long> sentAt = new ConcurrentHashMap<>();
  private final AtomicInteger sends = new AtomicInteger();
  private final AtomicInteger held = new AtomicInteger();
  private ParleyHttp admin;
  private String roomId = "";

  @Override
  public Integer call() {
    admin = options.admin();
    members--; // the ADMIN who makes the room is one of them
    System.out.println(Times.HEADER);
    fill();
    try (ParleySockets sockets = new ParleySockets()) {
      enter(sockets);
      post();
    }
    return 0;
  }

  private void fill() {
    ObjectNode room = Json.object().put("kind", "GROUP").put("name", "Bench");
    room.set("policy", Json.object().put("rate", 1_000).put("burst", 10_000));
    ArrayNode first = room.putArray("members");
    for (int i = 0; i < Math.min(members, AT_CREATION); i++) {
      first.add(user(i));
    }
    roomId = admin.createRoom(room).path("id").asText();
    long began = System.nanoTime();
    Times joins =
        Workers.each(
            options.connections(),
            Math.max(0, members - AT_CREATION),
            i -> admin.putMember(roomId, user(AT_CREATION + i), Json.object()));
    System.out.println(joins.line("join", Duration.ofNanos(System.nanoTime() - began)));
  }

  private void enter(ParleySockets sockets) {
    List<CompletableFuture<JsonNode>> entering = new ArrayList<>();
    SocketListener listener =
        new SocketListener() {
          @Override
          public void event(String room, JsonNode event) {
            Long at = sentAt.get(event.path("message").path("clientMessageId").asText(""));
            if (at != null) {
              deliveries.add(Duration.ofNanos(System.nanoTime() - at));
            }
          }
        };
    for (int i = 0; i < Math.min(online, members); i++) {
      String user = user(i);
      entering.add(
          sockets
              .open(options.url(), "bench", () -> options.token(user), listener)
              .subscribe(roomId, -1));
    }
    CompletableFuture.allOf(entering.toArray(CompletableFuture<?>[]::new))
        .orTimeout(ENTER_SECONDS, TimeUnit.SECONDS)
        .join();
  }

  /** Members take turns, so that nobody's own rate is what is measured. */
  private void post() {
    List<ParleyHttp> people = new ArrayList<>();
    for (int i = 0; i < members; i++) {
      people.add(admin.as(options.token(user(i))));
    }
    Times posts =
        Workers.during(
            options.connections(),
            options.warmup(),
            options.measured(),
            () -> {
              int number = sends.getAndIncrement();
              try {
                post(people.get(number % people.size()), "bench-" + number);
                return true;
              } catch (ProblemException e) {
                holdBack(e);
                return false;
              }
            });
    System.out.println(posts.line("post", options.measured()) + "  held back: " + held);
    if (online > 0) {
      LockSupport.parkNanos(LAST_DELIVERIES.toNanos());
      Duration wall = options.warmup().plus(options.measured());
      System.out.println(deliveries.line("delivery", wall));
    }
  }

  private void holdBack(ProblemException why) {
    if (!why.temporary()) {
      throw why;
    }
    held.incrementAndGet();
    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(why.retryAfterMs()));
  }

  private void post(ParleyHttp person, String clientMessageId) {
    sentAt.put(clientMessageId, System.nanoTime());
    person.post(
        roomId,
        Json.object()
            .put("content", "Message " + clientMessageId)
            .put("clientMessageId", clientMessageId));
  }

  private static String user(int number) {
    return "bench-" + number;
  }
}
