package chat.parley.engine.feed;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.SupervisorStrategy;
import akka.actor.typed.javadsl.AbstractOnMessageBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.TimerScheduler;
import chat.parley.engine.domain.RoomKey;
import chat.parley.engine.room.RoomLink;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * A node's feeds, at most one for a room. Compares those whose room is out of memory with the
 * journal, so that such a room is followed without being woken.
 *
 * @param <P> the form of pushes that subscribers share
 */
public final class Feeds<P> extends AbstractOnMessageBehavior<Feeds.Message<P>> {

  /** What the feeds of a node are told. Never leaves the node. */
  public sealed interface Message<P> {}

  /** A session subscribes; {@code rev} is the newest that its client has, -1 for none. */
  public record Join<P>(RoomKey room, Subscriber<P> subscriber, long rev) implements Message<P> {}

  /** A subscription is over. */
  public record Leave<P>(RoomKey room, String subscriptionId) implements Message<P> {}

  /** A session of this node acts in the room: its feed here, if there is one, is to follow. */
  public record Stir<P>(RoomKey room) implements Message<P> {}

  record Idle<P>(RoomKey room, ActorRef<FeedMessage<P>> feed, long joins) implements Message<P> {}

  record Dormant<P>(RoomKey room, ActorRef<FeedMessage<P>> feed, long rev) implements Message<P> {}

  record Awake<P>(RoomKey room, ActorRef<FeedMessage<P>> feed) implements Message<P> {}

  private record Gone<P>(RoomKey room, ActorRef<FeedMessage<P>> feed) implements Message<P> {}

  private record Compare<P>() implements Message<P> {}

  private record Compared<P>(Map<RoomKey, Long> revs, Throwable failure) implements Message<P> {}

  /** A feed, and how many joins were sent its way. */
  private static final class Entry<P> {
    final ActorRef<FeedMessage<P>> feed;
    long joins;

    Entry(ActorRef<FeedMessage<P>> feed) {
      this.feed = feed;
    }
  }

  private final RoomLink rooms;
  private final Pushes<P> pushes;
  private final FeedSettings settings;
  private final JournalHeads heads;
  private final Map<RoomKey, Entry<P>> feeds = new HashMap<>();
  private final Map<RoomKey, Long> dormant = new HashMap<>();
  private boolean comparing;

  /** If it ever fails, its feeds end and tell their subscribers to subscribe again. */
  public static <P> Behavior<Message<P>> of(
      RoomLink rooms, Pushes<P> pushes, FeedSettings settings, JournalHeads heads) {
    Behavior<Message<P>> feeds =
        Behaviors.setup(
            context ->
                Behaviors.withTimers(
                    timers -> new Feeds<>(context, timers, rooms, pushes, settings, heads)));
    return Behaviors.supervise(feeds).onFailure(SupervisorStrategy.restart());
  }

  private Feeds(
      ActorContext<Message<P>> context,
      TimerScheduler<Message<P>> timers,
      RoomLink rooms,
      Pushes<P> pushes,
      FeedSettings settings,
      JournalHeads heads) {
    super(context);
    this.rooms = rooms;
    this.pushes = pushes;
    this.settings = settings;
    this.heads = heads;
    timers.startTimerWithFixedDelay(new Compare<>(), settings.compare());
  }

  @Override
  public Behavior<Message<P>> onMessage(Message<P> message) {
    if (message instanceof Join<P> join) {
      Entry<P> entry = feeds.computeIfAbsent(join.room(), this::spawn);
      entry.joins++;
      entry.feed.tell(new FeedMessage.Join<>(join.subscriber(), join.rev()));
    } else if (message instanceof Leave<P> leave) {
      Entry<P> entry = feeds.get(leave.room());
      if (entry != null) {
        entry.feed.tell(new FeedMessage.Leave<>(leave.subscriptionId()));
      }
    } else if (message instanceof Stir<P> stir) {
      wake(stir.room());
    } else if (message instanceof Idle<P> idle) {
      onIdle(idle);
    } else if (message instanceof Dormant<P> quiet) {
      if (isKnown(quiet.room(), quiet.feed())) {
        dormant.put(quiet.room(), quiet.rev());
      }
    } else if (message instanceof Awake<P> awake) {
      if (isKnown(awake.room(), awake.feed())) {
        dormant.remove(awake.room());
      }
    } else if (message instanceof Gone<P> gone) {
      forget(gone.room(), gone.feed());
    } else if (message instanceof Compare<P>) {
      compare();
    } else if (message instanceof Compared<P> compared) {
      onCompared(compared);
    } else {
      throw new IllegalStateException("no way to take " + message);
    }
    return this;
  }

  private Entry<P> spawn(RoomKey room) {
    ActorRef<FeedMessage<P>> feed =
        getContext()
            .spawnAnonymous(RoomFeed.of(room, rooms, pushes, settings, getContext().getSelf()));
    getContext().watchWith(feed, new Gone<>(room, feed));
    return new Entry<>(feed);
  }

  /** Unless somebody has joined since the feed found itself empty. */
  private void onIdle(Idle<P> idle) {
    if (isKnown(idle.room(), idle.feed()) && feeds.get(idle.room()).joins == idle.joins()) {
      forget(idle.room(), idle.feed());
      idle.feed().tell(new FeedMessage.Stop<>());
    }
  }

  private boolean isKnown(RoomKey room, ActorRef<FeedMessage<P>> feed) {
    Entry<P> entry = feeds.get(room);
    return entry != null && entry.feed.equals(feed);
  }

  private void forget(RoomKey room, ActorRef<FeedMessage<P>> feed) {
    if (isKnown(room, feed)) {
      feeds.remove(room);
      dormant.remove(room);
    }
  }

  private void wake(RoomKey room) {
    if (dormant.containsKey(room)) {
      feeds.get(room).feed.tell(new FeedMessage.Wake<>());
    }
  }

  private void compare() {
    if (!comparing && !dormant.isEmpty()) {
      comparing = true;
      getContext().pipeToSelf(heads.revs(Set.copyOf(dormant.keySet())), Compared::new);
    }
  }

  private void onCompared(Compared<P> compared) {
    comparing = false;
    if (compared.failure() != null) {
      getContext()
          .getLog()
          .warn("dormant rooms cannot be compared: {}", compared.failure().toString());
      return;
    }
    compared
        .revs()
        .forEach(
            (room, rev) -> {
              if (rev > dormant.getOrDefault(room, Long.MAX_VALUE)) {
                wake(room);
              }
            });
  }
}
