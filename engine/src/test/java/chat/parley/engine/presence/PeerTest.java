package chat.parley.engine.presence;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.TestProbe;
import chat.parley.engine.domain.Presence;
import chat.parley.engine.domain.PresenceStatus;
import chat.parley.engine.domain.UserKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Two hubs that speak with each other over a line that loses messages. */
class PeerTest {

  private static final ActorTestKit KIT = ActorTestKit.create();
  private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
  private static final Duration RENEW = Duration.ofSeconds(5);
  private static final UserKey ADA = new UserKey("main", "ada");
  private static final UserKey BO = new UserKey("main", "bo");
  private static final Presence ONLINE = new Presence(PresenceStatus.ONLINE, NOON, List.of());

  private final TestProbe<HubMessage> here = KIT.createTestProbe();
  private final TestProbe<HubMessage> there = KIT.createTestProbe();

  /** What is said here to there. */
  private final Peer to = new Peer(here.getRef(), there.getRef(), NOON);

  /** What is heard there from here. */
  private final Peer from = new Peer(there.getRef(), here.getRef(), NOON);

  @AfterAll
  static void end() {
    KIT.shutdownTestKit();
  }

  private HubMessage.Said said() {
    return there.expectMessageClass(HubMessage.Said.class);
  }

  private boolean arrives(HubMessage.Said said) {
    boolean taken = from.takes(said, NOON);
    if (taken) {
      from.take(said);
    }
    return taken;
  }

  private void tell(UserKey user, Presence presence) {
    to.tell(user, presence);
    to.flush(NOON, RENEW);
  }

  @Test
  void whatIsSaidIsKnownOnTheOtherSide() {
    to.beginAnew(List.of(BO), Map.of(ADA, ONLINE));
    to.flush(NOON, RENEW);
    assertThat(arrives(said())).isTrue();
    assertThat(from.of(ADA)).isEqualTo(ONLINE);
    assertThat(from.wants(BO)).isTrue();
    assertThat(from.wants(ADA)).isFalse();

    to.watch(BO, false);
    tell(ADA, Presence.offline(NOON));
    arrives(said());
    assertThat(from.of(ADA)).isEqualTo(Presence.offline(NOON));
    assertThat(from.wants(BO)).isFalse();
  }

  @Test
  void nothingIsSaidTwiceAndASignOfLifeOnlyAfterSilence() {
    to.flush(NOON, RENEW);
    assertThat(arrives(said())).isTrue();
    to.flush(NOON.plus(RENEW).minusMillis(1), RENEW);
    there.expectNoMessage(Duration.ofMillis(50));

    to.flush(NOON.plus(RENEW), RENEW);
    HubMessage.Said sign = said();
    assertThat(sign.words()).isEmpty();
    arrives(sign);
    here.expectNoMessage(Duration.ofMillis(50));
  }

  @Test
  void whatGotLostShowsByTheNextMessageAndIsSaidAnew() {
    to.flush(NOON, RENEW);
    arrives(said());
    tell(ADA, ONLINE);
    said(); // lost
    tell(BO, ONLINE);

    assertThat(arrives(said())).isFalse();
    here.expectMessageClass(HubMessage.Again.class);
    to.beginAnew(List.of(), Map.of(ADA, ONLINE, BO, ONLINE));
    to.flush(NOON, RENEW);
    assertThat(arrives(said())).isTrue();
    assertThat(from.of(ADA)).isEqualTo(ONLINE);
    assertThat(from.of(BO)).isEqualTo(ONLINE);
  }

  @Test
  void theSignOfLifeTellsThatTheLastMessageGotLost() {
    to.flush(NOON, RENEW);
    arrives(said());
    tell(ADA, ONLINE);
    said(); // lost
    to.flush(NOON.plus(RENEW), RENEW);

    assertThat(arrives(said())).isFalse();
    here.expectMessageClass(HubMessage.Again.class);
  }

  @Test
  void whatIsNotSaidAgainWhenAllIsSaidAnewIsNotSoAnyMore() {
    to.beginAnew(List.of(), Map.of(ADA, ONLINE, BO, ONLINE));
    to.flush(NOON, RENEW);
    arrives(said());
    to.beginAnew(List.of(), Map.of(BO, ONLINE));
    to.flush(NOON, RENEW);
    HubMessage.Said anew = said();
    assertThat(from.takes(anew, NOON)).isTrue();

    assertThat(from.take(anew)).contains(ADA);
    assertThat(from.of(ADA)).isEqualTo(Presence.UNKNOWN);
    assertThat(from.of(BO)).isEqualTo(ONLINE);
  }

  @Test
  void muchIsSaidInPagesAndNobodySeemsGoneInBetween() {
    List<UserKey> users = new ArrayList<>();
    Map<UserKey, Presence> words = new HashMap<>();
    for (int i = 0; i < 2 * Peer.PAGE + 1; i++) {
      users.add(new UserKey("main", "u" + i));
      words.put(users.get(i), ONLINE);
    }
    to.beginAnew(users, words);
    to.flush(NOON, RENEW);
    List.of(said(), said(), said()).forEach(this::arrives);
    assertThat(users).allMatch(from::wants);

    to.beginAnew(users, words);
    to.flush(NOON, RENEW);
    for (HubMessage.Said page : List.of(said(), said(), said())) {
      assertThat(page.words()).hasSizeLessThanOrEqualTo(Peer.PAGE);
      arrives(page);
      assertThat(users).allMatch(user -> from.of(user).isPresent());
    }
  }

  @Test
  void whatIsNotWatchedAnyMoreIsForgotten() {
    to.beginAnew(List.of(), Map.of(ADA, ONLINE));
    to.flush(NOON, RENEW);
    arrives(said());
    from.watch(ADA, false);

    assertThat(from.of(ADA)).isEqualTo(Presence.UNKNOWN);
    assertThat(from.known()).isEqualTo(Set.of());
  }

  @Test
  void aNodeThatLeavesIsLetLingerAndOneThatWasSilentForLongIsNot() {
    Duration linger = Duration.ofSeconds(5);
    assertThat(from.isOver(NOON.plusSeconds(60), linger)).isFalse();
    from.left();
    assertThat(from.isOver(NOON.plusSeconds(4), linger)).isFalse();
    assertThat(from.isOver(NOON.plusSeconds(5), linger)).isTrue();
  }
}
