package chat.parley.it;

import static chat.parley.it.PushHelper.soon;
import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.bench.client.Json;
import chat.parley.bench.client.ParleySockets;
import chat.parley.bench.fault.LocalCluster;
import chat.parley.bench.fault.NodeProcess;
import chat.parley.http.push.VapidKeys;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * What people see beside messages, on three nodes of which one is killed, and each is restarted:
 * who is there, who types, who has read, what is new, and what reaches those who are not there.
 */
class AroundMessagesIT {

  /** Enough that some live on each node. */
  private static final int ROOMS = 8;

  private static final Duration AT_MOST = Duration.ofSeconds(40);
  private static final String HOOK = "/hook";
  private static final TestReceiver SERVICE = TestReceiver.start();
  private static final VapidKeys KEYS = VapidKeys.generate();

  @RegisterExtension
  static final ForkedCluster CLUSTER =
      ForkedCluster.of(3)
          .with("PARLEY_DRAIN", "1")
          .with("PARLEY_VAPID_PUBLIC_KEY", KEYS.publicText())
          .with("PARLEY_VAPID_PRIVATE_KEY", KEYS.privateText())
          .with("PARLEY_VAPID_SUBJECT", "mailto:ops@example.com")
          .with("PARLEY_PUSH_WEBHOOK_URL", SERVICE.origin("127.0.0.1") + HOOK)
          .with("PARLEY_PUSH_WEBHOOK_SECRET", "a webhook secret of the tests")
          .configured("parley.push.web.trust-endpoints", "on")
          .configured("parley.push.timeout", "6s")
          .configured("parley.engine.push.delay", "100ms")
          .configured("parley.engine.push.poll", "200ms")
          .configured("parley.engine.push.backoff-min", "300ms")
          .configured("parley.engine.push.lease", "7s")
          // So that what is pushed at a time is in the hands of all nodes.
          .configured("parley.engine.push.at-once", "3");

  private final ParleySockets sockets = new ParleySockets();
  private final List<String> rooms = new ArrayList<>();
  private final Map<String, JsonNode> receipts = new TreeMap<>();
  private String cast;
  private Wanderer ann;
  private Wanderer bob;
  private List<Wanderer> eves;
  private TestDevice device;
  private TestEvents events;

  @AfterAll
  static void close() {
    SERVICE.close();
  }

  private String name(String who) {
    return cast + who;
  }

  private TestUser user(String who, int node) {
    return CLUSTER.user(name(who), node);
  }

  /** Ann looks on at node 1, Bob is at node 2, and so is Gus, who will not come back. */
  private void begin(String castOfThisTest) {
    cast = castOfThisTest;
    LocalCluster cluster = CLUSTER.get();
    device = new TestDevice(SERVICE.origin("127.0.0.1") + "/" + name("dora"));
    user("dora", 3).put("/push/subscriptions", device.subscription());
    for (int i = 0; i < ROOMS; i++) {
      rooms.add(
          user("ann", 1)
              .room(
                  name("bob"), name("gus"), name("bea"), name("eve"), name("dora"), name("fred")));
    }
    bob = Wanderer.from(sockets, cluster, name("bob"), 2);
    Wanderer.once(sockets, cluster, name("gus"), 2);
    Wanderer.from(sockets, cluster, name("bea"), 2);
    Wanderer.from(sockets, cluster, name("bea"), 3);
    eves = List.of(eve(1), eve(3));
    ann = Wanderer.from(sockets, cluster, name("ann"), 1, name("bob"), name("gus"), name("bea"));
    rooms.forEach(room -> ann.socket().subscribe(room, -1).join());
    events = user("fred", 2).events(rooms.get(0), null);
    events.takeType("synced");
    say("one");
    everybodyIsSeen();
  }

  private Wanderer eve(int node) {
    return Wanderer.from(sockets, CLUSTER.get(), name("eve"), node);
  }

