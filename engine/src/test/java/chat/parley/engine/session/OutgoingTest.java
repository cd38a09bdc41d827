package chat.parley.engine.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
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

  @Test
  void severalAreJoinedOnceOutOfTheFormsThatEachHasAlready() {
    AtomicInteger made = new AtomicInteger();
    Outgoing.Encoder one = push -> form("one", made);
    Outgoing first = new Outgoing(new SessionPush.Ping());
    Outgoing second = new Outgoing(new SessionPush.Pong(1L));
    Outgoing both = Outgoing.together(List.of(first, second));

    assertThat(both.bytes(one)).isSameAs(both.bytes(one)).asString().isEqualTo("one\none");
    assertThat(first.bytes(one)).asString().isEqualTo("one");
    assertThat(made).hasValue(2);
    assertThat(both.parts()).containsExactly(first, second);
    assertThat(first.parts()).containsExactly(first);
    assertThat(Outgoing.together(List.of(first))).isSameAs(first);
  }

  private static byte[] form(String name, AtomicInteger made) {
    made.incrementAndGet();
    return name.getBytes(StandardCharsets.UTF_8);
  }
}
