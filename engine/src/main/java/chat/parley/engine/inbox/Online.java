package chat.parley.engine.inbox;

import chat.parley.engine.domain.RoomKey;
import chat.parley.engine.inbox.InboxViews.Membership;
import chat.parley.engine.inbox.InboxViews.RoomUser;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** The users with sessions on this node, which rooms they are in, and what they were told. */
final class Online {

  /** Notifications of a user that are remembered as told. */
  private static final int TOLD = 64;

  private static final class Room {
    private long sequenceNr;
    private final Set<String> users = new HashSet<>(4);
  }

  private static final class Someone {
    private final Set<RoomKey> rooms = new HashSet<>();
    private boolean known;
    private Map<String, Boolean> told = Map.of();
  }

  private final Map<RoomKey, Room> rooms = new HashMap<>();
  private final Map<InboxUser, Someone> users = new LinkedHashMap<>();

  /** Rooms with news that a look under way may not have seen yet. */
  private final Set<RoomKey> fresh = new HashSet<>();

  private int unknown;

  void came(InboxUser user) {
    if (users.putIfAbsent(user, new Someone()) == null) {
      unknown++;
    }
  }

  void went(InboxUser user) {
    Someone someone = users.remove(user);
    if (someone != null) {
      unknown -= someone.known ? 0 : 1;
      someone.rooms.forEach(room -> remove(room, user.userId()));
    }
  }

  boolean isHere(InboxUser user) {
    return users.containsKey(user);
  }

  Collection<InboxUser> all() {
    return List.copyOf(users.keySet());
  }

  /** Takes news of a room in; the members here whose counts are to be looked up. */
  List<RoomUser> take(RoomNews news, boolean looking) {
    if (looking || unknown > 0) {
      fresh.add(news.room());
    }
    for (String user : news.left()) {
      leave(new RoomUser(news.room(), user));
    }
    for (String userId : news.concerned()) {
      Someone someone = users.get(new InboxUser(news.room().tenant(), userId));
      if (someone != null) {
        join(someone, news.room(), userId, news.sequenceNr());
      }
    }
    List<RoomUser> affected = new ArrayList<>();
    Room room = rooms.get(news.room());
    if (room != null) {
      room.sequenceNr = Math.max(room.sequenceNr, news.sequenceNr());
      for (String userId : news.all() ? room.users : news.concerned()) {
        if (room.users.contains(userId)) {
          affected.add(new RoomUser(news.room(), userId));
        }
      }
    }
    return affected;
  }

  private boolean join(Someone someone, RoomKey key, String userId, long sequenceNr) {
    someone.rooms.add(key);
    return rooms
        .computeIfAbsent(
            key,
            k -> {
              Room room = new Room();
              room.sequenceNr = sequenceNr;
              return room;
            })
        .users
        .add(userId);
  }

  void leave(RoomUser who) {
    Someone someone = users.get(Due.user(who));
    if (someone != null && someone.rooms.remove(who.room())) {
      remove(who.room(), who.userId());
    }
  }

  private void remove(RoomKey key, String userId) {
    Room room = rooms.get(key);
    if (room != null && room.users.remove(userId) && room.users.isEmpty()) {
      rooms.remove(key);
    }
  }

  /**
   * Compares what is known of users with what the views have of them.
   *
   * @param missed hears of those whose counts were not told as they are now
   */
  void compare(List<InboxUser> asked, List<Membership> found, Consumer<RoomUser> missed) {
    Map<InboxUser, Set<RoomKey>> now = new HashMap<>();
    Set<RoomKey> passed = new HashSet<>();
    for (Membership membership : found) {
      RoomUser who = membership.who();
      Someone someone = users.get(Due.user(who));
      if (someone == null) {
        continue;
      }
      now.computeIfAbsent(Due.user(who), user -> new HashSet<>()).add(who.room());
      boolean added = join(someone, who.room(), who.userId(), membership.sequenceNr());
      if (added && (someone.known || fresh.contains(who.room()))) {
        missed.accept(who);
      }
      Room room = rooms.get(who.room());
      if (someone.known && membership.sequenceNr() > room.sequenceNr) {
        room.sequenceNr = membership.sequenceNr();
        passed.add(who.room());
      }
    }
    passed.forEach(
        key -> rooms.get(key).users.forEach(userId -> missed.accept(new RoomUser(key, userId))));
    for (InboxUser user : asked) {
      known(user, now.getOrDefault(user, Set.of()));
    }
    if (unknown == 0) {
      fresh.clear();
    }
  }

  private void known(InboxUser user, Set<RoomKey> now) {
    Someone someone = users.get(user);
    if (someone == null) {
      return;
    }
    unknown -= someone.known ? 0 : 1;
    someone.known = true;
    for (RoomKey gone : List.copyOf(someone.rooms)) {
      if (!now.contains(gone) && !fresh.contains(gone)) {
        leave(new RoomUser(gone, user.userId()));
      }
    }
  }

  /** True when the user has not been told of this notification in this state. */
  boolean isNew(InboxUser user, String id, boolean read) {
    Someone someone = users.get(user);
    return someone != null && !Boolean.valueOf(read).equals(someone.told.get(id));
  }

  /** True when the user has not been told of this notification at all. */
  boolean isUntold(InboxUser user, String id) {
    Someone someone = users.get(user);
    return someone != null && !someone.told.containsKey(id);
  }

  void told(InboxUser user, String id, boolean read) {
    Someone someone = users.get(user);
    if (someone == null) {
      return;
    }
    if (someone.told.isEmpty()) {
      someone.told = new LinkedHashMap<>();
    }
    someone.told.remove(id);
    someone.told.put(id, read);
    if (someone.told.size() > TOLD) {
      someone.told.remove(someone.told.keySet().iterator().next());
    }
  }
}
