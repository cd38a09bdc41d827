package chat.parley.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.cli.demo.DemoVerdict.Delivery;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DemoVerdictTest {

  private static final Delivery ONE = new Delivery(1, "a");
  private static final Delivery TWO = new Delivery(2, "b");
  private static final Delivery THREE = new Delivery(3, "c");

  @Test
  void isContentWithEveryMessageOnceAndInOrder() {
    assertThat(judge(List.of(ONE, TWO, THREE))).isEmpty();
  }

  @Test
  void seesWhatIsMissingRepeatedSwappedOrAltered() {
    assertThat(judge(List.of(ONE, THREE))).containsExactly("u: got seq 3 after 1");
    assertThat(judge(List.of(ONE, TWO))).containsExactly("u: got 2 messages of 3");
    assertThat(judge(List.of())).containsExactly("u: got 0 messages of 3");
    assertThat(judge(List.of(ONE, TWO, TWO, THREE))).containsExactly("u: got seq 2 after 2");
    assertThat(judge(List.of(TWO, ONE, THREE))).containsExactly("u: got seq 2 after 0");
    assertThat(judge(List.of(ONE, new Delivery(2, "c"), THREE)))
        .containsExactly("u: got as seq 2 what was acked as 3");
  }

  @Test
  void seesASendWithoutAnAck() {
    assertThat(DemoVerdict.complaints(List.of("a", "b"), Map.of("a", 1L), Map.of()))
        .containsExactly("1 sends were not acked");
  }

  private static List<String> judge(List<Delivery> heard) {
    return DemoVerdict.complaints(
        List.of("a", "b", "c"), Map.of("a", 1L, "b", 2L, "c", 3L), Map.of("u", heard));
  }
}
