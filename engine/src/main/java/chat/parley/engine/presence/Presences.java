package chat.parley.engine.presence;

import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Props;
import akka.actor.typed.javadsl.AskPattern;
import chat.parley.engine.domain.Caller;
import chat.parley.engine.domain.Change;
import chat.parley.engine.domain.Presence;
import chat.parley.engine.domain.PresenceStatus;
import chat.parley.engine.domain.RoomKey;
import chat.parley.engine.domain.UserKey;
import chat.parley.engine.domain.UserPresence;
import chat.parley.engine.room.Asked;
import chat.parley.engine.room.Rooms;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Who is there: takes the sessions of this node, and answers for people on all nodes. Whatever is
 * asked is answered for those only who share a room with the one who asks.
 */
public final class Presences {

  private final ActorSystem<?> system;
  private final PresenceSettings settings;
  private final PresenceStore store;
  private final Clock clock;
  private final ActorRef<HubMessage> hub;

  /** The small rooms that are read here, each with the newest change of its people so far. */
  private final Map<RoomKey, Long> smallRooms = new ConcurrentHashMap<>();

  private volatile Set<ActorRef<HubMessage>> hubs;

  private Presences(
      ActorSystem<?> system,
      Rooms rooms,
      PresenceStore store,
      PresenceSettings settings,
      Clock clock) {
    this.system = system;
    this.settings = settings;
    this.store = store;
    this.clock = clock;
    this.hub =
        system.systemActorOf(
            PresenceHub.of(settings, store, rooms, clock, smallRooms, all -> hubs = all),
            "presence",
            Props.empty());
    this.hubs = Set.of(hub);
  }

  public static Presences start(
      ActorSystem<?> system, Rooms rooms, PresenceStore store, Clock clock) {
    PresenceSettings settings = PresenceSettings.of(system.settings().config());
    return new Presences(system, rooms, store, settings, clock);
  }

  /**
   * A session has begun.
   *
   * @param platform what the device says it is, or null
   * @param news hears of those whom the session watches, from any thread; must not block
   */
  public Device enter(Caller caller, String platform, Consumer<List<UserPresence>> news) {
    Device device = new Device(caller, platform, news, clock);
    hub.tell(new HubMessage.Enter(device));
    return device;
  }

  /** The session is over. */
  public void leave(Device device) {
    hub.tell(new HubMessage.Leave(device));
  }

  /**
   * From now on the session hears of these users, and not of others that it named before. It is
   * shown how they are, and then the stage completes; it fails when it cannot be told who may be
   * seen.
   */
  public CompletionStage<Void> watch(Device device, Collection<String> userIds) {
    Set<UserKey> wanted = keys(device.caller(), userIds);
    return allowed(device.caller(), wanted)
        .thenCompose(
            allowed -> {
              hub.tell(new HubMessage.Watch(device, wanted, allowed));
              return look(allowed);
            })
        .thenAccept(
            found -> {
              hub.tell(new HubMessage.Shown(found));
              if (!found.isEmpty()) {
                device.tell(users(found, wanted));
              }
            });
  }

  /** The session reads a room: where it is a small one it hears of its other members. */
  public void follow(Device device, RoomKey room) {
    hub.tell(new HubMessage.Follow(device, room));
  }

  /** The session does not read it any more. */
  public void unfollow(Device device, RoomKey room) {
    hub.tell(new HubMessage.Unfollow(device, room));
  }

  /** A room that is read here has changed; each of its readers may say so. */
  public void changed(RoomKey room, Change change) {
    if (change.kind() != Change.Kind.MEMBER_JOINED && change.kind() != Change.Kind.MEMBER_LEFT) {
      return;
    }
    Long known = smallRooms.get(room);
    if (known != null && known < change.rev() && smallRooms.replace(room, known, change.rev())) {
      hub.tell(new HubMessage.PeopleChanged(room, change.rev()));
    }
  }

  /** How these users are; those whom the caller may not see are left out. */
  public CompletionStage<List<UserPresence>> of(Caller caller, Collection<String> userIds) {
    Set<UserKey> wanted = keys(caller, userIds);
    return allowed(caller, wanted).thenCompose(this::look).thenApply(found -> users(found, wanted));
  }

  /** Those of these users who are ONLINE, for the engine itself: nobody else is told. */
  public CompletionStage<Set<UserKey>> online(Set<UserKey> users) {
    return known(users)
        .thenApply(
            known ->
                known.stream()
                    .filter(one -> one.presence().status() == PresenceStatus.ONLINE)
                    .map(HubMessage.KnownUser::user)
                    .collect(Collectors.toSet()));
  }

  /** Completes when it is kept when the people of this node were seen last. */
  public CompletionStage<Void> save() {
    CompletableFuture<Void> done = new CompletableFuture<>();
    hub.tell(new HubMessage.Save(() -> done.complete(null)));
    return done;
  }

  private static Set<UserKey> keys(Caller caller, Collection<String> userIds) {
    Set<UserKey> keys = new LinkedHashSet<>();
    userIds.forEach(userId -> keys.add(new UserKey(caller.tenant(), userId)));
    return keys;
  }

  private static List<UserPresence> users(Map<UserKey, Presence> found, Set<UserKey> inOrder) {
    return inOrder.stream()
        .filter(found::containsKey)
        .map(user -> new UserPresence(user.userId(), found.get(user)))
        .toList();
  }

  private CompletionStage<Set<UserKey>> allowed(Caller caller, Set<UserKey> wanted) {
    if (caller.isAdmin() || wanted.isEmpty()) {
      return CompletableFuture.completedFuture(wanted);
    }
    return WatchRights.allowed(store, UserKey.of(caller), wanted);
  }

  private CompletionStage<Map<UserKey, Presence>> look(Set<UserKey> users) {
    return users.isEmpty()
        ? CompletableFuture.completedFuture(Map.of())
        : known(users).thenCompose(known -> withLastSeen(users, known));
  }

  /** Asks every node; one that does not answer in time has nobody. */
  private CompletionStage<List<HubMessage.KnownUser>> known(Set<UserKey> users) {
    CompletionStage<List<HubMessage.KnownUser>> all =
        CompletableFuture.completedFuture(new ArrayList<>());
    for (ActorRef<HubMessage> one : hubs) {
      all =
          all.thenCombine(
              ask(one, users),
              (before, answer) -> {
                before.addAll(answer.users());
                return before;
              });
    }
    return all;
  }

  private CompletionStage<HubMessage.Known> ask(ActorRef<HubMessage> one, Set<UserKey> users) {
    return Asked.of(
            AskPattern.<HubMessage, HubMessage.Known>ask(
                one,
                replyTo -> new HubMessage.Question(List.copyOf(users), replyTo),
                settings.answer(),
                system.scheduler()))
        .exceptionally(silence -> new HubMessage.Known(List.of()));
  }

  private CompletionStage<Map<UserKey, Presence>> withLastSeen(
      Set<UserKey> users, List<HubMessage.KnownUser> known) {
    Map<UserKey, Presence> found = new HashMap<>();
    users.forEach(user -> found.put(user, Presence.UNKNOWN));
    known.forEach(one -> found.merge(one.user(), one.presence(), Presence::and));
    Set<UserKey> unknown =
        users.stream()
            .filter(user -> found.get(user).lastSeenAt() == null)
            .collect(Collectors.toSet());
    if (unknown.isEmpty()) {
      return CompletableFuture.completedFuture(found);
    }
    return store
        .lastSeen(unknown)
        .thenApply(
            times -> {
              times.forEach((user, time) -> found.put(user, Presence.offline(time)));
              return found;
            });
  }
}
