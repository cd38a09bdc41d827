package chat.parley.engine.presence;

import chat.parley.engine.domain.RoomKey;
import chat.parley.engine.domain.UserKey;
import java.util.HashSet;
import java.util.Set;

/** A room that sessions of this node read; its members while it is small. */
final class ReadRoom {

  private final RoomKey key;
  private final Set<Device> readers = new HashSet<>(4);

  /** Readers that have not been shown who is there. */
  private final Set<Device> fresh = new HashSet<>(4);

  private Set<UserKey> members = Set.of();
  private boolean known;
  private boolean due = true;
  private boolean asking;

  /** The newest change of its people that was heard of. */
  private long rev;

  ReadRoom(RoomKey key) {
    this.key = key;
  }

  RoomKey key() {
    return key;
  }

  void enter(Device device) {
    readers.add(device);
    fresh.add(device);
  }

  /** True when it was the last one. */
  boolean leave(Device device) {
    readers.remove(device);
    fresh.remove(device);
    return readers.isEmpty();
  }

  Set<Device> readers() {
    return readers;
  }

  /** Empty while it is not known who is in the room. */
  Set<Device> takeFresh() {
    if (!known) {
      return Set.of();
    }
    Set<Device> taken = Set.copyOf(fresh);
    fresh.clear();
    return taken;
  }

  Set<UserKey> members() {
    return members;
  }

  /** Answers the ones before. */
  Set<UserKey> replace(Set<UserKey> now) {
    Set<UserKey> before = members;
    members = Set.copyOf(now);
    known = true;
    if (!before.containsAll(members)) {
      fresh.addAll(readers);
    }
    return before;
  }

  // Asking the room who its members are.

  void changed(long atRev) {
    rev = Math.max(rev, atRev);
    due = true;
  }

  long rev() {
    return rev;
  }

  /** Whether the room is to be asked now; true once. */
  boolean asks() {
    if (!due || asking) {
      return false;
    }
    due = false;
    asking = true;
    return true;
  }

  void answered(boolean askAgain) {
    asking = false;
    due |= askAgain;
  }
}
