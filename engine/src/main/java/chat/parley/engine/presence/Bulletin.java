package chat.parley.engine.presence;

import akka.actor.typed.javadsl.ActorContext;
import chat.parley.engine.domain.Presence;
import chat.parley.engine.domain.PresenceStatus;
import chat.parley.engine.domain.UserKey;
import chat.parley.engine.domain.UserPresence;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * What the sessions of the node are told, in batches: of a batch each of them hears only of those
 * whom it watches, in one list.
 */
final class Bulletin {

  /** Users of one list, so that no frame gets too long. */
  private static final int LIST = 200;

  private final ActorContext<HubMessage> context;
  private final Watchers watchers;
  private final PresenceStore store;
  private final Function<UserKey, Presence> presences;

  /** What was said last of those who are watched; of whom nothing was said is OFFLINE. */
  private final Map<UserKey, PresenceStatus> said = new HashMap<>();

  private final Set<UserKey> touched = new HashSet<>();

  /** Shown when not all nodes may have spoken: to be looked at in the batch after the next. */
  private final Set<UserKey> unsettled = new HashSet<>();

  private final Map<Device, Map<UserKey, Presence>> lists = new HashMap<>();

  Bulletin(
      ActorContext<HubMessage> context,
      Watchers watchers,
      PresenceStore store,
      Function<UserKey, Presence> presences) {
    this.context = context;
    this.watchers = watchers;
    this.store = store;
    this.presences = presences;
  }

  /** Something about these may be different now. */
  void touch(Collection<UserKey> users) {
    users.stream().filter(watchers::isWatched).forEach(touched::add);
  }

  void forgetUnwatched(Map<UserKey, Boolean> watching) {
    watching.forEach(
        (user, watched) -> {
          if (!watched) {
            said.remove(user);
          }
        });
  }

  /** A session has been shown these by an answer of its own. */
  void shown(Map<UserKey, Presence> shown) {
    shown.forEach(
        (user, presence) -> {
          if (watchers.isWatched(user)) {
            said.putIfAbsent(user, presence.status());
            unsettled.add(user);
          }
        });
  }

  /** A session may see more people than before. */
  void introduce(Device device, Set<UserKey> now, Set<UserKey> before) {
    for (UserKey user : now) {
      Presence presence = presences.apply(user);
      if (!before.contains(user) && presence.isPresent()) {
        add(device, user, presence);
      }
    }
  }

  private void add(Device device, UserKey user, Presence presence) {
    lists.computeIfAbsent(device, d -> new LinkedHashMap<>()).put(user, presence);
  }

  /** Sends the batch. */
  void publish() {
    Set<UserKey> unknown = new HashSet<>();
    for (UserKey user : touched) {
      if (watchers.isWatched(user)) {
        look(user, unknown);
      }
    }
    touched.clear();
    touched.addAll(unsettled);
    unsettled.clear();
    for (ReadRoom room : watchers.rooms()) {
      introduceReaders(room);
    }
    send();
    if (!unknown.isEmpty()) {
      context.pipeToSelf(
          store.lastSeen(unknown),
          (found, failure) -> new HubMessage.Found(unknown, failure == null ? found : Map.of()));
    }
  }

  /** Of whom nothing is known any more, since the node of his sessions died, is looked up. */
  private void look(UserKey user, Set<UserKey> unknown) {
    Presence presence = presences.apply(user);
    PresenceStatus before = said.getOrDefault(user, PresenceStatus.OFFLINE);
    said.put(user, presence.status());
    if (presence.status() == before) {
      return;
    }
    if (presence.isPresent() || presence.lastSeenAt() != null) {
      watchers.of(user).forEach(device -> add(device, user, presence));
    } else {
      unknown.add(user);
    }
  }

  private void introduceReaders(ReadRoom room) {
    for (Device reader : room.takeFresh()) {
      for (UserKey user : room.members()) {
        Presence presence = presences.apply(user);
        if (presence.isPresent() && !user.equals(reader.user())) {
          add(reader, user, presence);
        }
      }
    }
  }

  /** They may have come back meanwhile: then that was said, or is about to be. */
  void found(HubMessage.Found found) {
    for (UserKey user : found.users()) {
      if (!presences.apply(user).isPresent()) {
        Presence presence = Presence.offline(found.lastSeen().get(user));
        watchers.of(user).forEach(device -> add(device, user, presence));
      }
    }
    send();
  }

  private void send() {
    lists.forEach(
        (device, list) -> {
          List<UserPresence> users = new ArrayList<>(Math.min(list.size(), LIST));
          for (Map.Entry<UserKey, Presence> one : list.entrySet()) {
            if (users.size() == LIST) {
              device.tell(List.copyOf(users));
              users.clear();
            }
            users.add(new UserPresence(one.getKey().userId(), one.getValue()));
          }
          device.tell(List.copyOf(users));
        });
    lists.clear();
  }
}
