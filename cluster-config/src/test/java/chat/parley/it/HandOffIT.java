package chat.parley.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Rooms move between nodes, and whoever follows them notices nothing. */
class HandOffIT {

  private static final int ROOMS = 24;

  /** Frames that say nothing of a room's stream. */
  private static final Set<String> BESIDES = Set.of("ping", "inbox", "notification", "presence");

  /** What feeds of rooms out of memory do to catch up is switched off: it would hide a hole. */
  @RegisterExtension
  static final RunningCluster CLUSTER =
      new RunningCluster(2).configured("parley.engine.feed.compare", "1h");

  /** The same for all tests: shards move in the order of their age, so newer ones might not. */
  private static final List<String> rooms = new ArrayList<>();

  private static ConditionFactory before() {
    return await().atMost(Duration.ofSeconds(60));
  }

  @BeforeAll
  static void makeRooms() {
    TestUser owner = CLUSTER.user(1, "ann");
    for (int i = 0; i < ROOMS; i++) {
      rooms.add(owner.room("bob", "carol", "dora"));
    }
  }

  private static Set<String> on(int node) {
    Set<String> there = new HashSet<>(CLUSTER.roomsOn(node));
    there.retainAll(rooms);
    return there;
  }

  /** Posts in all rooms in turn until told to stop, each message until it is acked. */
  private static final class Posting {
    final AtomicBoolean over = new AtomicBoolean();
    final AtomicInteger acked = new AtomicInteger();
    final CompletableFuture<Integer> end;

    Posting(TestUser sender) {
      end = CompletableFuture.supplyAsync(() -> run(sender));
    }

    private int run(TestUser sender) {
      for (int i = 0; !over.get() || i % rooms.size() != 0; i++) {
        String body = "{\"content\":\"m" + i + "\",\"clientMessageId\":\"c-" + i + "\"}";
        String path = "/rooms/" + rooms.get(i % rooms.size()) + "/messages";
        await()
            .pollDelay(Duration.ZERO)
            .atMost(Duration.ofSeconds(30))
            .until(() -> sender.post(path, body).status() == 200);
        acked.incrementAndGet();
      }
      return acked.get();
    }

    /** Some more in every room. */
    void goesOn(TestSocket reader) {
      int now = acked.get();
      before()
          .until(
              () -> {
                reader.send("{\"type\":\"pong\"}");
                return end.isDone() || acked.get() >= now + 3 * ROOMS;
              });
    }
  }

  @Test
  void eventsComeWithoutHoleOrRepeatWhileShardsMoveToANewNodeAndBack() {
    Map<String, Long> revs = new HashMap<>();
    try (TestSocket socket = CLUSTER.user(0, "dora").socket()) {
      socket.hello();
      rooms.forEach(room -> revs.put(room, socket.subscribe(room).path("rev").asLong()));
      Posting posting = new Posting(CLUSTER.user(1, "ann"));
      posting.goesOn(socket);

      int third = CLUSTER.add();
      before().until(() -> !on(third).isEmpty());
      posting.goesOn(socket);
      CLUSTER.stop(third);
      posting.goesOn(socket);
      posting.over.set(true);
      int messages = posting.end.join();

      Map<String, Integer> seen = new HashMap<>();
      for (int i = 0; i < messages; i++) {
        JsonNode event = socket.take(o -> !BESIDES.contains(o.path("type").asText()));
        assertThat(event.path("type").asText()).isEqualTo("event");
        String room = event.path("roomId").asText();
        assertThat(event.path("rev").asLong()).isEqualTo(revs.merge(room, 1L, Long::sum));
        seen.merge(room, 1, Integer::sum);
      }
      assertThat(seen.values()).containsOnly(messages / ROOMS);
    }
  }

  @Test
  void aRoomThatMovedIsFollowedAtOnceAndAMemberWhoIsRemovedThereHearsNoMore() {
    try (TestSocket bobHere = CLUSTER.user(0, "bob").socket();
        TestSocket bobThere = CLUSTER.user(1, "bob").socket();
        TestSocket carolHere = CLUSTER.user(0, "carol").socket();
        TestSocket carolThere = CLUSTER.user(1, "carol").socket()) {
      for (TestSocket socket : List.of(bobHere, bobThere, carolHere, carolThere)) {
        socket.hello();
        rooms.forEach(socket::subscribe);
      }
      int third = CLUSTER.add();
      // Nobody acts in any room: it is the feeds that call it to life at its new place.
      before().until(() -> !on(third).isEmpty());
      before().until(() -> CLUSTER.roomsInMemory().containsAll(rooms));
      String moved = on(third).iterator().next();

      TestUser ann = CLUSTER.user(1, "ann");
      assertThat(ann.delete("/rooms/" + moved + "/members/bob").status()).isLessThan(300);
      assertThat(ann.say(moved, "not for bob").status()).isEqualTo(200);

      for (TestSocket carol : List.of(carolHere, carolThere)) {
        assertThat(carol.takeType("event").path("kind").asText()).isEqualTo("member.left");
        assertThat(carol.takeType("event").path("kind").asText()).isEqualTo("message.posted");
      }
      for (TestSocket bob : List.of(bobHere, bobThere)) {
        assertThat(bob.takeType("event").path("kind").asText()).isEqualTo("member.left");
        assertThat(bob.ask("ping", "").path("type").asText()).isEqualTo("pong");
        assertThat(bob.waiting()).noneMatch(o -> o.path("type").asText().equals("event"));
      }
      CLUSTER.stop(third);
    }
  }
}
