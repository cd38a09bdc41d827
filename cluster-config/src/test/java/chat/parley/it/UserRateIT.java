package chat.parley.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A user's rate holds over rooms and doors together. */
class UserRateIT {

  @RegisterExtension
  static final RunningNode NODE = new RunningNode().with("PARLEY_USER_RATE", "0.01/3");

  @Test
  void aUsersRateHoldsOverRoomsAndDoorsButARepeatIsFree() {
    TestUser ann = NODE.user("ann");
    String one = ann.room("bob");
    String two = ann.room("bob");
    try (TestSocket socket = ann.socket()) {
      socket.hello();
      assertThat(socket.say(one, "1", "c-1").path("type").asText()).isEqualTo("ack");
      assertThat(ann.say(two, "2").status()).isEqualTo(200);
      assertThat(socket.say(two, "3", "c-3").path("type").asText()).isEqualTo("ack");

      JsonNode fourth = socket.say(one, "4", "c-4");
      assertThat(fourth.path("code").asText()).isEqualTo("rate_limited");
      assertThat(fourth.path("temporary").asBoolean()).isTrue();
      assertThat(fourth.path("retryAfterMs").asLong()).isPositive();
      assertThat(ann.say(two, "5").code()).isEqualTo("rate_limited");
      assertThat(socket.say(one, "1", "c-1").path("duplicate").asBoolean()).isTrue();
      assertThat(NODE.user("bob").say(one, "bob may").status()).isEqualTo(200);
    }
  }
}
