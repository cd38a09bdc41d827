package chat.parley.engine.feed;

import akka.actor.typed.ActorRef;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.TimerScheduler;
import chat.parley.engine.domain.RoomKey;
import chat.parley.engine.room.RoomLink;
import chat.parley.engine.room.RoomMessage;
import chat.parley.engine.room.RoomPush;

/**
 * A feed's hold on its room: asks to be attached until the room answers, and keeps an eye on the
 * room's actor, which is another one each time the room comes to life.
 */
final class Attachment<P> {

  private static final String AGAIN = "again";

  private final ActorContext<FeedMessage<P>> context;
  private final TimerScheduler<FeedMessage<P>> timers;
  private final RoomKey key;
  private final RoomLink rooms;
  private final FeedSettings settings;
  private final ActorRef<RoomPush> line;

  /** Null while the room has not shown itself. */
  private ActorRef<RoomMessage> watched;

  Attachment(
      ActorContext<FeedMessage<P>> context,
      TimerScheduler<FeedMessage<P>> timers,
      RoomKey key,
      RoomLink rooms,
      FeedSettings settings) {
    this.context = context;
    this.timers = timers;
    this.key = key;
    this.rooms = rooms;
    this.settings = settings;
    this.line = context.messageAdapter(RoomPush.class, FeedMessage.FromRoom::new);
  }

  /** Asks, and again until {@link #answered}: what is on its way to a room that moves is lost. */
  void ask(long rev, int users) {
    rooms.tell(key, new RoomMessage.Attach(line, rev, users));
    timers.startSingleTimer(AGAIN, new FeedMessage.Again<>(), settings.again());
  }

  void admit(Seat<P> seat) {
    Subscriber<P> subscriber = seat.subscriber;
    rooms.tell(key, new RoomMessage.Admit(line, subscriber.id(), subscriber.caller(), seat.rev));
  }

  void answered(ActorRef<RoomMessage> room) {
    timers.cancel(AGAIN);
    if (!room.equals(watched)) {
      unwatch();
      watched = room;
      context.watchWith(room, new FeedMessage.RoomGone<>());
    }
  }

  /**
   * The room's actor has ended. Between nodes that news can overtake the room's last word, which
   * may be that it went quiet; so it is let come in before the room is asked again.
   */
  void roomGone() {
    watched = null;
    timers.startSingleTimer(AGAIN, new FeedMessage.Again<>(), settings.lastWord());
  }

  /** The room is let be. */
  void release() {
    timers.cancel(AGAIN);
    unwatch();
  }

  void detach() {
    rooms.tell(key, new RoomMessage.Detach(line));
  }

  private void unwatch() {
    if (watched != null) {
      context.unwatch(watched);
      watched = null;
    }
  }
}
