package chat.parley.engine.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** One person as seen from several sides. */
class PresenceTest {

  private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

  private static Presence of(PresenceStatus status, Instant at, String... platforms) {
    return new Presence(status, at, List.of(platforms));
  }

  @Test
  void theLivelierStatusAndTheLaterTimeHold() {
    Presence away = of(PresenceStatus.AWAY, NOON.plusSeconds(1), "ios");
    Presence online = of(PresenceStatus.ONLINE, NOON, "web", "ios");

    Presence both = of(PresenceStatus.ONLINE, NOON.plusSeconds(1), "ios", "web");
    assertThat(away.and(online)).isEqualTo(both);
    assertThat(online.and(away)).isEqualTo(both);
  }

  @Test
  void whereNothingIsKnownNothingIsAdded() {
    Presence away = of(PresenceStatus.AWAY, NOON, "ios");

    assertThat(Presence.UNKNOWN.and(away)).isEqualTo(away);
    assertThat(away.and(Presence.UNKNOWN)).isEqualTo(away);
    assertThat(Presence.UNKNOWN.and(Presence.UNKNOWN)).isEqualTo(Presence.UNKNOWN);
    assertThat(Presence.offline(NOON).and(away)).isEqualTo(away);
  }

  @Test
  void manyPlatformsAreCutOff() {
    Presence many =
        Presence.present(
            PresenceStatus.ONLINE, NOON, IntStream.range(0, 20).mapToObj(i -> "p" + i % 10));

    assertThat(many.platforms()).hasSize(Presence.PLATFORMS).doesNotHaveDuplicates().isSorted();
  }
}
