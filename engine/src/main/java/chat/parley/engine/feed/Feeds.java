package chat.parley.engine.feed;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import akka.actor.typed.javadsl.TimerScheduler;
import chat.parley.engine.domain.RoomKey;
import chat.parley.engine.room.RoomLink;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * A node's feeds: at most one for a room. Compares the dormant ones with the journal, so that a
 * room need not be awake to be followed.
 *
 * @param <P> the shared form of a push
 */
public final class Feeds<P> extends AbstractBehavior<Feeds.Message> {

  /** What the node's feeds are told. */
  public sealed interface Message {}

  /** A session subscribes to a room, having {@code rev} (-1: nothing). */
  public record Join(RoomKey room, Subscriber<?> subscriber, long rev) implements Message {}

  /** A session leaves a room. */
  public record Leave(RoomKey room, String subscriberId) implements Message {}

  /** A session of this node acts in the room. */
  public record Stir(RoomKey room) implements Message {}

  record Idle(RoomKey room) implements Message {}

  record Dormant(RoomKey room, long rev) implements Message {}

  record Awake(RoomKey room) implements Message {}

  private record Compare() implements Message {}

  private record Heads(Map<RoomKey, Long> revs) implements Message {}

  private final RoomLink rooms;
  private final Pushes<P> pushes;
  private final FeedSettings settings;
  private final JournalHeads heads;
  private final Map<RoomKey, ActorRef<FeedMessage>> feeds = new HashMap<>();
  private final Map<RoomKey, Long> dormant = new HashMap<>();

  public static <P> Behavior<Message> of(
      RoomLink rooms, Pushes<P> pushes, FeedSettings settings, JournalHeads heads) {
    return Behaviors.setup(
        context ->
            Behaviors.withTimers(
                timers -> new Feeds<>(context, timers, rooms, pushes, settings, heads)));
  }

  private Feeds(
      ActorContext<Message> context,
      TimerScheduler<Message> timers,
      RoomLink rooms,
      Pushes<P> pushes,
      FeedSettings settings,
      JournalHeads heads) {
    super(context);
    this.rooms = rooms;
    this.pushes = pushes;
    this.settings = settings;
    this.heads = heads;
    timers.startTimerWithFixedDelay(new Compare(), settings.compare());
  }

  @Override
  public Receive<Message> createReceive() {
    return newReceiveBuilder()
        .onMessage(Join.class, this::onJoin)
        .onMessage(Leave.class, this::onLeave)
        .onMessage(Stir.class, m -> wake(m.room()))
        .onMessage(Idle.class, this::onIdle)
        .onMessage(Dormant.class, this::onDormant)
        .onMessage(Awake.class, this::onAwake)
        .onMessage(Compare.class, m -> onCompare())
        .onMessage(Heads.class, this::onHeads)
        .build();
  }

  private Behavior<Message> onJoin(Join join) {
    feeds
        .computeIfAbsent(join.room(), this::spawn)
        .tell(new FeedMessage.Join(join.subscriber(), join.rev()));
    return this;
  }

  private ActorRef<FeedMessage> spawn(RoomKey room) {
    return getContext()
        .spawnAnonymous(RoomFeed.of(room, rooms, pushes, settings, getContext().getSelf()));
  }

  private Behavior<Message> onLeave(Leave leave) {
    ActorRef<FeedMessage> feed = feeds.get(leave.room());
    if (feed != null) {
      feed.tell(new FeedMessage.Leave(leave.subscriberId()));
    }
    return this;
  }

  private Behavior<Message> wake(RoomKey room) {
    if (dormant.remove(room) != null) {
      feeds.get(room).tell(new FeedMessage.Wake());
    }
    return this;
  }

  private Behavior<Message> onIdle(Idle idle) {
    ActorRef<FeedMessage> feed = feeds.remove(idle.room());
    dormant.remove(idle.room());
    if (feed != null) {
      feed.tell(new FeedMessage.Stop());
    }
    return this;
  }

  private Behavior<Message> onDormant(Dormant message) {
    if (feeds.containsKey(message.room())) {
      dormant.put(message.room(), message.rev());
    }
    return this;
  }

  private Behavior<Message> onAwake(Awake message) {
    dormant.remove(message.room());
    return this;
  }

  private Behavior<Message> onCompare() {
    if (!dormant.isEmpty()) {
      getContext()
          .pipeToSelf(
              heads.revs(Set.copyOf(dormant.keySet())),
              (revs, failure) -> new Heads(failure == null ? revs : Map.of()));
    }
    return this;
  }

  private Behavior<Message> onHeads(Heads known) {
    known
        .revs()
        .forEach(
            (room, rev) -> {
              Long had = dormant.get(room);
              if (had != null && rev > had) {
                wake(room);
              }
            });
    return this;
  }
}
