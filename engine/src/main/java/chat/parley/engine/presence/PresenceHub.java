package chat.parley.engine.presence;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.SupervisorStrategy;
import akka.actor.typed.javadsl.AbstractOnMessageBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.TimerScheduler;
import akka.actor.typed.receptionist.ServiceKey;
import chat.parley.engine.domain.Presence;
import chat.parley.engine.domain.RoomKey;
import chat.parley.engine.domain.UserKey;
import chat.parley.engine.room.NodePeers;
import chat.parley.engine.room.Rooms;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * A node's part of presence: knows the node's own people, hears from the other nodes of those whom
 * its sessions watch, and tells the sessions. There is nothing else that could be lost or had to be
 * moved: what a node knows of its people ends with the node.
 */
final class PresenceHub extends AbstractOnMessageBehavior<HubMessage> {

  private static final ServiceKey<HubMessage> KEY = ServiceKey.create(HubMessage.class, "presence");

  private final PresenceSettings settings;
  private final Clock clock;
  private final Consumer<Set<ActorRef<HubMessage>>> hubs;
  private final LocalPeople people;
  private final Watchers watchers = new Watchers();
  private final Map<ActorRef<HubMessage>, Peer> peers = new HashMap<>();
  private final Bulletin bulletin;
  private final RoomPeople roomPeople;
  private final WatchRights rights;
  private final LastSeen lastSeen;

  /**
   * A message that it fails at is forgotten, and nothing else.
   *
   * @param smallRooms where it is noted which rooms that are read here are small, by whose changes
   *     it wants to be told
   * @param hubs hears which hubs there are
   */
  static Behavior<HubMessage> of(
      PresenceSettings settings,
      PresenceStore store,
      Rooms rooms,
      Clock clock,
      Map<RoomKey, Long> smallRooms,
      Consumer<Set<ActorRef<HubMessage>>> hubs) {
    Behavior<HubMessage> hub =
        Behaviors.setup(
            context ->
                Behaviors.withTimers(
                    timers ->
                        new PresenceHub(
                            context, timers, settings, store, rooms, clock, smallRooms, hubs)));
    return Behaviors.supervise(hub).onFailure(SupervisorStrategy.resume());
  }

  private PresenceHub(
      ActorContext<HubMessage> context,
      TimerScheduler<HubMessage> timers,
      PresenceSettings settings,
      PresenceStore store,
      Rooms rooms,
      Clock clock,
      Map<RoomKey, Long> smallRooms,
      Consumer<Set<ActorRef<HubMessage>>> hubs) {
    super(context);
    this.settings = settings;
    this.clock = clock;
    this.hubs = hubs;
    this.people = new LocalPeople(settings);
    this.bulletin = new Bulletin(context, watchers, store, this::presence);
    this.roomPeople = new RoomPeople(context, watchers, rooms, settings.smallRoom(), smallRooms);
    this.rights = new WatchRights(context, store, settings);
    this.lastSeen = new LastSeen(context, people, store);
    NodePeers.join(context, KEY, HubMessage.Hubs::new);
    timers.startTimerWithFixedDelay(new HubMessage.Look(), settings.look());
    timers.startTimerWithFixedDelay(new HubMessage.Beat(), settings.batch());
    timers.startTimerWithFixedDelay(new HubMessage.Save(() -> {}), settings.save());
  }

  @Override
  public Behavior<HubMessage> onMessage(HubMessage message) {
    if (message instanceof HubMessage.Said said) {
      onSaid(said);
    } else if (message instanceof HubMessage.Question question) {
      onQuestion(question);
    } else if (message instanceof HubMessage.Look) {
      onLook();
    } else if (message instanceof HubMessage.Beat) {
      onBeat();
    } else if (message instanceof HubMessage.Again again) {
      beginAnew(peer(again.by()));
    } else if (message instanceof HubMessage.Hubs listed) {
      onHubs(listed);
    } else if (message instanceof HubMessage.Gone gone) {
      onGone(gone);
    } else if (message instanceof HubMessage.Found found) {
      bulletin.found(found);
    } else if (message instanceof HubMessage.Members members) {
      roomPeople.take(members);
    } else if (message instanceof HubMessage.Checked checked) {
      onChecked(checked);
    } else if (message instanceof HubMessage.Save save) {
      lastSeen.save(save.done());
    } else if (message instanceof HubMessage.Saved saved) {
      lastSeen.saved(saved);
    } else {
      onSession(message);
    }
    return this;
  }

