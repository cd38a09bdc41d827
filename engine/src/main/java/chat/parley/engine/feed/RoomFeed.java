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
import chat.parley.engine.room.RoomPush;
import java.time.Duration;
import java.util.List;

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
  private final FeedSettings settings;
  private final ActorRef<Feeds.Message<P>> feeds;
  private final TimerScheduler<FeedMessage<P>> timers;
  private final Seats<P> seats = new Seats<>();
  private final Admissions<P> admissions;
  private final Attachment<P> attachment;
  private final Delivery<P> delivery;

  /** The newest rev that was handed on, -1 for none. */
  private long rev = -1;

  /** Subscribed, and renewing. The other state is dormant: the room is left alone. */
  private boolean awake;

  /** The room was asked for what is missing, and has not answered yet. */
  private boolean catchingUp;

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
    this.delivery = new Delivery<>(key, pushes, seats);
    this.settings = settings;
    this.feeds = feeds;
    this.attachment = new Attachment<>(context, timers, key, rooms, settings);
    this.admissions = new Admissions<>(seats, settings, attachment::admit);
    timers.startTimerWithFixedDelay(new FeedMessage.Renew<>(), settings.renew());
  }

  /** Changes that wait for one another are handed on before anything else is done. */
  @Override
  public Behavior<FeedMessage<P>> onMessage(FeedMessage<P> message) {
    if (message instanceof FeedMessage.FromRoom<P> from && from.push() instanceof RoomPush.Pushed) {
      onPush(from.push());
      return this;
    }
    delivery.flush();
    return onOther(message);
  }

  private Behavior<FeedMessage<P>> onOther(FeedMessage<P> message) {
    if (message instanceof FeedMessage.FromRoom<P> from) {
      onPush(from.push());
    } else if (message instanceof FeedMessage.Join<P> join) {
      onJoin(join);
    } else if (message instanceof FeedMessage.Leave<P> leave) {
      seats.remove(leave.subscriptionId());
      admissions.pump();
    } else if (message instanceof FeedMessage.Wake<P>) {
      wake();
    } else if (message instanceof FeedMessage.Renew<P> || message instanceof FeedMessage.Again<P>) {
      renew();
    } else if (message instanceof FeedMessage.RoomGone<P>) {
      onRoomGone();
    } else if (message instanceof FeedMessage.Tick<P>) {
      admissions.tick();
    } else if (message instanceof FeedMessage.LingerOver<P>) {
      feeds.tell(new Feeds.Idle<>(key, getContext().getSelf(), joins));
    } else if (message instanceof FeedMessage.Stop<P>) {
      return Behaviors.stopped();
    } else if (!(message instanceof FeedMessage.Deliver<P>)) {
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
        attachment.detach();
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
    if (!awake && !seats.isEmpty()) {
      becomeAwake();
      attach();
    }
  }

  private void becomeAwake() {
    awake = true;
    feeds.tell(new Feeds.Awake<>(key, getContext().getSelf()));
  }

  private void becomeDormant() {
    awake = false;
    catchingUp = false;
    attachment.release();
    feeds.tell(new Feeds.Dormant<>(key, getContext().getSelf(), rev));
  }

  private void attach() {
    attachment.ask(rev, seats.users());
  }

  private void renew() {
    if (awake) {
      attach();
    }
  }

  /**
   * The room's node died or gave it away: wherever it comes to life next, it is asked there. A feed
   * that only waits for its own end calls no room to life.
   */
  private void onRoomGone() {
    delivery.nobodyTypes();
    if (awake && seats.isEmpty()) {
      becomeDormant();
    } else if (awake) {
      attachment.roomGone();
    }
  }

  /** Asks for what is missing. */
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
      onChanges(pushed.changes());
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
      delivery.receipts(moved);
    } else if (push instanceof RoomPush.TypingNow typing) {
      delivery.typing(typing);
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
    delivery.showTyping(seat);
    admissions.pump();
  }

  /** There is no gap among them; those that were handed on already are left out. */
  private void onChanges(List<Change> changes) {
    List<Change> news = changes.stream().filter(change -> change.rev() > rev).toList();
    if (news.isEmpty()) {
      return;
    }
    if (seats.hasAdmitted() && news.get(0).rev() > rev + 1) {
      catchUp();
      return;
    }
    rev = news.get(news.size() - 1).rev();
    if (delivery.add(news)) {
      getContext().getSelf().tell(new FeedMessage.Deliver<>());
    }
  }

  private void onHead(RoomPush.Head head) {
    attachment.answered(head.room());
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
    delivery.nobodyTypes();
    boolean lacks = seats.hasAdmitted() && quiet.rev() > rev;
    if (lacks || seats.hasWaiting()) {
      attachment.release();
      catchingUp = false;
      becomeAwake();
      attach();
    } else {
      rev = Math.max(rev, quiet.rev());
      becomeDormant();
    }
  }
}
