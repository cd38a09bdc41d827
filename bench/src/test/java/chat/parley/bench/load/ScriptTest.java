package chat.parley.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ScriptTest {

  private final Script script =
      Script.of(
          List.of(
              List.of(
                  "[23:59] <ada> one",
                  "=== bo has joined",
                  "[23:59] <bo> two",
                  "[00:03] <ada> three"),
              List.of("[10:00] <bo> four", "[10:04] <cy> five")));

  @Test
  void nicksAreMembersWhereTheyWrite() {
    assertThat(script.cast().users()).isEqualTo(3);
    assertThat(script.cast().members(0)).containsExactly(0, 1);
    assertThat(script.cast().members(1)).containsExactly(1, 2);
  }

  @Test
  void linesKeepTheirDistancesAtTheRateThatIsAskedFor() {
    // Five lines at one a second take five seconds for four minutes.
    assertThat(script.times(1.0))
        .containsExactly(0L, 0L, 625_000_000L, 5_000_000_000L, 5_000_000_000L);
  }
}
