package chat.parley.bench.check;

import chat.parley.bench.client.Json;
import chat.parley.bench.client.ParleyHttp;
import chat.parley.bench.client.ParleySockets;
import chat.parley.bench.fault.LocalCluster;
import chat.parley.bench.fault.NodeProcess;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * The people of a check: they arrive at a constant rate, whatever the cluster does meanwhile, up to
 * a bound of what may be unanswered in a room. Most of what they do is sending.
 */
final class Load implements AutoCloseable {

  /** How many people and rooms, how fast, how long. */
  record Size(int users, int rooms, int membersOfRoom, double perSecond) {}

  private static final int UNANSWERED_IN_ROOM = 32;
  private static final Duration CALL = Duration.ofSeconds(12);
  private static final Duration ENTER_WITHIN = Duration.ofSeconds(60);
  private static final String ADMIN = "check-admin";

  private final LocalCluster cluster;
  private final Size size;
  private final Recorder recorder;
  private final SplittableRandom random;
  private final Workshop workshop = new Workshop();
  private final ParleySockets sockets = new ParleySockets();
  private final Acts acts;
  private final List<CheckClient> clients = new ArrayList<>();
  private final Map<String, List<CheckClient>> members = new HashMap<>();
  private final List<String> rooms = new ArrayList<>();
  private final Map<String, AtomicInteger> unanswered = new ConcurrentHashMap<>();
  private final Map<String, Long> markedAt = new ConcurrentHashMap<>();
  private final Map<String, ParleyHttp> connections = new ConcurrentHashMap<>();
  private final AtomicInteger heldBack = new AtomicInteger();
  private volatile boolean going;
  private Thread thread;

  Load(LocalCluster cluster, Size size, Recorder recorder, long seed) {
    this.cluster = cluster;
    this.size = size;
    this.recorder = recorder;
    this.random = new SplittableRandom(seed);
    this.acts = new Acts(recorder, workshop);
  }

  /** Makes the rooms and lets everybody in. */
  void enter() {
    Map<Integer, List<String>> roomsOf = new HashMap<>();
    for (int number = 0; number < size.rooms(); number++) {
      List<Integer> people = pick();
      String room = create(number, people);
      rooms.add(room);
      unanswered.put(room, new AtomicInteger());
      people.forEach(user -> roomsOf.computeIfAbsent(user, any -> new ArrayList<>()).add(room));
    }
    List<CompletableFuture<?>> entering = new ArrayList<>();
    roomsOf.forEach(
        (number, theirs) -> {
          CheckClient client = client(number, theirs);
          clients.add(client);
          for (String room : theirs) {
            members.computeIfAbsent(room, any -> new ArrayList<>()).add(client);
            entering.add(client.socket().subscribe(room, -1));
          }
        });
    CompletableFuture.allOf(entering.toArray(CompletableFuture<?>[]::new))
        .orTimeout(ENTER_WITHIN.toSeconds(), TimeUnit.SECONDS)
        .join();
  }

  private List<Integer> pick() {
    return random.ints(0, size.users()).distinct().limit(size.membersOfRoom()).boxed().toList();
  }

  private String create(int number, List<Integer> people) {
    ObjectNode room = Json.object().put("kind", "GROUP").put("name", "Check " + number);
    people.forEach(user -> room.withArray("members").add(userId(user)));
    ParleyHttp admin = http(cluster.members().get(0), ADMIN);
    return admin.roomByRef("check-" + number, room).path("id").asText();
  }

  private static String userId(int number) {
    return "user-" + number;
  }

  private CheckClient client(int number, List<String> theirs) {
    String user = userId(number);
    return new CheckClient(
        user,
        number,
        theirs,
        sockets,
        this::nodes,
        node -> http(node, user),
        () -> cluster.token(user, "USER"),
        recorder);
  }

  /** As behind a load balancer that looks after its nodes; it never has none. */
  private List<NodeProcess> nodes() {
    List<NodeProcess> running = cluster.running();
    return running.isEmpty() ? cluster.members() : running;
  }

  /** One HTTP client for each node; the connections are shared by all users. */
  ParleyHttp http(NodeProcess node, String user) {
    String role = user.equals(ADMIN) ? "ADMIN" : "USER";
    return connections.computeIfAbsent(
        node.number() + " " + user,
        any ->
            connections
                .computeIfAbsent(
                    "" + node.number(), one -> new ParleyHttp(node.url(), "").within(CALL))
                .as(cluster.token(user, role)));
  }

  List<String> rooms() {
    return List.copyOf(rooms);
  }

  List<CheckClient> members(String room) {
    return members.get(room);
  }

  List<CheckClient> clients() {
    return List.copyOf(clients);
  }

  Acts acts() {
    return acts;
  }

  Workshop workshop() {
    return workshop;
  }

  /** Arrivals that were let go because too much was unanswered already. */
  int heldBack() {
    return heldBack.get();
  }

