package chat.parley.engine.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class OutgoingTest {

  @Test
  void eachKindOfDoorHasItsOwnFormAndMakesItOnce() {
    AtomicInteger made = new AtomicInteger();
    Outgoing.Encoder one = push -> form("one", made);
    Outgoing.Encoder other = push -> form("other", made);
    Outgoing push = new Outgoing(new SessionPush.Ping());

    assertThat(push.bytes(one)).asString().isEqualTo("one");
    assertThat(push.bytes(other)).asString().isEqualTo("other");
    assertThat(push.bytes(one)).isSameAs(push.bytes(one)).asString().isEqualTo("one");
    assertThat(push.bytes(other)).isSameAs(push.bytes(other)).asString().isEqualTo("other");
    assertThat(made).hasValue(2);
  }

  private static byte[] form(String name, AtomicInteger made) {
    made.incrementAndGet();
    return name.getBytes(StandardCharsets.UTF_8);
  }
}