  private void everybodyIsSeen() {
    for (String room : rooms) {
      bob.socket().request(read(room, 1)).join();
      JsonNode page = user("ann", 1).get("/rooms/" + room + "/messages").body();
      String path = "/rooms/" + room + "/messages/" + page.at("/messages/0/id").asText();
      soon().until(() -> user("ann", 1).get(path + "/receipts").body().path("read").size() == 1);
      receipts.put(path, user("ann", 1).get(path + "/receipts").body());
    }
    bobTypes();
    soon().until(() -> List.of("bob", "gus", "bea").stream().allMatch(this::isSeen));
    soon().until(() -> ann.receipts(name("bob")).equals(each(1L)));
    soon().until(() -> eves.stream().allMatch(eve -> eve.inbox().equals(each("1/0"))));
    soon().until(() -> SERVICE.requests("/" + name("dora")).size() >= ROOMS);
  }

  private boolean isSeen(String who) {
    return ann.statuses(name(who)).contains("ONLINE");
  }

  private <T> Map<String, T> each(T value) {
    return rooms.stream().collect(Collectors.toMap(Function.identity(), room -> value));
  }

  private static ObjectNode read(String room, long seq) {
    return Json.object().put("type", "read").put("roomId", room).put("seq", seq);
  }

  private void bobTypes() {
    ObjectNode typing = Json.object().put("type", "typing").put("on", true);
    soon()
        .until(
            () -> {
              rooms.forEach(room -> bob.socket().tell(typing.deepCopy().put("roomId", room)));
              return ann.typing().equals(each(List.of(name("bob"))));
            });
  }

  /** In every room, and again until it is said; answers the ids. */
  private List<String> say(String content, String... mentioned) {
    List<String> ids = new ArrayList<>();
    ObjectNode body = Json.object().put("content", content);
    for (String who : mentioned) {
      body.putArray("mentions").add(name(who));
    }
    for (String room : rooms) {
      body.put("clientMessageId", cast + room + content);
      TestUser.Answer[] answer = new TestUser.Answer[1];
      soon()
          .atMost(AT_MOST)
          .ignoreExceptions()
          .until(
              () -> {
                answer[0] = user("ann", 1).post("/rooms/" + room + "/messages", Json.write(body));
                return answer[0].status() == 200;
              });
      ids.add(answer[0].body().at("/message/id").asText());
    }
    return ids;
  }

  @Test
  void whenANodeIsKilledAllIsSeenAsItThenIs() throws Exception {
    begin("k-");
    String path = "/" + name("dora");
    SERVICE.silence(path);
    List<String> forDora = say("two", "dora");
    soon().until(() -> SERVICE.requests(path).size() == 2 * ROOMS);
    bobTypes();

    CLUSTER.get().node(2).kill();

    for (int i = 0; i < ROOMS; i++) {
      SERVICE.answer(path, 503, null);
    }
    SERVICE.speak(path);
    soon().until(() -> pushed(path, 2 * ROOMS).containsAll(forDora));
    List<String> forEve = say("three", "eve");
    for (Wanderer eve : eves) {
      soon().until(() -> eve.notifications("mention").containsAll(forEve));
    }
    allIsRight(forDora, forEve);
    CLUSTER.get().node(2).launch();
    CLUSTER.get().node(2).awaitUp();
  }

  @Test
  void whileEachNodeIsRestartedAllIsSeenAsItIs() throws Exception {
    begin("r-");
    List<String> forDora = say("two", "dora");
    for (NodeProcess node : CLUSTER.get().members()) {
      node.terminate();
      node.awaitEnd();
      node.launch();
      node.awaitUp();
    }
    List<String> forEve = say("three", "eve");
    allIsRight(forDora, forEve);
  }

