package chat.parley.projections;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ProjectionsSettingsTest {

  private final ProjectionsSettings settings =
      ProjectionsSettings.of(
          ConfigFactory.parseString(
                  """
                  parley.projections {
                    group-size = 500, poll-busy = 10 ms, poll-gather = 100 ms, poll-idle = 150 ms
                  }
                  """)
              .withFallback(ConfigFactory.load()));

  @Test
  void fewEventsAreFollowedSoonAndManyAreGathered() {
    assertThat(pauseAfter(1)).isEqualTo(Duration.ofMillis(10));
    assertThat(pauseAfter(4)).isEqualTo(Duration.ofMillis(40));
    assertThat(pauseAfter(30)).isEqualTo(Duration.ofMillis(100));
  }

  @Test
  void aFullGroupIsFollowedAtOnce() {
    assertThat(pauseAfter(500)).isZero();
  }

  @Test
  void aQuietJournalIsLookedAtLessAndLess() {
    assertThat(settings.pauseAfter(0, Duration.ZERO)).isEqualTo(Duration.ofMillis(10));
    assertThat(settings.pauseAfter(0, Duration.ofMillis(10))).isEqualTo(Duration.ofMillis(20));
    assertThat(settings.pauseAfter(0, Duration.ofMillis(100))).isEqualTo(Duration.ofMillis(150));
  }

  private Duration pauseAfter(int found) {
    return settings.pauseAfter(found, Duration.ZERO);
  }
}
