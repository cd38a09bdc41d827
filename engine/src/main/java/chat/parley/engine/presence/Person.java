package chat.parley.engine.presence;

import chat.parley.engine.domain.Presence;
import chat.parley.engine.domain.PresenceStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Somebody with sessions on this node, or who had some a moment ago: for a while it does not show
 * that the last one is gone, since most come back at once.
 */
final class Person {

  private final List<Device> devices = new ArrayList<>(1);

  /** What was said of the person last. */
  private PresenceStatus told = PresenceStatus.OFFLINE;

  private Instant seenAt = Instant.EPOCH;
  private Instant savedAt = Instant.EPOCH;

  /** As it was when the last device left, and when that was; null while there is one. */
  private Presence left;

  private Instant leftAt;

  void enter(Device device) {
    devices.add(device);
    left = null;
  }

  void leave(Device device, Instant now, Duration awayAfter) {
    Presence before = present(now, awayAfter);
    if (!devices.remove(device)) {
      return;
    }
    seen(device.isOnline(now, awayAfter) ? now : device.activeAt());
    if (devices.isEmpty()) {
      left = before;
      leftAt = now;
    }
  }

  private void seen(Instant at) {
    if (at.isAfter(seenAt)) {
      seenAt = at;
    }
  }

  /** How the person is now, as far as this node knows. */
  Presence at(Instant now, Duration awayAfter, Duration linger) {
    if (!devices.isEmpty()) {
      return present(now, awayAfter);
    }
    return lingers(now, linger) ? left : Presence.offline(seenAt);
  }

  private boolean lingers(Instant now, Duration linger) {
    return left != null && now.isBefore(leftAt.plus(linger));
  }

  private Presence present(Instant now, Duration awayAfter) {
    return Presence.present(
        status(now, awayAfter),
        lastSeenAt(),
        devices.stream().map(Device::platform).filter(Objects::nonNull));
  }

  private PresenceStatus status(Instant now, Duration awayAfter) {
    for (Device device : devices) {
      if (device.isOnline(now, awayAfter)) {
        return PresenceStatus.ONLINE;
      }
    }
    return PresenceStatus.AWAY;
  }

  private Instant lastSeenAt() {
    Instant newest = seenAt;
    for (Device device : devices) {
      newest = device.activeAt().isAfter(newest) ? device.activeAt() : newest;
    }
    return newest;
  }

  /** Whether the status is another one than at the last such look. */
  boolean hasChanged(Instant now, Duration awayAfter, Duration linger) {
    PresenceStatus status;
    if (!devices.isEmpty()) {
      status = status(now, awayAfter);
    } else {
      status = lingers(now, linger) ? left.status() : PresenceStatus.OFFLINE;
    }
    boolean changed = status != told;
    told = status;
    return changed;
  }

  /** When the person was seen last, if that is later than what was saved; else null. */
  Instant unsaved() {
    Instant newest = lastSeenAt();
    return newest.isAfter(savedAt) ? newest : null;
  }

  void saved(Instant upTo) {
    savedAt = upTo;
  }

  /** Nothing has to be known of the person here any more. */
  boolean isGone() {
    return devices.isEmpty() && told == PresenceStatus.OFFLINE && unsaved() == null;
  }
}