  /** Starts the arrivals. */
  void go() {
    going = true;
    thread = new Thread(this::arrivals, "check-arrivals");
    thread.setDaemon(true);
    thread.start();
  }

  /** Ends the arrivals, and waits for what is under way. */
  void stop(Duration atMost) {
    going = false;
    long until = System.nanoTime() + atMost.toNanos();
    while (unanswered.values().stream().mapToInt(AtomicInteger::get).sum() > 0
        && System.nanoTime() < until) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
    }
  }

  private void arrivals() {
    long between = (long) (1e9 / size.perSecond());
    long next = System.nanoTime();
    while (going) {
      next += between;
      long wait = next - System.nanoTime();
      if (wait > 0) {
        LockSupport.parkNanos(wait);
      } else if (wait < -TimeUnit.SECONDS.toNanos(1)) {
        next = System.nanoTime(); // this process was held up itself
      }
      act();
    }
  }

  private void act() {
    String room = rooms.get(random.nextInt(rooms.size()));
    List<CheckClient> people = members.get(room);
    CheckClient client = people.get(random.nextInt(people.size()));
    AtomicInteger open = unanswered.get(room);
    if (open.get() >= UNANSWERED_IN_ROOM) {
      heldBack.incrementAndGet();
      return;
    }
    int dice = random.nextInt(100);
    if (dice < 80) {
      track(open, send(client, room));
    } else if (dice < 82) {
      repeat(client, open);
    } else if (dice < 88) {
      alter(client, open, dice);
    } else if (dice < 92) {
      mark(client, room, open);
    } else if (!workshop.isBusy()) {
      read(client, room, dice);
    }
  }

  private static void track(AtomicInteger open, CompletableFuture<?> operation) {
    open.incrementAndGet();
    operation.whenComplete((any, failure) -> open.decrementAndGet());
  }

  private CompletableFuture<?> send(CheckClient client, String room) {
    String key = client.newKey();
    List<String> mentions = List.of();
    if (random.nextInt(20) == 0) {
      List<CheckClient> people = members.get(room);
      mentions = List.of(people.get(random.nextInt(people.size())).user());
    }
    return send(client, room, key, Texts.of(key, random), mentions, false);
  }

  /**
   * A send over HTTP into every room, as of people who just came: those whose sockets were cut long
   * ago wait up to 30 s before they try again, as the protocol tells them to.
   */
  void sendIntoEveryRoom(SplittableRandom texts) {
    for (String room : rooms) {
      CheckClient client = members.get(room).get(0);
      String key = client.newKey();
      String content = Texts.of(key, texts);
      Sending.Order order = new Sending.Order(room, key, content, List.of(), false, "http");
      track(unanswered.get(room), new Sending(client, order, recorder, workshop).go());
    }
  }

  private CompletableFuture<?> send(
      CheckClient client,
      String room,
      String key,
      String content,
      List<String> mentions,
      boolean repeat) {
    String via = random.nextInt(5) == 0 && !workshop.isBusy() ? "http" : "ws";
    Sending.Order order = new Sending.Order(room, key, content, mentions, repeat, via);
    return new Sending(client, order, recorder, workshop).go();
  }

  /** Repeats a send that was acked: through another door, after whatever happened since. */
  private void repeat(CheckClient client, AtomicInteger open) {
    CheckClient.Own own = client.anyOwn(false);
    if (own != null) {
      track(open, send(client, own.room(), own.key(), own.content(), own.mentions(), true));
    }
  }

  private void alter(CheckClient client, AtomicInteger open, int dice) {
    CheckClient.Own own = client.anyOwn(dice < 86);
    if (own == null) {
      return;
    }
    if (dice < 85) {
      track(open, acts.edit(client, own, own.content() + " (edited)"));
    } else if (dice < 86) {
      track(open, acts.delete(client, own));
    } else {
      track(open, acts.react(client, own, "👍", random.nextBoolean()));
    }
  }

  /** At most one a second and room, as the protocol asks. */
  private void mark(CheckClient client, String room, AtomicInteger open) {
    long now = System.nanoTime();
    String which = client.user() + " " + room;
    long last = markedAt.getOrDefault(which, now - TimeUnit.SECONDS.toNanos(2));
    long seq = client.seen().seq(room);
    if (seq > 0 && now - last > TimeUnit.MILLISECONDS.toNanos(1_200)) {
      markedAt.put(which, now);
      track(open, acts.mark(client, room, seq));
    }
  }

  private void read(CheckClient client, String room, int dice) {
    long seen = client.seen().seq(room);
    if (dice < 96) {
      acts.read(client, room, "list", 0);
    } else if (dice < 98 && seen > 1) {
      acts.read(client, room, "history", random.nextLong(1, seen + 1));
    } else {
      acts.read(client, room, "meta", 0);
    }
  }

  @Override
  public void close() {
    sockets.close();
    workshop.close();
  }
}
