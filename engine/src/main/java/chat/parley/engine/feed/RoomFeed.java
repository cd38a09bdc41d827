package chat.parley.engine.feed;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.PostStop;
import akka.actor.typed.Signal;
import akka.actor.typed.javadsl.AbstractOnMessageBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.TimerScheduler;
import chat.parley.engine.domain.Change;
import chat.parley.engine.domain.RoomKey;
import chat.parley.engine.room.RoomLink;
import chat.parley.engine.room.RoomMessage;
import chat.parley.engine.room.RoomPush;
import java.time.Duration;

/**
 * A node's feed of one room. Holds the node's one subscription at the room, checks that what comes
 * follows on what it has, and hands each change to every seat that lacks it.
 *
 * <p>No admitted seat is ever behind {@link #rev}: so whatever follows on it without a gap follows
 * for all of them.
 */
final class RoomFeed<P> extends AbstractOnMessageBehavior<FeedMessage<P>> {

  private static final String LINGER = "linger";
  private static final String TICK = "tick";

  private final RoomKey key;
  private final RoomLink rooms;
  private final Pushes<P> pushes;
  private final FeedSettings settings;
  private final ActorRef<Feeds.Message<P>> feeds;
  private final ActorRef<RoomPush> line;
  private final TimerScheduler<FeedMessage<P>> timers;
  private final Seats<P> seats = new Seats<>();
  private final Admissions<P> admissions;

  /** The newest rev that was handed on, -1 for none. */
  private long rev = -1;

  /** Subscribed, and renewing. The other state is dormant: the room is left alone. */
  private boolean awake;

  /** The room was asked for what is missing, and has not answered yet. */
  private boolean catchingUp;

  private final RoomWatch<P> watch;

  /** Seats ever taken, so that a feed does not end while one more is on its way. */
  private long joins;

  static <P> Behavior<FeedMessage<P>> of(
      RoomKey key,
      RoomLink rooms,
      Pushes<P> pushes,
      FeedSettings settings,
      ActorRef<Feeds.Message<P>> feeds) {
    return Behaviors.setup(
        context ->
            Behaviors.withTimers(
                timers -> new RoomFeed<>(context, timers, key, rooms, pushes, settings, feeds)));
  }

  private RoomFeed(
      ActorContext<FeedMessage<P>> context,
      TimerScheduler<FeedMessage<P>> timers,
      RoomKey key,
      RoomLink rooms,
      Pushes<P> pushes,
      FeedSettings settings,
      ActorRef<Feeds.Message<P>> feeds) {
    super(context);
    this.timers = timers;
    this.key = key;
    this.rooms = rooms;
    this.pushes = pushes;
    this.settings = settings;
    this.feeds = feeds;
    this.line = context.messageAdapter(RoomPush.class, FeedMessage.FromRoom::new);
    this.watch = new RoomWatch<>(context);
    this.admissions = new Admissions<>(seats, settings, this::admit);
    timers.startTimerWithFixedDelay(new FeedMessage.Renew<>(), settings.renew());
  }

  @Override
  public Behavior<FeedMessage<P>> onMessage(FeedMessage<P> message) {
    if (message instanceof FeedMessage.FromRoom<P> from) {
      onPush(from.push());
    } else if (message instanceof FeedMessage.Join<P> join) {
      onJoin(join);
    } else if (message instanceof FeedMessage.Leave<P> leave) {
      seats.remove(leave.subscriptionId());
      admissions.pump();
    } else if (message instanceof FeedMessage.Wake<P>) {
      wake();
    } else if (message instanceof FeedMessage.Renew<P>) {
      if (awake) {
        attach();
      }
    } else if (message instanceof FeedMessage.RoomGone<P>) {
      onRoomGone();
    } else if (message instanceof FeedMessage.Tick<P>) {
      admissions.tick();
    } else if (message instanceof FeedMessage.LingerOver<P>) {
      feeds.tell(new Feeds.Idle<>(key, getContext().getSelf(), joins));
    } else if (message instanceof FeedMessage.Stop<P>) {
      return Behaviors.stopped();
    } else {
      throw new IllegalStateException("no way to take " + message);
    }
    setTimers();
    return this;
  }

  @Override
  public Behavior<FeedMessage<P>> onSignal(Signal signal) {
    if (signal instanceof PostStop) {
      seats.all().forEach(seat -> seat.subscriber.behind(seat.rev));
      if (awake) {
        rooms.tell(key, new RoomMessage.Detach(line));
      }
    }
    return this;
  }

  private void setTimers() {
    if (!seats.isEmpty()) {
      timers.cancel(LINGER);
    } else if (!timers.isTimerActive(LINGER)) {
      timers.startSingleTimer(LINGER, new FeedMessage.LingerOver<>(), settings.linger());
    }
    if (!seats.hasWaiting()) {
      timers.cancel(TICK);
    } else if (!timers.isTimerActive(TICK)) {
      Duration tick = settings.retry().dividedBy(Admissions.TICKS_A_TRY);
      timers.startTimerWithFixedDelay(TICK, new FeedMessage.Tick<>(), tick);
    }
  }

  // The subscription at the room.

