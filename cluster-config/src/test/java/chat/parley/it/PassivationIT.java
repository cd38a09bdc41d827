package chat.parley.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** More rooms than fit into memory: the least recently used leave, and nobody notices. */
class PassivationIT {

  @RegisterExtension
  static final RunningNode NODE = new RunningNode().with("PARLEY_ACTIVE_ROOMS", "5");

  @Test
  void roomsThatLeftMemoryAreFollowedAndComeBack() {
    TestUser ann = NODE.user("ann");
    TestUser bob = NODE.user("bob");
    String followed = ann.room("bob");
    ann.say(followed, "first");
    try (TestSocket socket = bob.socket()) {
      socket.hello();
      assertThat(socket.subscribe(followed).path("lastSeq").asInt()).isEqualTo(1);

      List<String> others = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        String other = ann.room("bob");
        others.add(other);
        assertThat(ann.say(other, "in " + i).status()).isEqualTo(200);
      }
      ann.say(followed, "second");

      JsonNode event = socket.takeType("event");
      assertThat(event.path("rev").asInt()).isEqualTo(2);
      assertThat(event.path("message").path("content").asText()).isEqualTo("second");
      for (String other : others) {
        TestUser.Answer list = bob.get("/rooms/" + other + "/messages");
        assertThat(list.body().path("messages")).hasSize(1);
      }
      JsonNode ack = socket.say(followed, "third", "c-3");
      assertThat(ack.path("seq").asInt()).isEqualTo(3);
      assertThat(socket.takeType("event").path("rev").asInt()).isEqualTo(3);
    }
  }
}
