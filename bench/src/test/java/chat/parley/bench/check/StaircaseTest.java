package chat.parley.bench.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class StaircaseTest {

  @Test
  void tellsTheHighestValueBeforeEachMomentInWhateverOrderTheyCame() {
    SplittableRandom random = new SplittableRandom(5);
    for (int round = 0; round < 200; round++) {
      Staircase stairs = new Staircase();
      List<long[]> all = new ArrayList<>();
      for (int i = 0; i < 60; i++) {
        long[] one = {random.nextInt(40), random.nextInt(50)};
        all.add(one);
        stairs.add(one[0], one[1]);
        long moment = random.nextInt(45);

        assertThat(stairs.before(moment)).isEqualTo(highest(all, moment));
        assertThat(stairs.highest()).isEqualTo(highest(all, Long.MAX_VALUE));
      }
    }
  }

  private static long highest(List<long[]> all, long moment) {
    return all.stream().filter(one -> one[0] < moment).mapToLong(one -> one[1]).max().orElse(0);
  }
}
