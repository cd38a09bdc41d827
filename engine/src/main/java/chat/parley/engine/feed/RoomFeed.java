package chat.parley.engine.feed;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.PostStop;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import akka.actor.typed.javadsl.TimerScheduler;
import chat.parley.engine.domain.Change;
import chat.parley.engine.domain.ErrorCode;
import chat.parley.engine.domain.RoomKey;
import chat.parley.engine.domain.RoomReply.Rejected;
import chat.parley.engine.feed.Seats.Seat;
import chat.parley.engine.room.RoomLink;
import chat.parley.engine.room.RoomMessage;
import chat.parley.engine.room.RoomPush;
import java.util.List;

/**
 * A node's feed of one room: holds the node's one subscription at the room, checks that what comes
 * follows on what it has, and hands each push to the node's sessions.
 *
 * @param <P> the shared form of a push
 */
final class RoomFeed<P> extends AbstractBehavior<FeedMessage> {

  private final RoomKey key;
  private final RoomLink rooms;
  private final Pushes<P> pushes;
  private final FeedSettings settings;
  private final ActorRef<Feeds.Message> parent;
  private final ActorRef<RoomPush> self;
  private final TimerScheduler<FeedMessage> timers;
  private final Seats<P> seats = new Seats<>();

  /** The newest rev that was handed on, -1 for none. */
  private long rev = -1;

  private boolean dormant;
  private ActorRef<RoomMessage> watched;
  private int renewalsAlone;

  static <P> Behavior<FeedMessage> of(
      RoomKey key,
      RoomLink rooms,
      Pushes<P> pushes,
      FeedSettings settings,
      ActorRef<Feeds.Message> parent) {
    return Behaviors.setup(
        context ->
            Behaviors.withTimers(
                timers -> new RoomFeed<>(context, timers, key, rooms, pushes, settings, parent)));
  }

  private RoomFeed(
      ActorContext<FeedMessage> context,
      TimerScheduler<FeedMessage> timers,
      RoomKey key,
      RoomLink rooms,
      Pushes<P> pushes,
      FeedSettings settings,
      ActorRef<Feeds.Message> parent) {
    super(context);
    this.timers = timers;
    this.key = key;
    this.rooms = rooms;
    this.pushes = pushes;
    this.settings = settings;
    this.parent = parent;
    this.self = context.messageAdapter(RoomPush.class, FeedMessage.FromRoom::new);
    timers.startTimerWithFixedDelay(new FeedMessage.Renew(), settings.renew());
  }

  @Override
  public Receive<FeedMessage> createReceive() {
    return newReceiveBuilder()
        .onMessage(FeedMessage.FromRoom.class, m -> onPush(m.push()))
        .onMessage(FeedMessage.Join.class, this::onJoin)
        .onMessage(FeedMessage.Leave.class, this::onLeave)
        .onMessage(FeedMessage.Wake.class, m -> onWake())
        .onMessage(FeedMessage.RoomGone.class, m -> onRoomGone())
        .onMessage(FeedMessage.Renew.class, m -> onRenew())
        .onMessage(FeedMessage.Retry.class, m -> onRetry())
        .onMessage(FeedMessage.Stop.class, m -> onStop())
        .onSignal(PostStop.class, s -> onPostStop())
        .build();
  }

  // Sessions come and go.

  @SuppressWarnings("unchecked")
  private Behavior<FeedMessage> onJoin(FeedMessage.Join join) {
    renewalsAlone = 0;
    admit(seats.add((Subscriber<P>) join.subscriber(), join.rev()));
    return onWake();
  }

  private void admit(Seat<P> seat) {
    seat.tries++;
    rooms.tell(
        key, new RoomMessage.Admit(self, seat.subscriber.id(), seat.subscriber.caller(), seat.rev));
    if (!timers.isTimerActive(FeedMessage.Retry.class)) {
      timers.startSingleTimer(FeedMessage.Retry.class, new FeedMessage.Retry(), settings.retry());
    }
  }

  private Behavior<FeedMessage> onRetry() {
    List<Seat<P>> tired = seats.removeAll(seat -> !seat.admitted && seat.tries >= settings.tries());
    for (Seat<P> seat : tired) {
      seat.subscriber.refused(
          new Rejected(ErrorCode.UNAVAILABLE, "the room did not answer in time", 1_000));
    }
    seats.waiting().forEach(this::admit);
    return this;
  }

  private Behavior<FeedMessage> onLeave(FeedMessage.Leave leave) {
    seats.remove(leave.subscriberId());
    return this;
  }

  /** A session that joined on the way is handed back, so that its feed is the one in the map. */
  private Behavior<FeedMessage> onStop() {
    for (Seat<P> seat : seats.removeAll(seat -> true)) {
      parent.tell(new Feeds.Join(key, seat.subscriber, seat.rev));
    }
    return Behaviors.stopped();
  }

  private Behavior<FeedMessage> onPostStop() {
    if (!dormant) {
      rooms.tell(key, new RoomMessage.Detach(self));
    }
    return this;
  }

  // The subscription at the room.

  private void attach() {
    rooms.tell(key, new RoomMessage.Attach(self, rev, seats.users()));
  }