  private void allIsRight(List<String> forDora, List<String> forEve) throws Exception {
    soon().until(() -> ann.typing().values().stream().allMatch(List::isEmpty));
    bobTypes();
    soon().atMost(AT_MOST).until(() -> last(ann.statuses(name("gus"))).equals("OFFLINE"));
    for (String who : List.of("bob", "bea")) {
      List<String> statuses = ann.statuses(name(who));
      assertThat(statuses.subList(statuses.indexOf("ONLINE"), statuses.size()))
          .as("%s was never gone", who)
          .containsOnly("ONLINE");
    }
    receipts.forEach(
        (path, before) ->
            assertThat(user("ann", 3).get(path + "/receipts").body()).isEqualTo(before));
    rooms.forEach(room -> bob.socket().request(read(room, 3)).join());
    soon().until(() -> ann.receipts(name("bob")).equals(each(3L)));
    countsAreRight();
    List<JsonNode> told = new ArrayList<>();
    user("eve", 3)
        .get("/notifications?unread=true")
        .body()
        .path("notifications")
        .forEach(told::add);
    assertThat(told.stream().filter(one -> one.path("kind").asText().equals("mention")))
        .extracting(one -> one.path("id").asText())
        .as("all but what was read elsewhere")
        .containsExactlyInAnyOrderElementsOf(forEve.subList(1, ROOMS));
    nothingIsMissingFromTheStream();
    soon().until(() -> pushed("/" + name("dora"), 0).containsAll(forDora));
    soon().until(() -> hooked().containsAll(forDora));
  }

  private static String last(List<String> all) {
    return all.get(all.size() - 1);
  }

  private void countsAreRight() {
    soon().until(() -> eves.stream().allMatch(eve -> eve.inbox().equals(each("3/1"))));
    user("eve", 3).post("/rooms/" + rooms.get(0) + "/read", "{}");
    Map<String, String> expected = each("3/1");
    expected.put(rooms.get(0), "0/0");
    soon().until(() -> eves.stream().allMatch(eve -> eve.inbox().equals(expected)));
    pollsAreRight(rooms.get(1));
    JsonNode total = user("eve", 1).get("/unread-count").body();
    assertThat(total.path("unreadCount").asInt()).isEqualTo(3 * (ROOMS - 1));
  }

  /** Nothing has changed, whichever node is asked. */
  private void pollsAreRight(String room) {
    String path = "/rooms/" + room + "/meta";
    soon()
        .until(
            () -> {
              TestUser.Answer meta = user("eve", 1).get(path);
              assertThat(meta.body().path("lastSeq").asInt()).isEqualTo(3);
              assertThat(meta.body().path("unreadCount").asInt()).isEqualTo(3);
              String tag = meta.header("ETag");
              return user("eve", 3).get(path, "If-None-Match", tag).status() == 304;
            });
  }

  /** Goes on from the last event that came before the node went. */
  private void nothingIsMissingFromTheStream() {
    String last = events.lastId();
    events.close();
    try (TestEvents again = user("fred", 1).events(null, last)) {
      List<String> contents = new ArrayList<>();
      JsonNode synced = again.takeType("synced");
      assertThat(synced.path("mode").asText()).isEqualTo("resumed");
      synced.path("events").forEach(event -> contents.add(event.at("/message/content").asText()));
      while (contents.size() < 3) {
        contents.add(again.takeType("event").at("/message/content").asText());
      }
      assertThat(contents).containsExactly("one", "two", "three");
    }
  }

  /** The ids that came to Dora's device, the first so many left out. */
  private List<String> pushed(String path, int from) throws Exception {
    List<String> ids = new ArrayList<>();
    List<TestReceiver.Request> requests = SERVICE.requests(path);
    for (TestReceiver.Request request :
        from < requests.size()
            ? requests.subList(from, requests.size())
            : Collections.<TestReceiver.Request>emptyList()) {
      ids.add(device.decrypt(request.body()).path("id").asText());
    }
    return ids;
  }

  /** The ids of what the webhook heard for Dora. */
  private List<String> hooked() {
    String prefix = "main/" + name("dora") + "/";
    return SERVICE.requests(HOOK).stream()
        .map(request -> request.header("webhook-id"))
        .filter(id -> id.startsWith(prefix))
        .map(id -> id.substring(prefix.length()))
        .toList();
  }
}
