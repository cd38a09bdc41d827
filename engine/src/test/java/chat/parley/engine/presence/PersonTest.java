package chat.parley.engine.presence;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.engine.domain.Caller;
import chat.parley.engine.domain.Presence;
import chat.parley.engine.domain.PresenceStatus;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What a node says of a person with sessions on it. */
class PersonTest {

  private static final Instant START = Instant.parse("2026-11-20T12:00:00Z");
  private static final Duration AWAY = Duration.ofMinutes(5);
  private static final Duration LINGER = Duration.ofSeconds(5);

  private final TestTime time = new TestTime(START);
  private final Person person = new Person();

  private Device device(String platform) {
    Caller ada = new Caller("main", "ada", "Ada", null, Caller.Role.USER);
    Device device = new Device(ada, platform, users -> {}, time);
    person.enter(device);
    return device;
  }

  private Presence now() {
    return person.at(time.instant(), AWAY, LINGER);
  }

  private boolean hasChanged() {
    return person.hasChanged(time.instant(), AWAY, LINGER);
  }

  private void leave(Device device) {
    person.leave(device, time.instant(), AWAY);
  }

  @Test
  void whoEntersIsOnlineAndAwayAfterFiveMinutesOfDoingNothing() {
    Device web = device("web");
    assertThat(now().status()).isEqualTo(PresenceStatus.ONLINE);
    assertThat(hasChanged()).isTrue();
    assertThat(hasChanged()).isFalse();

    time.pass(AWAY.minusMillis(1));
    assertThat(now().status()).isEqualTo(PresenceStatus.ONLINE);
    time.pass(Duration.ofMillis(1));
    assertThat(now().status()).isEqualTo(PresenceStatus.AWAY);
    assertThat(now().lastSeenAt()).isEqualTo(START);
    assertThat(hasChanged()).isTrue();

    web.used();
    assertThat(now().status()).isEqualTo(PresenceStatus.ONLINE);
    assertThat(now().lastSeenAt()).isEqualTo(START.plus(AWAY));
    assertThat(hasChanged()).isTrue();
  }

  @Test
  void oneDeviceInUseIsEnough() {
    device("web");
    time.pass(AWAY);
    Device phone = device("ios");
    assertThat(now().status()).isEqualTo(PresenceStatus.ONLINE);
    assertThat(now().platforms()).containsExactly("ios", "web");

    leave(phone);
    assertThat(now().status()).isEqualTo(PresenceStatus.AWAY);
    assertThat(now().lastSeenAt()).isEqualTo(START.plus(AWAY));
    assertThat(now().platforms()).containsExactly("web");
  }

  @Test
  void whatADeviceSaysHoldsUntilItSaysOtherwise() {
    Device web = device("web");
    web.declare(true);
    assertThat(now().status()).isEqualTo(PresenceStatus.AWAY);
    web.used();
    assertThat(now().status()).isEqualTo(PresenceStatus.AWAY);
    web.declare(false);
    assertThat(now().status()).isEqualTo(PresenceStatus.ONLINE);
  }

  @Test
  void aDisconnectShowsAfterFiveSecondsWithTheTimeOfLeaving() {
    Device web = device("web");
    time.pass(Duration.ofMinutes(1));
    assertThat(hasChanged()).isTrue();
    leave(web);

    time.pass(LINGER.minusMillis(1));
    assertThat(hasChanged()).isFalse();
    assertThat(now().status()).isEqualTo(PresenceStatus.ONLINE);
    assertThat(now().platforms()).containsExactly("web");

    time.pass(Duration.ofMillis(1));
    assertThat(hasChanged()).isTrue();
    assertThat(now()).isEqualTo(Presence.offline(START.plusSeconds(60)));
  }

  @Test
  void whoWasAwayWhenLeavingWasSeenBefore() {
    Device web = device("web");
    time.pass(Duration.ofHours(1));
    leave(web);
    time.pass(LINGER);

    assertThat(now()).isEqualTo(Presence.offline(START));
  }

  @Test
  void whoComesBackInTimeWasNeverGone() {
    Device web = device("web");
    hasChanged();
    leave(web);
    time.pass(LINGER.minusMillis(1));
    device("web");
    time.pass(LINGER);

    assertThat(hasChanged()).isFalse();
    assertThat(now().status()).isEqualTo(PresenceStatus.ONLINE);
  }

  @Test
  void leavingTwiceIsLeavingOnce() {
    Device web = device("web");
    leave(web);
    time.pass(LINGER.minusSeconds(1));
    leave(web);
    time.pass(Duration.ofSeconds(1));

    assertThat(now().isPresent()).isFalse();
  }

  @Test
  void isForgottenOnlyWhenItsLastTimeIsKept() {
    Device web = device("web");
    hasChanged();
    leave(web);
    time.pass(LINGER);
    hasChanged();
    assertThat(person.isGone()).isFalse();

    Instant unsaved = person.unsaved();
    assertThat(unsaved).isEqualTo(START);
    person.saved(unsaved);

    assertThat(person.unsaved()).isNull();
    assertThat(person.isGone()).isTrue();
  }
}
