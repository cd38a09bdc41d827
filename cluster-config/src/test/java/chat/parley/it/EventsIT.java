package chat.parley.it;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.bench.client.TokenSigner;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Readers of Server-Sent Events on three nodes: what a socket is promised holds for them. */
class EventsIT {

  private static final String LARGE = "好".repeat(4_000);

  /** A connection that nobody reads is soon full. */
  @RegisterExtension
  static final RunningCluster CLUSTER =
      new RunningCluster(3)
          .configured("akka.http.server.socket-options.so-send-buffer-size", "65536")
          .configured("parley.engine.session.outbox.slow", "60s")
          .configured("parley.engine.session.heartbeat", "60s");

  private static void say(TestUser user, String room, int number) {
    for (int i = 0; i < number; i++) {
      assertThat(user.say(room, "m" + i).status()).isEqualTo(200);
    }
  }

  /** Revs of this room's events, of those in its synced too, until there are so many. */
  private static List<Long> revs(TestEvents events, String room, int number) {
    List<Long> revs = new ArrayList<>();
    while (revs.size() < number) {
      JsonNode next = events.take(o -> o.path("roomId").asText().equals(room));
      if (next.path("type").asText().equals("event")) {
        revs.add(next.path("rev").asLong());
      } else if (next.path("type").asText().equals("synced")) {
        assertThat(next.path("mode").asText()).isEqualTo("resumed");
        next.path("events").forEach(event -> revs.add(event.path("rev").asLong()));
      }
    }
    return revs;
  }

  private static Long[] from(long first, long last) {
    return LongStream.rangeClosed(first, last).boxed().toArray(Long[]::new);
  }

  @Test
  void aReaderGoesOnAtAnotherNodeFromItsLastEventWithoutLossOrRepeat() {
    TestUser ann = CLUSTER.user(1, "ann");
    String room = ann.room("bob");
    String other = ann.room("bob");
    say(ann, other, 3);
    String last;
    try (TestEvents events = CLUSTER.user(0, "bob").events(room + "," + other, null)) {
      assertThat(events.takeType("hello").path("userId").asText()).isEqualTo("bob");
      assertThat(events.retryMs()).isBetween(200, 2_000);
      events.takeType("synced");
      events.takeType("synced");
      say(ann, room, 10);
      assertThat(revs(events, room, 4)).containsExactly(from(1, 4));
      last = events.lastId();
      assertThat(last).isEqualTo(room + ":4," + other + ":3");
    }
    say(ann, room, 2);
    try (TestEvents events = CLUSTER.user(1, "bob").events(room + "," + other, last)) {
      assertThat(revs(events, room, 8)).containsExactly(from(5, 12));
      say(ann, room, 1);
      assertThat(revs(events, room, 1)).containsExactly(13L);
      last = events.lastId();
    }
    say(ann, room, 1);
    try (TestEvents events = CLUSTER.user(2, "bob").events(last, null)) {
      say(ann, room, 1);
      assertThat(revs(events, room, 2)).containsExactly(14L, 15L);
      JsonNode again = ann.say(other, "on").body();
      assertThat(revs(events, other, 1)).containsExactly(again.path("rev").asLong());
    }
  }

  @Test
  void whoIsTooFarBehindStartsAnewAndGoesOnFromThere() {
    TestUser ann = CLUSTER.user(0, "ann");
    String room = ann.room("bob");
    say(ann, room, 205);

    try (TestEvents events = CLUSTER.user(2, "bob").events(room, room + ":1")) {
      JsonNode synced = events.takeType("synced");
      assertThat(synced.path("mode").asText()).isEqualTo("reset");
      assertThat(synced.path("messages")).hasSize(50);
      assertThat(events.lastId()).isEqualTo(room + ":205");
      say(ann, room, 1);
      assertThat(revs(events, room, 1)).containsExactly(206L);
    }
  }

  @Test
  void aRoomOfOthersIsRefusedAndTheRestGoesOn() {
    TestUser ann = CLUSTER.user(0, "ann");
    String room = ann.room("bob");
    String hers = ann.room("carol");

    try (TestEvents events = CLUSTER.user(1, "bob").events(hers + "," + room, null)) {
      List<String> types = new ArrayList<>();
      for (int i = 0; i < 2; i++) {
        JsonNode next = events.take(o -> o.has("roomId"));
        types.add(next.path("type").asText());
        boolean refused = next.path("code").asText().equals("forbidden");
        assertThat(next.path("roomId").asText()).isEqualTo(refused ? hers : room);
      }
      assertThat(types).containsExactlyInAnyOrder("error", "synced");
    }
  }

