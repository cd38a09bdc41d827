package chat.parley.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Who is there, over three nodes, as sockets and HTTP tell it. */
class PresenceIT {

  @RegisterExtension
  static final RunningCluster CLUSTER =
      new RunningCluster(3)
          .configured("parley.engine.presence.linger", "2s")
          .configured("parley.engine.presence.look", "100ms")
          .configured("parley.engine.presence.batch", "200ms")
          .configured("parley.engine.presence.save", "300ms")
          .configured("parley.engine.presence.recheck", "500ms")
          .configured("parley.engine.presence.small-room", "4");

  private static TestSocket enter(int node, String userId, String device) {
    TestSocket socket = CLUSTER.user(node, userId).socket();
    socket.send("{\"type\":\"hello\",\"id\":\"hello\",\"device\":\"" + device + "\"}");
    socket.takeType("hello");
    return socket;
  }

  private static JsonNode watch(TestSocket socket, String... userIds) {
    return socket.ask("presence", "\"watch\":[\"" + String.join("\",\"", userIds) + "\"]");
  }

  private static boolean says(JsonNode frame, String userId, String status) {
    return StreamSupport.stream(frame.path("users").spliterator(), false)
        .anyMatch(
            user ->
                frame.path("type").asText().equals("presence")
                    && user.path("userId").asText().equals(userId)
                    && user.path("status").asText().equals(status));
  }

  private static JsonNode hear(TestSocket socket, String userId, String status) {
    for (JsonNode user : socket.take(o -> says(o, userId, status)).path("users")) {
      if (user.path("userId").asText().equals(userId)) {
        return user;
      }
    }
    throw new IllegalStateException();
  }

  /** What the socket was told of somebody and was not taken. */
  private static List<String> told(TestSocket socket, String userId) {
    return socket.waiting().stream()
        .filter(o -> o.path("type").asText().equals("presence"))
        .flatMap(o -> StreamSupport.stream(o.path("users").spliterator(), false))
        .filter(user -> user.path("userId").asText().equals(userId))
        .map(user -> user.path("status").asText())
        .toList();
  }

  private static JsonNode asked(int node, String by, String userId) {
    return CLUSTER.user(node, by).get("/presence?userIds=" + userId).body().path("users").path(0);
  }