  private void onSession(HubMessage message) {
    if (message instanceof HubMessage.Enter enter) {
      people.enter(enter.device());
    } else if (message instanceof HubMessage.Leave leave) {
      people.leave(leave.device(), clock.instant());
      roomPeople.forget(leave.device());
      rights.forget(leave.device());
    } else if (message instanceof HubMessage.Watch watch) {
      watchers.name(watch.device(), watch.allowed());
      rights.watch(watch, clock.instant());
    } else if (message instanceof HubMessage.Shown shown) {
      bulletin.shown(shown.presences());
    } else if (message instanceof HubMessage.Follow follow) {
      watchers.follow(follow.device(), follow.room());
    } else if (message instanceof HubMessage.Unfollow unfollow) {
      roomPeople.unfollow(unfollow.device(), unfollow.room());
    } else if (message instanceof HubMessage.PeopleChanged changed) {
      roomPeople.changed(changed);
    } else {
      throw new IllegalStateException("no way to take " + message.getClass().getSimpleName());
    }
  }

  private void onChecked(HubMessage.Checked checked) {
    if (rights.takes(checked)) {
      Set<UserKey> before = watchers.named(checked.device());
      watchers.name(checked.device(), checked.allowed());
      bulletin.introduce(checked.device(), checked.allowed(), before);
    }
  }

  /** How somebody is, over all nodes, as far as it is known here. */
  private Presence presence(UserKey user) {
    Presence all = people.of(user, clock.instant());
    for (Peer peer : peers.values()) {
      all = all.and(peer.of(user));
    }
    return all;
  }

  // The other nodes.

  private void onHubs(HubMessage.Hubs listed) {
    hubs.accept(listed.all());
    for (ActorRef<HubMessage> hub : listed.all()) {
      if (!hub.equals(getContext().getSelf())) {
        peer(hub);
      }
    }
  }

  /** Whoever speaks first: the receptionist may name it later. */
  private Peer peer(ActorRef<HubMessage> hub) {
    Peer known = peers.get(hub);
    if (known != null) {
      return known;
    }
    Peer peer = new Peer(getContext().getSelf(), hub, clock.instant());
    peers.put(hub, peer);
    getContext().watchWith(hub, new HubMessage.Gone(hub));
    beginAnew(peer);
    return peer;
  }

  private void beginAnew(Peer peer) {
    Map<UserKey, Presence> words = new HashMap<>();
    for (UserKey user : peer.wanted()) {
      addIfKnown(words, user);
    }
    peer.beginAnew(watchers.all(), words);
  }

  private void addIfKnown(Map<UserKey, Presence> words, UserKey user) {
    Presence here = people.of(user, clock.instant());
    if (here.lastSeenAt() != null) {
      words.put(user, here);
    }
  }

  private void onSaid(HubMessage.Said said) {
    Peer peer = peer(said.by());
    if (peer.takes(said, clock.instant())) {
      bulletin.touch(peer.take(said));
      Map<UserKey, Presence> words = new HashMap<>();
      said.watch().forEach(user -> addIfKnown(words, user));
      words.forEach(peer::tell);
    }
  }

  private void onQuestion(HubMessage.Question question) {
    Instant now = clock.instant();
    List<HubMessage.KnownUser> known = new ArrayList<>();
    for (UserKey user : question.users()) {
      Presence here = people.of(user, now);
      if (here.lastSeenAt() != null) {
        known.add(new HubMessage.KnownUser(user, here));
      }
    }
    question.replyTo().tell(new HubMessage.Known(known));
  }

  private void onGone(HubMessage.Gone gone) {
    Peer peer = peers.get(gone.hub());
    if (peer != null) {
      peer.left();
    }
  }

  // The beats.

  private void onLook() {
    Instant now = clock.instant();
    Map<UserKey, Presence> news = people.look(now);
    bulletin.touch(news.keySet());
    Map<UserKey, Boolean> watching = watchers.takeChanged();
    bulletin.forgetUnwatched(watching);
    for (Iterator<Peer> i = peers.values().iterator(); i.hasNext(); ) {
      Peer peer = i.next();
      if (peer.isOver(now, settings.linger())) {
        i.remove();
        bulletin.touch(peer.known());
        continue;
      }
      watching.forEach(peer::watch);
      news.forEach(
          (user, presence) -> {
            if (peer.wants(user)) {
              peer.tell(user, presence);
            }
          });
      peer.flush(now, settings.renew());
    }
  }

  private void onBeat() {
    roomPeople.ask();
    rights.check(clock.instant());
    bulletin.publish();
  }
}
