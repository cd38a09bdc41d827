package chat.parley.engine.presence;

import chat.parley.engine.domain.RoomKey;
import chat.parley.engine.domain.UserKey;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Which sessions of the node hear of whom: of those they named, and of the other members of the
 * small rooms that they read. A room's members are held once, whatever the number of its readers.
 */
final class Watchers {

  private final Map<Device, Set<UserKey>> named = new HashMap<>();
  private final Map<UserKey, Set<Device>> byNamed = new HashMap<>();
  private final Map<RoomKey, ReadRoom> rooms = new HashMap<>();
  private final Map<Device, Set<RoomKey>> read = new HashMap<>();
  private final Map<UserKey, Set<ReadRoom>> byMember = new HashMap<>();

  /** Users of whom the node hears, and how that changed since it was asked last. */
  private final Set<UserKey> all = new HashSet<>();

  private final Map<UserKey, Boolean> changed = new HashMap<>();

  // Those whom a session named.

  void name(Device device, Set<UserKey> users) {
    Set<UserKey> before = named.getOrDefault(device, Set.of());
    for (UserKey user : before) {
      if (!users.contains(user)) {
        drop(byNamed, user, device);
        settle(user);
      }
    }
    if (users.isEmpty()) {
      named.remove(device);
      return;
    }
    named.put(device, Set.copyOf(users));
    for (UserKey user : users) {
      byNamed.computeIfAbsent(user, u -> new HashSet<>(2)).add(device);
      settle(user);
    }
  }

  Set<UserKey> named(Device device) {
    return named.getOrDefault(device, Set.of());
  }

  // Rooms.

  void follow(Device device, RoomKey key) {
    rooms.computeIfAbsent(key, ReadRoom::new).enter(device);
    read.computeIfAbsent(device, d -> new HashSet<>(4)).add(key);
  }

  void unfollow(Device device, RoomKey key) {
    drop(read, device, key);
    leave(device, key);
  }

  private void leave(Device device, RoomKey key) {
    ReadRoom room = rooms.get(key);
    if (room != null && room.leave(device)) {
      members(room, Set.of());
      rooms.remove(key);
    }
  }

  /** Null when nobody reads it here. */
  ReadRoom room(RoomKey key) {
    return rooms.get(key);
  }

  Collection<ReadRoom> rooms() {
    return rooms.values();
  }

  void members(ReadRoom room, Set<UserKey> members) {
    for (UserKey user : room.members()) {
      if (!members.contains(user)) {
        drop(byMember, user, room);
      }
    }
    for (UserKey user : members) {
      byMember.computeIfAbsent(user, u -> new HashSet<>(2)).add(room);
    }
    Set<UserKey> before = room.replace(members);
    before.forEach(this::settle);
    members.forEach(this::settle);
  }

  /** The session is over; answers the rooms that it read. */
  Set<RoomKey> forget(Device device) {
    name(device, Set.of());
    Set<RoomKey> left = read.remove(device);
    if (left == null) {
      return Set.of();
    }
    left.forEach(key -> leave(device, key));
    return left;
  }

  // Both.

  private void settle(UserKey user) {
    boolean wanted = byNamed.containsKey(user) || byMember.containsKey(user);
    if (wanted ? all.add(user) : all.remove(user)) {
      changed.merge(user, wanted, (before, now) -> now);
    }
  }

  private static <K, T> void drop(Map<K, Set<T>> index, K key, T one) {
    index.computeIfPresent(
        key,
        (k, set) -> {
          set.remove(one);
          return set.isEmpty() ? null : set;
        });
  }

  boolean isWatched(UserKey user) {
    return all.contains(user);
  }

  Set<UserKey> all() {
    return all;
  }

  /** Who is watched (true) or is not any more, since this was asked last. */
  Map<UserKey, Boolean> takeChanged() {
    Map<UserKey, Boolean> taken = Map.copyOf(changed);
    changed.clear();
    return taken;
  }

  /** Who hears of a user. Nobody is told of himself, unless he asked for it. */
  Set<Device> of(UserKey user) {
    Set<Device> devices = new HashSet<>(byNamed.getOrDefault(user, Set.of()));
    for (ReadRoom room : byMember.getOrDefault(user, Set.of())) {
      for (Device reader : room.readers()) {
        if (!reader.user().equals(user)) {
          devices.add(reader);
        }
      }
    }
    return devices;
  }
}