  private static void awaitStatus(int node, String by, String userId, String status) {
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> asked(node, by, userId).path("status").asText().equals(status));
  }

  /** The directory knows of a room within a second. */
  private static String room(String by, String... others) {
    String room = CLUSTER.user(0, by).room(others);
    for (String other : others) {
      await().until(() -> asked(0, by, other).path("userId").asText().equals(other));
    }
    return room;
  }

  @Test
  void devicesOnSeveralNodesAreOnePerson() {
    room("ann", "bob");
    try (TestSocket ann = enter(0, "ann", "web")) {
      assertThat(watch(ann, "bob").path("type").asText()).isEqualTo("ok");
      TestSocket web = enter(1, "bob", "web");
      assertThat(hear(ann, "bob", "ONLINE").path("lastSeenAt").asText()).endsWith("Z");
      TestSocket ios = enter(2, "bob", "ios");

      await().until(() -> asked(0, "ann", "bob").path("platforms").size() == 2);
      JsonNode both = asked(1, "ann", "bob");
      assertThat(both.path("status").asText()).isEqualTo("ONLINE");
      assertThat(both.path("platforms").toString()).isEqualTo("[\"ios\",\"web\"]");

      web.close();
      await().until(() -> asked(0, "ann", "bob").path("platforms").size() == 1);
      assertThat(asked(2, "ann", "bob").path("status").asText()).isEqualTo("ONLINE");
      assertThat(told(ann, "bob")).isEmpty();

      ios.close();
      String lastSeenAt = hear(ann, "bob", "OFFLINE").path("lastSeenAt").asText();
      assertThat(asked(1, "ann", "bob").path("lastSeenAt").asText()).isEqualTo(lastSeenAt);
    }
  }

  @Test
  void whoComesBackAtOnceOnAnotherNodeWasNeverGone() {
    room("ann2", "bob2", "cat2");
    try (TestSocket ann = enter(0, "ann2", "web")) {
      TestSocket cat = enter(1, "cat2", "web");
      TestSocket bob = enter(1, "bob2", "web");
      watch(ann, "bob2", "cat2");
      awaitStatus(0, "ann2", "bob2", "ONLINE");
      awaitStatus(0, "ann2", "cat2", "ONLINE");

      bob.close();
      cat.close();
      try (TestSocket again = enter(2, "bob2", "web")) {
        ann.take(
            o -> {
              assertThat(says(o, "bob2", "OFFLINE")).isFalse();
              return says(o, "cat2", "OFFLINE");
            });
        assertThat(told(ann, "bob2")).isEmpty();
        assertThat(again.ask("ping", "").path("type").asText()).isEqualTo("pong");
        assertThat(asked(0, "ann2", "bob2").path("status").asText()).isEqualTo("ONLINE");
      }
    }
  }

  @Test
  void whoWatchesIsShownHowThingsAreBeforeTheAnswer() {
    room("ann3", "bob3", "cat3");
    try (TestSocket bob = enter(1, "bob3", "web");
        TestSocket ann = enter(2, "ann3", "web")) {
      bob.ask("presence", "\"status\":\"AWAY\"");
      awaitStatus(2, "ann3", "bob3", "AWAY");
      ann.send("{\"type\":\"presence\",\"id\":7,\"watch\":[\"bob3\",\"cat3\"]}");

      JsonNode users = ann.takeType("presence").path("users");
      assertThat(users.path(0).path("userId").asText()).isEqualTo("bob3");
      assertThat(users.path(0).path("status").asText()).isEqualTo("AWAY");
      assertThat(users.path(1).path("status").asText()).isEqualTo("OFFLINE");
      assertThat(users.path(1).path("lastSeenAt").isNull()).isTrue();
      assertThat(ann.takeType("ok").path("re").asInt()).isEqualTo(7);

      bob.ask("presence", "\"status\":\"ONLINE\"");
      hear(ann, "bob3", "ONLINE");
      watch(ann, "cat3");
      bob.ask("presence", "\"status\":\"AWAY\"");
      TestSocket cat = enter(1, "cat3", "web");
      ann.take(
          o -> {
            assertThat(says(o, "bob3", "AWAY")).as("watched no more").isFalse();
            return says(o, "cat3", "ONLINE");
          });
      cat.close();
    }
  }

  @Test
  void onlyWhoSharesARoomIsSeenAndOnlyWhileItIsSo() {
    TestSocket dan = enter(1, "dan", "web");
    try (TestSocket ann = enter(2, "ann4", "web")) {
      assertThat(watch(ann, "dan").path("type").asText()).isEqualTo("ok");
      TestUser.Answer answer = CLUSTER.user(0, "ann4").get("/presence?userIds=dan,nobody");
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.body().path("users")).isEmpty();
      assertThat(told(ann, "dan")).isEmpty();

      String room = CLUSTER.user(0, "ann4").room("dan");
      hear(ann, "dan", "ONLINE");

      assertThat(CLUSTER.user(1, "dan").delete("/rooms/" + room + "/members/dan").status())
          .isEqualTo(204);
      await().until(() -> asked(0, "ann4", "dan").isMissingNode());
      assertThat(
              CLUSTER.admin(1).get("/presence?userIds=dan").body().at("/users/0/status").asText())
          .isEqualTo("ONLINE");
    }
    dan.close();
  }

  @Test
  void twoHundredMayBeWatchedAndNoMore() {
    String[] ids = new String[201];
    for (int i = 0; i < ids.length; i++) {
      ids[i] = "u" + i;
    }
    try (TestSocket ann = enter(0, "ann5", "web")) {
      assertThat(watch(ann, ids).path("code").asText()).isEqualTo("bad_request");
      assertThat(watch(ann, Arrays.copyOf(ids, 200)).path("type").asText()).isEqualTo("ok");
      String path = "/presence?userIds=" + String.join(",", ids);
      assertThat(CLUSTER.user(1, "ann5").get(path).status()).isEqualTo(400);
    }
  }

  @Test
  void readersOfASmallRoomHearOfItsMembersAndThoseOfALargeOneDoNot() {
    String small = room("ann6", "bob6", "cat6");
    String large = room("ann6", "eve6", "x1", "x2", "x3");
    TestSocket cat = enter(2, "cat6", "web");
    try (TestSocket ann = enter(0, "ann6", "web")) {
      ann.subscribe(large);
      ann.subscribe(small);
      hear(ann, "cat6", "ONLINE");
      TestSocket eve = enter(1, "eve6", "web");
      awaitStatus(0, "ann6", "eve6", "ONLINE");
      TestSocket bob = enter(1, "bob6", "web");
      ann.take(
          o -> {
            assertThat(says(o, "eve6", "ONLINE")).isFalse();
            assertThat(says(o, "ann6", "ONLINE")).as("oneself").isFalse();
            return says(o, "bob6", "ONLINE");
          });

      // Who joins is heard of, who leaves is not any more.
      CLUSTER.user(1, "ann6").put("/rooms/" + small + "/members/eve6", "{}");
      hear(ann, "eve6", "ONLINE");
      CLUSTER.user(1, "ann6").delete("/rooms/" + small + "/members/eve6");
      ann.take(o -> o.path("kind").asText().equals("member.left"));
      bob.close();
      eve.close();
      cat.close();
      hear(ann, "bob6", "OFFLINE");
      assertThat(told(ann, "eve6")).isEmpty();
    }
  }

  @Test
  void whenANodeStopsItsPeopleAreGoneUnlessTheyAreElsewhere() {
    room("ann7", "bob7", "cat7");
    int third = CLUSTER.add();
    try (TestSocket ann = enter(0, "ann7", "web");
        TestSocket bob = enter(third, "bob7", "web");
        TestSocket cat = enter(third, "cat7", "web");
        TestSocket phone = enter(1, "cat7", "ios")) {
      watch(ann, "bob7", "cat7");
      awaitStatus(0, "ann7", "bob7", "ONLINE");
      awaitStatus(0, "ann7", "cat7", "ONLINE");

      CLUSTER.stop(third);

      JsonNode gone = hear(ann, "bob7", "OFFLINE");
      assertThat(gone.path("lastSeenAt").asText()).endsWith("Z");
      assertThat(told(ann, "cat7")).isEmpty();
      assertThat(asked(1, "ann7", "cat7").path("status").asText()).isEqualTo("ONLINE");
      assertThat(asked(1, "ann7", "bob7").path("lastSeenAt")).isEqualTo(gone.path("lastSeenAt"));
      assertThat(bob.isClosed()).isTrue();
      assertThat(cat.isClosed()).isTrue();
      assertThat(phone.ask("ping", "").path("type").asText()).isEqualTo("pong");
    }
  }
}
