package chat.parley.cli.demo;

import chat.parley.bench.client.Json;
import chat.parley.bench.client.ParleyHttp;
import chat.parley.bench.client.ParleySockets;
import chat.parley.bench.client.ProblemException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintStream;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BinaryOperator;

/** Lets the people of a script chat again through sessions of their own, and judges what came. */
final class Demo {

  /** A room's own rate, at its most: the people's own rates stay as they are. */
  private static final ObjectNode POLICY = Json.object().put("rate", 1_000).put("burst", 10_000);

  private static final int MEMBERS_AT_CREATION = 1_000;
  private static final int ENTER_TOGETHER = 50;
  private static final long ENTER_SECONDS = 30;

  /** What a watcher tells is not to drown in figures. */
  private static final int METER_EVERY_WATCHED = 10;

  private static final Duration STALLED = Duration.ofSeconds(30);

  private final URI url;
  private final ParleyHttp admin;
  private final BinaryOperator<String> tokens;
  private final DemoScript script;
  private final boolean watched;
  private final PrintStream out;

  private final DemoMeter meter = new DemoMeter();
  private final Map<String, DemoMember> members = new LinkedHashMap<>();
  private final Map<String, Long> sentAt = new ConcurrentHashMap<>();
  private final Map<String, Long> acked = new ConcurrentHashMap<>();
  private final Map<Integer, String> messageIds = new ConcurrentHashMap<>();
  private final ScheduledExecutorService timer = Executors.newScheduledThreadPool(1);
  private String roomId = "";
  private int unsaid;
  private long progressAt;
  private long progress;

  /**
   * @param admin makes the room
   * @param tokens of a user id and a name, that user's token
   * @param watched whether people come and go, type and read, and a watcher tells of it
   */
  Demo(
      URI url,
      ParleyHttp admin,
      BinaryOperator<String> tokens,
      DemoScript script,
      boolean watched,
      PrintStream out) {
    this.url = url;
    this.admin = admin;
    this.tokens = tokens;
    this.script = script;
    this.watched = watched;
    this.out = out;
  }

  /**
   * @param speed times as fast as the log; infinite for as fast as it goes
   * @param longest when to end at the latest, on this clock
   * @return what was wrong
   */
  List<String> run(String name, double speed, Duration longest) {
    makeRoom(name);
    try (ParleySockets sockets = new ParleySockets()) {
      enter(sockets);
      if (watched) {
        watch(sockets, name).play(speed, longest);
      }
      chat(speed, longest);
      out.println(meter.whole());
      Map<String, List<DemoVerdict.Delivery>> heard = new LinkedHashMap<>();
      members.forEach((userId, member) -> heard.put(userId, member.heard()));
      return DemoVerdict.complaints(List.copyOf(sentAt.keySet()), acked, heard);
    } finally {
      timer.shutdownNow();
    }
  }

  String roomId() {
    return roomId;
  }

  static String clientMessageId(DemoScript.Line line) {
    return "demo-" + line.number();
  }

  /** A line goes out now; answers {@link System#nanoTime}. */
  long sending(DemoScript.Line line) {
    long now = System.nanoTime();
    if (sentAt.put(clientMessageId(line), now) == null) {
      meter.sent();
    }
    return now;
  }

  void acked(DemoScript.Line line, JsonNode ack, Duration took) {
    acked.put(clientMessageId(line), ack.path("seq").asLong(0));
    messageIds.put(line.number(), ack.path("messageId").asText(""));
    meter.acked(took);
  }

  void held(ProblemException why, Runnable again) {
    meter.held();
    timer.schedule(again, Math.max(50, why.retryAfterMs()), TimeUnit.MILLISECONDS);
  }

  void refused(DemoScript.Line line, Throwable why) {
    out.println(
        "refused: line " + line.number() + " of " + line.userId() + ": " + why.getMessage());
  }

  void delivered(String clientMessageId) {
    Long at = sentAt.get(clientMessageId);
    if (at != null) {
      meter.delivered(Duration.ofNanos(System.nanoTime() - at));
    }
  }

  /** The message that a line became. */
  Optional<String> messageOf(int line) {
    return Optional.ofNullable(messageIds.get(line));
  }

  private void makeRoom(String name) {
    List<String> people = new ArrayList<>(script.userIds());
    if (watched) {
      people.add(Watcher.USER_ID);
    }
    ObjectNode body = Json.object().put("kind", "GROUP").put("name", name);
    body.set("policy", POLICY);
    ArrayNode first = body.putArray("members");
    people.stream().limit(MEMBERS_AT_CREATION).forEach(first::add);
    roomId = admin.createRoom(body).path("id").asText();
    people.stream()
        .skip(MEMBERS_AT_CREATION)
        .forEach(userId -> admin.putMember(roomId, userId, Json.object()));
  }

  private void enter(ParleySockets sockets) {
    List<CompletableFuture<JsonNode>> entering = new ArrayList<>();
    script
        .people()
        .forEach(
            (userId, name) -> {
              DemoMember member =
                  new DemoMember(
                      this,
                      listener ->
                          sockets.open(url, "web", () -> tokens.apply(userId, name), listener));
              members.put(userId, member);
              entering.add(member.enter());
              if (entering.size() % ENTER_TOGETHER == 0) {
                await(entering);
              }
            });
    await(entering);
    out.printf("%d people are in the room%n", members.size());
  }

  static void await(List<CompletableFuture<JsonNode>> entering) {
    CompletableFuture.allOf(entering.toArray(CompletableFuture<?>[]::new))
        .orTimeout(ENTER_SECONDS, TimeUnit.SECONDS)
        .join();
  }

  private Scene watch(ParleySockets sockets, String roomName) {
    Scene scene = new Scene(timer, script, members, out);
    ParleyHttp http = admin.as(tokens.apply(Watcher.USER_ID, Watcher.NAME));
    scene.open(
        sockets, url, tokens, new Watcher(roomId, roomName, script.people(), http, scene::print));
    return scene;
  }

  private void chat(double speed, Duration longest) {
    long began = System.nanoTime();
    unsaid = script.lines().size();
    progressAt = began;
    for (DemoScript.Line line : script.lines()) {
      timer.schedule(() -> say(line), line.at(speed).toNanos(), TimeUnit.NANOSECONDS);
    }
    CompletableFuture<Void> over = new CompletableFuture<>();
    timer.scheduleAtFixedRate(() -> second(began, longest, over), 1, 1, TimeUnit.SECONDS);
    over.join();
  }

  /** Runs in the timer's thread, as {@link #second} does. */
  private void say(DemoScript.Line line) {
    if (unsaid > 0) {
      unsaid--;
      members.get(line.userId()).say(line);
    }
  }

  private void second(long began, Duration longest, CompletableFuture<Void> over) {
    long now = System.nanoTime();
    Duration sinceStart = Duration.ofNanos(now - began);
    if (!watched || sinceStart.toSeconds() % METER_EVERY_WATCHED == 0) {
      out.println(meter.second(sinceStart));
    }
    if (sinceStart.compareTo(longest) >= 0) {
      unsaid = 0;
      members.values().forEach(DemoMember::fallSilent);
    }
    long heard = members.values().stream().mapToLong(DemoMember::heardCount).sum();
    if (heard + acked.size() != progress) {
      progress = heard + acked.size();
      progressAt = now;
    }
    boolean complete =
        unsaid == 0
            && members.values().stream().allMatch(DemoMember::isSilent)
            && heard >= (long) acked.size() * members.size();
    if (complete || unsaid == 0 && now - progressAt > STALLED.toNanos()) {
      over.complete(null);
    }
  }
}
