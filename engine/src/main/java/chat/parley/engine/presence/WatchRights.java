package chat.parley.engine.presence;

import akka.actor.typed.javadsl.ActorContext;
import chat.parley.engine.domain.UserKey;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;

/**
 * Whom a session may watch: those who share a room with its user. That changes while it watches, so
 * it is asked anew from time to time; and soon, then less and less, where somebody was refused,
 * since the directory may just not have heard of a new room yet.
 */
final class WatchRights {

  private static final class Watch {
    final Set<UserKey> wanted;
    Duration wait;
    Instant due;

    Watch(Set<UserKey> wanted, Duration wait, Instant now) {
      this.wanted = wanted;
      this.wait = wait;
      this.due = now.plus(wait);
    }

    void waitLonger(Duration most, Instant now) {
      Duration twice = wait.multipliedBy(2);
      wait = twice.compareTo(most) < 0 ? twice : most;
      due = now.plus(wait);
    }
  }

  private final ActorContext<HubMessage> context;
  private final PresenceStore store;
  private final PresenceSettings settings;
  private final Map<Device, Watch> watches = new HashMap<>();

  WatchRights(ActorContext<HubMessage> context, PresenceStore store, PresenceSettings settings) {
    this.context = context;
    this.store = store;
    this.settings = settings;
  }

  void watch(HubMessage.Watch watch, Instant now) {
    if (watch.wanted().isEmpty() || watch.device().caller().isAdmin()) {
      watches.remove(watch.device());
      return;
    }
    boolean all = watch.allowed().size() == watch.wanted().size();
    Duration wait = all ? settings.recheck() : settings.batch();
    watches.put(watch.device(), new Watch(watch.wanted(), wait, now));
  }

  void forget(Device device) {
    watches.remove(device);
  }

  /** Asks for those that are due, so many in a beat at most. */
  void check(Instant now) {
    int asked = 0;
    for (Map.Entry<Device, Watch> entry : watches.entrySet()) {
      Watch watch = entry.getValue();
      if (asked < settings.rechecks() && !watch.due.isAfter(now)) {
        asked++;
        watch.waitLonger(settings.recheck(), now);
        check(entry.getKey(), watch.wanted);
      }
    }
  }

  private void check(Device device, Set<UserKey> wanted) {
    context.pipeToSelf(
        allowed(store, device.user(), wanted),
        (allowed, failure) -> new HubMessage.Checked(device, wanted, allowed));
  }

  /** Those of the wanted that a user may watch; himself always. */
  static CompletionStage<Set<UserKey>> allowed(
      PresenceStore store, UserKey user, Set<UserKey> wanted) {
    Set<String> others = wanted.stream().map(UserKey::userId).collect(Collectors.toSet());
    return store
        .sharingRooms(user, others)
        .thenApply(
            sharing ->
                wanted.stream()
                    .filter(one -> one.equals(user) || sharing.contains(one.userId()))
                    .collect(Collectors.toUnmodifiableSet()));
  }

  /** Whether the answer still fits what the session wants. */
  boolean takes(HubMessage.Checked checked) {
    Watch watch = watches.get(checked.device());
    return watch != null && checked.allowed() != null && watch.wanted == checked.wanted();
  }
}