  private Behavior<FeedMessage> onWake() {
    if (dormant) {
      dormant = false;
      parent.tell(new Feeds.Awake(key));
    }
    attach();
    return this;
  }

  private Behavior<FeedMessage> onRenew() {
    boolean lingered =
        seats.isEmpty()
            && settings.renew().multipliedBy(++renewalsAlone).compareTo(settings.linger()) > 0;
    if (lingered) {
      parent.tell(new Feeds.Idle(key));
    } else if (!dormant) {
      attach();
    }
    return this;
  }

  private Behavior<FeedMessage> onRoomGone() {
    watched = null;
    if (!dormant) {
      attach();
    }
    return this;
  }

  // What the room says, in order.

  private Behavior<FeedMessage> onPush(RoomPush push) {
    if (push instanceof RoomPush.Pushed pushed) {
      onChanges(pushed.changes());
    } else if (push instanceof RoomPush.Admitted admitted) {
      onAdmitted(admitted);
    } else if (push instanceof RoomPush.Refused refused) {
      Seat<P> seat = seats.remove(refused.sessionId());
      if (seat != null) {
        seat.subscriber.refused(refused.why());
      }
    } else if (push instanceof RoomPush.Head head) {
      onHead(head);
    } else if (push instanceof RoomPush.Lost lost) {
      onLost(lost.rev());
    } else if (push instanceof RoomPush.MarkersMoved moved) {
      ephemeral(pushes.receipts(key.roomId(), moved.markers()));
    } else if (push instanceof RoomPush.TypingNow typing) {
      ephemeral(pushes.typing(key.roomId(), typing.users()));
    } else if (push instanceof RoomPush.GoneQuiet quiet) {
      onQuiet(quiet.rev());
    }
    return this;
  }

  private void onAdmitted(RoomPush.Admitted admitted) {
    Seat<P> seat = seats.get(admitted.sessionId());
    long at = admitted.synced().rev();
    boolean alone = seats.noneAdmitted();
    if (seat == null || seat.admitted || (at < rev && !alone)) {
      return; // answered twice, or from before what was handed on: the retry asks again
    }
    if (alone) {
      rev = at;
    } else if (at > rev) {
      attach(); // pushes were lost: the others get what lies between
    }
    seat.admitted = true;
    seat.rev = at;
    seat.subscriber.synced(admitted.synced());
  }

  private void onChanges(List<Change> changes) {
    for (Change change : changes) {
      if (change.rev() <= rev) {
        continue;
      }
      if (rev >= 0 && change.rev() > rev + 1) {
        attach(); // a gap: ask for what lies between; this comes with it
        return;
      }
      rev = change.rev();
      hand(change);
    }
  }

  private void hand(Change change) {
    P forAll = pushes.event(key.roomId(), seenByOthers(change));
    for (Seat<P> seat : seats.all()) {
      if (seat.admitted && seat.rev < change.rev()) {
        seat.rev = change.rev();
        boolean own = isPrivateOf(change, seat.subscriber.caller().userId());
        seat.subscriber.event(change.rev(), own ? pushes.event(key.roomId(), change) : forAll);
      }
    }
    if (change instanceof Change.OfMember of && of.kind() == Change.Kind.MEMBER_LEFT) {
      String userId = of.member().userId();
      seats
          .removeAll(seat -> seat.isOf(userId) && !seat.subscriber.caller().isAdmin())
          .forEach(seat -> seat.subscriber.ended());
    }
  }

  private static Change seenByOthers(Change change) {
    return change instanceof Change.OfMessage of && !of.message().isPublic()
        ? new Change.OfMessage(of.rev(), of.kind(), of.message().seenBy(""))
        : change;
  }

  private static boolean isPrivateOf(Change change, String userId) {
    return change instanceof Change.OfMessage of
        && !of.message().isPublic()
        && of.message().senderId().equals(userId);
  }

  private void onHead(RoomPush.Head head) {
    watch(head.room());
    if (seats.noneAdmitted()) {
      rev = head.rev();
    } else if (head.rev() > rev) {
      attach();
    }
  }

  private void watch(ActorRef<RoomMessage> room) {
    if (!room.equals(watched)) {
      unwatch();
      watched = room;
      getContext().watchWith(room, new FeedMessage.RoomGone());
    }
  }

  private void unwatch() {
    if (watched != null) {
      getContext().unwatch(watched);
      watched = null;
    }
  }

  private void onLost(long roomRev) {
    for (Seat<P> seat : seats.removeAll(seat -> seat.admitted && seat.rev < roomRev)) {
      seat.subscriber.behind(seat.rev);
    }
    rev = Math.max(rev, roomRev);
  }

  private void onQuiet(long roomRev) {
    if (rev >= 0 && roomRev > rev) {
      attach(); // the last pushes were lost, so the room has to come back for a moment
      return;
    }
    dormant = true;
    unwatch();
    parent.tell(new Feeds.Dormant(key, rev));
  }

  private void ephemeral(P push) {
    for (Seat<P> seat : seats.all()) {
      if (seat.admitted) {
        seat.subscriber.ephemeral(push);
      }
    }
  }
}
