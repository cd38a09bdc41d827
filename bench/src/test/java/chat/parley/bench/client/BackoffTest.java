package chat.parley.bench.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackoffTest {

  @ParameterizedTest
  @CsvSource({"0,1000", "1,2000", "4,16000", "5,30000", "40,30000"})
  void waitsAtRandomBetweenAFifthOfASecondAndTheDoublingLimit(int failures, long mostMs) {
    SplittableRandom random = new SplittableRandom(7);
    long longest = 0;
    for (int i = 0; i < 2_000; i++) {
      Duration delay = Backoff.delay(failures, random);
      assertThat(delay).isBetween(Duration.ofMillis(200), Duration.ofMillis(mostMs));
      longest = Math.max(longest, delay.toMillis());
    }
    assertThat(longest).isGreaterThan(mostMs * 9 / 10);
  }
}