  @Test
  void aSlowReaderIsToldThatItIsBehindAndThenBroughtUp() {
    TestUser ann = CLUSTER.user(0, "ann");
    String room = ann.room("bob");
    int messages = 200;
    try (TestEvents events = CLUSTER.user(1, "bob").events(room, null)) {
      events.takeType("synced");
      for (int i = 0; i < messages; i++) {
        assertThat(ann.say(room, LARGE).status()).isEqualTo(200);
      }

      long rev = 0;
      JsonNode next = ofRooms(events);
      for (; next.path("type").asText().equals("event"); next = ofRooms(events)) {
        assertThat(next.path("rev").asLong()).isEqualTo(++rev);
      }
      assertThat(next.path("type").asText()).isEqualTo("behind");
      assertThat(next.path("rev").asLong()).isEqualTo(rev).isBetween(1L, messages - 1L);
      assertThat(events.lastId()).isEqualTo(room + ":" + rev);

      assertThat(events.takeType("synced").path("mode").asText()).isEqualTo("reset");
      assertThat(events.lastId()).isEqualTo(room + ":" + messages);
      say(ann, room, 1);
      assertThat(revs(events, room, 1)).containsExactly(messages + 1L);
    }
  }

  /** The next that a room says, and not what the views say of it. */
  private static JsonNode ofRooms(TestEvents events) {
    return events.take(
        next -> !Set.of("inbox", "notification").contains(next.path("type").asText()));
  }

  @Test
  void aStreamEndsWithItsTokenOneThatIsRevokedForGood() {
    TestUser eve = CLUSTER.user(2, "eve");
    try (TestEvents events = eve.events(null, null)) {
      events.takeType("hello");
      TestUser admin = CLUSTER.admin(0);
      assertThat(admin.post("/users/eve/revoke", "").status()).isEqualTo(204);

      JsonNode bye = events.takeType("bye");
      assertThat(bye.path("code").asInt()).isEqualTo(4401);
      assertThat(events.next()).isNull();
    }
    try (TestEvents again = eve.events(null, null)) {
      assertThat(again.status()).isEqualTo(401);
    }
    String brief =
        new TokenSigner(RunningNode.SECRET.getBytes(StandardCharsets.UTF_8))
            .token("dan", "Dan", "USER", Duration.ofSeconds(3));
    try (TestEvents events = CLUSTER.user(1, "dan").with(brief).events(null, null)) {
      assertThat(events.takeType("bye").path("code").asInt()).isEqualTo(4506);
      assertThat(events.next()).isNull();
    }
  }

  @Test
  void aNodeThatStopsSaysWhenToComeBackAndTheReaderGoesOnElsewhere() {
    TestUser ann = CLUSTER.user(0, "ann");
    String room = ann.room("bob");
    int leaving = CLUSTER.add();
    String last;
    try (TestEvents events = CLUSTER.user(leaving, "bob").events(room, null)) {
      events.takeType("synced");
      say(ann, room, 1);
      assertThat(revs(events, room, 1)).containsExactly(1L);
      CompletableFuture<Void> stopped = CompletableFuture.runAsync(() -> CLUSTER.stop(leaving));

      JsonNode bye = events.takeType("bye");
      assertThat(bye.path("code").asInt()).isEqualTo(4501);
      assertThat(events.retryMs()).isEqualTo(bye.path("retryAfterMs").asInt()).isLessThan(1_001);
      assertThat(events.next()).isNull();
      last = events.lastId();
      stopped.join();
    }
    say(ann, room, 2);
    try (TestEvents events = CLUSTER.user(1, "bob").events(room, last)) {
      assertThat(revs(events, room, 2)).containsExactly(2L, 3L);
    }
  }

  @Test
  void whoPollsIsToldOnEveryNodeThatNothingChangedUntilSomethingDoes() {
    TestUser ann = CLUSTER.user(0, "ann");
    String room = ann.room("bob");
    say(ann, room, 3);
    for (String path : List.of("/rooms/" + room + "/meta", "/rooms/" + room + "/messages")) {
      TestUser.Answer first = CLUSTER.user(0, "bob").get(path);
      assertThat(first.status()).isEqualTo(200);
      String tag = first.header("ETag");
      for (int node = 0; node < 3; node++) {
        TestUser.Answer same = CLUSTER.user(node, "bob").get(path, "If-None-Match", tag);
        assertThat(same.status()).isEqualTo(304);
        assertThat(same.header("ETag")).isEqualTo(tag);
      }
      say(ann, room, 1);
      for (int node = 0; node < 3; node++) {
        TestUser.Answer changed = CLUSTER.user(node, "bob").get(path, "If-None-Match", tag);
        assertThat(changed.status()).isEqualTo(200);
        assertThat(changed.header("ETag")).isNotEqualTo(tag);
      }
    }
  }
}
