package chat.parley.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Who types, as readers on other nodes see it. */
class TypingIT {

  @RegisterExtension static final RunningCluster CLUSTER = new RunningCluster(3);

  private static TestSocket reader(int node, String userId, String room) {
    TestSocket socket = CLUSTER.user(node, userId).socket();
    socket.hello();
    assertThat(socket.subscribe(room).path("type").asText()).isEqualTo("synced");
    return socket;
  }

  private static void type(TestSocket socket, String room, boolean on) {
    socket.send("{\"type\":\"typing\",\"roomId\":\"" + room + "\",\"on\":" + on + "}");
  }

  private static List<String> users(JsonNode typing) {
    return StreamSupport.stream(typing.path("users").spliterator(), false)
        .map(user -> user.path("userId").asText())
        .toList();
  }

  private static void hears(TestSocket socket, String... userIds) {
    socket.take(o -> o.path("type").asText().equals("typing") && users(o).equals(List.of(userIds)));
  }

  @Test
  void aSignIsShownOnEveryNodeAndExpiresByItself() {
    String room = CLUSTER.user(0, "ann").room("bob", "cat");
    try (TestSocket ann = reader(0, "ann", room);
        TestSocket bob = reader(1, "bob", room);
        TestSocket cat = reader(2, "cat", room)) {
      type(ann, room, true);
      JsonNode first = bob.takeType("typing");
      assertThat(users(first)).containsExactly("ann");
      assertThat(first.at("/users/0/name").asText()).isEqualTo("Name of ann");
      hears(cat, "ann");

      type(bob, room, true);
      hears(cat, "ann", "bob");
      try (TestSocket late = reader(0, "cat", room)) {
        hears(late, "ann", "bob");
      }
      type(bob, room, false);
      hears(cat, "ann");

      hears(cat);
      hears(bob);
    }
  }

  @Test
  void whoPostsOrLeavesTypesNoMore() {
    String room = CLUSTER.user(0, "ann").room("bob", "cat");
    try (TestSocket bob = reader(1, "bob", room);
        TestSocket cat = reader(2, "cat", room)) {
      type(bob, room, true);
      hears(cat, "bob");
      bob.say(room, "done", "c-1");
      hears(cat);

      type(bob, room, true);
      hears(cat, "bob");
      CLUSTER.user(1, "bob").delete("/rooms/" + room + "/members/bob");
      hears(cat);
    }
  }

  @Test
  void whenTheRoomsNodeStopsNobodyIsLeftTyping() {
    int third = CLUSTER.add();
    String room = CLUSTER.user(0, "ann").room("bob");
    for (int i = 0; !CLUSTER.roomsOn(third).contains(room); i++) {
      assertThat(i).as("rooms tried").isLessThan(100);
      room = CLUSTER.user(0, "ann").room("bob");
    }
    try (TestSocket ann = reader(0, "ann", room);
        TestSocket bob = reader(1, "bob", room)) {
      type(ann, room, true);
      hears(bob, "ann");
      CLUSTER.stop(third);
      hears(bob);

      type(ann, room, true);
      hears(bob, "ann");
    }
  }
}
