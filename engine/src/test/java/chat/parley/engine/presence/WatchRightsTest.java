package chat.parley.engine.presence;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.BehaviorTestKit;
import akka.actor.typed.javadsl.Behaviors;
import chat.parley.engine.domain.Caller;
import chat.parley.engine.domain.UserKey;
import com.typesafe.config.ConfigFactory;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

class WatchRightsTest {

  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final UserKey BOB = new UserKey("t", "bob");

  /** Batch 2 s, recheck 5 min, by default. */
  private final PresenceSettings settings = PresenceSettings.of(ConfigFactory.load());

  private final Counting store = new Counting();
  private final WatchRights rights = rights();
  private final Device ann =
      new Device(
          new Caller("t", "ann", "Ann", null, Caller.Role.USER),
          "web",
          news -> {},
          Clock.fixed(START, ZoneOffset.UTC));

  @Test
  void whoIsRefusedIsLookedUpAgainSoonAndThenLessAndLess() {
    rights.watch(new HubMessage.Watch(ann, Set.of(BOB), Set.of()), START);

    assertThat(askedBy(1)).isZero();
    assertThat(askedBy(2)).isEqualTo(1);
    assertThat(askedBy(5)).isEqualTo(1);
    assertThat(askedBy(6)).isEqualTo(2);
    assertThat(askedBy(14)).isEqualTo(3);
  }

  @Test
  void whoIsShownIsLookedUpAgainAfterTheUsualTime() {
    rights.watch(new HubMessage.Watch(ann, Set.of(BOB), Set.of(BOB)), START);

    assertThat(askedBy(settings.recheck().toSeconds() - 1)).isZero();
    assertThat(askedBy(settings.recheck().toSeconds())).isEqualTo(1);
  }

  private int askedBy(long seconds) {
    rights.check(START.plus(Duration.ofSeconds(seconds)));
    return store.asked;
  }

  private WatchRights rights() {
    WatchRights[] made = new WatchRights[1];
    BehaviorTestKit.create(
        Behaviors.<HubMessage>setup(
            context -> {
              made[0] = new WatchRights(context, store, settings);
              return Behaviors.empty();
            }));
    return made[0];
  }

  /** Nobody shares a room with anybody. */
  private static final class Counting implements PresenceStore {
    private final MemoryPresences rest = new MemoryPresences();
    private int asked;

    @Override
    public CompletionStage<Set<String>> sharingRooms(UserKey user, Set<String> others) {
      asked++;
      return CompletableFuture.completedFuture(Set.of());
    }

    @Override
    public CompletionStage<Void> save(Map<UserKey, Instant> lastSeen) {
      return rest.save(lastSeen);
    }

    @Override
    public CompletionStage<Map<UserKey, Instant>> lastSeen(Set<UserKey> users) {
      return rest.lastSeen(users);
    }
  }
}