  private void onJoin(FeedMessage.Join<P> join) {
    joins++;
    seats.add(join.subscriber(), join.rev());
    wake();
    admissions.pump();
  }

  private void wake() {
    if (!awake) {
      becomeAwake();
      attach();
    }
  }

  private void becomeAwake() {
    awake = true;
    feeds.tell(new Feeds.Awake<>(key, getContext().getSelf()));
  }

  private void attach() {
    rooms.tell(key, new RoomMessage.Attach(line, rev, seats.users()));
  }

  private void admit(Seat<P> seat) {
    Subscriber<P> subscriber = seat.subscriber;
    rooms.tell(key, new RoomMessage.Admit(line, subscriber.id(), subscriber.caller(), seat.rev));
  }

  /** The room's node died or gave it away: wherever it comes to life next, it is asked there. */
  private void onRoomGone() {
    watch.forget();
    if (awake) {
      attach();
    }
  }

  /** Asks once for what is missing; what is lost again is found by the next renewal. */
  private void catchUp() {
    if (!catchingUp) {
      catchingUp = true;
      attach();
    }
  }

  // What the room says, in its order.

  private void onPush(RoomPush push) {
    if (push instanceof RoomPush.GoneQuiet quiet) {
      onQuiet(quiet);
      return;
    }
    if (!awake) {
      becomeAwake();
    }
    if (push instanceof RoomPush.Pushed pushed) {
      pushed.changes().forEach(this::onChange);
    } else if (push instanceof RoomPush.Admitted admitted) {
      onAdmitted(admitted);
    } else if (push instanceof RoomPush.Refused refused) {
      Seat<P> seat = seats.get(refused.sessionId());
      if (seat != null && !seat.admitted) {
        admissions.refused(seat, refused.why());
      }
    } else if (push instanceof RoomPush.Head head) {
      onHead(head);
    } else if (push instanceof RoomPush.Lost lost) {
      onLost(lost);
    } else if (push instanceof RoomPush.MarkersMoved moved) {
      handEphemeral(pushes.receipts(key.roomId(), moved.markers()));
    } else if (push instanceof RoomPush.TypingNow typing) {
      handEphemeral(pushes.typing(key.roomId(), typing.users()));
    } else {
      throw new IllegalStateException("no way to take " + push);
    }
  }

  /** An answer from before what was handed on (of a room that has moved since) is asked anew. */
  private void onAdmitted(RoomPush.Admitted admitted) {
    Seat<P> seat = seats.get(admitted.sessionId());
    if (seat == null || seat.admitted) {
      return;
    }
    long at = admitted.synced().rev();
    if (!seats.hasAdmitted()) {
      rev = at;
    } else if (at < rev) {
      return;
    } else if (at > rev) {
      catchUp();
    }
    seat.admit(at);
    seat.subscriber.synced(admitted.synced());
    admissions.pump();
  }

  private void onChange(Change change) {
    if (!seats.hasAdmitted()) {
      rev = Math.max(rev, change.rev());
    } else if (change.rev() == rev + 1) {
      rev = change.rev();
      hand(change);
    } else if (change.rev() > rev) {
      catchUp();
    }
  }

  private void onHead(RoomPush.Head head) {
    watch.on(head.room());
    boolean asked = catchingUp;
    catchingUp = false;
    if (!seats.hasAdmitted()) {
      rev = Math.max(rev, head.rev());
    } else if (head.rev() > rev && !asked) {
      catchUp();
    }
  }

  /** Each seat is brought up by itself, from what it was handed last. */
  private void onLost(RoomPush.Lost lost) {
    if (lost.rev() <= rev) {
      return;
    }
    rev = lost.rev();
    seats.which(seat -> seat.admitted && seat.rev < rev).forEach(Seat::waitAgain);
    admissions.pump();
  }

  /** Nothing renews from now on: that would wake the room, which left for lack of use. */
  private void onQuiet(RoomPush.GoneQuiet quiet) {
    watch.end();
    boolean lacks = seats.hasAdmitted() && quiet.rev() > rev;
    catchingUp = false;
    if (lacks || seats.hasWaiting()) {
      becomeAwake();
      attach();
    } else {
      rev = Math.max(rev, quiet.rev());
      awake = false;
      feeds.tell(new Feeds.Dormant<>(key, getContext().getSelf(), rev));
    }
  }

  // To the seats.

  private void hand(Change change) {
    P forAll = pushes.event(key.roomId(), Readers.seenByOthers(change));
    P forSender = null;
    for (Seat<P> seat : seats.which(seat -> seat.admitted && seat.rev < change.rev())) {
      seat.rev = change.rev();
      if (Readers.seesWhatOthersDoNot(seat, change)) {
        forSender = forSender == null ? pushes.event(key.roomId(), change) : forSender;
        seat.subscriber.event(change.rev(), forSender);
      } else {
        seat.subscriber.event(change.rev(), forAll);
      }
      if (Readers.loses(seat, change)) {
        seats.remove(seat);
        seat.subscriber.ended();
      }
    }
  }

  private void handEphemeral(P push) {
    for (Seat<P> seat : seats.all()) {
      if (seat.admitted) {
        seat.subscriber.ephemeral(push);
      }
    }
  }
}
