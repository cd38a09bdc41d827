package chat.parley.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A node that stops says so to every session, serves it until then, and loses nothing. */
class DrainIT {

  @RegisterExtension static final RunningNode NODE = new RunningNode();

  @Test
  void everySessionGetsItsByeAndIsServedUntilThen() {
    TestUser ann = NODE.user("ann");
    String room = ann.room("bob");
    try (TestSocket first = ann.socket();
        TestSocket second = ann.socket()) {
      first.hello();
      second.hello();
      second.subscribe(room);
      CompletableFuture<Void> stopped = CompletableFuture.runAsync(NODE::stop);

      for (TestSocket socket : new TestSocket[] {first, second}) {
        JsonNode bye = socket.takeType("bye");
        assertThat(bye.path("code").asInt()).isEqualTo(4501);
        assertThat(bye.path("reconnect").asBoolean()).isTrue();
        assertThat(bye.path("retryAfterMs").asInt()).isBetween(1, 1_000);
        assertThat(socket.isClosed()).isTrue();
      }
      stopped.join();
    }
    NODE.start();
    assertThat(NODE.user("ann").say(room, "back").status()).isEqualTo(200);
  }
}
