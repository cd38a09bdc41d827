package chat.parley.engine.room;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.engine.domain.Caller;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who types in a room. */
class TypistsTest {

  private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

  private final Typists typists = new Typists();

  private void sign(String userId, boolean on, Instant at) {
    typists.sign(new Caller("main", userId, userId, null, Caller.Role.USER), on, at);
  }

  private List<String> news(Instant at) {
    List<RoomPush.Typist> news = typists.news(at);
    return news == null ? null : news.stream().map(RoomPush.Typist::userId).toList();
  }

  @Test
  void aSignHoldsForEightSeconds() {
    sign("u1", true, NOON);
    assertThat(news(NOON)).containsExactly("u1");
    sign("u1", true, NOON.plusSeconds(4));
    assertThat(news(NOON.plusSeconds(4))).isNull();

    assertThat(news(NOON.plusSeconds(12).minusMillis(1))).isNull();
    assertThat(news(NOON.plusSeconds(12))).isEmpty();
    assertThat(typists.isQuiet()).isTrue();
  }

  @Test
  void whatChangesWithinASecondIsToldTogether() {
    sign("u1", true, NOON);
    assertThat(news(NOON)).containsExactly("u1");
    sign("u1", false, NOON.plusMillis(100));
    assertThat(news(NOON.plusMillis(100))).isNull();
    sign("u2", true, NOON.plusMillis(200));
    sign("u3", true, NOON.plusMillis(300));
    assertThat(news(NOON.plusMillis(999))).isNull();

    assertThat(news(NOON.plusMillis(1_000))).containsExactly("u2", "u3");
    assertThat(news(NOON.plusMillis(2_000))).isNull();
  }

  @Test
  void whoIsNoMemberAnyMoreDoesNotType() {
    sign("u1", true, NOON);
    sign("u2", true, NOON);
    news(NOON);
    typists.retain("u2"::equals);

    assertThat(news(NOON.plusSeconds(1))).containsExactly("u2");
  }
}
