package chat.parley.engine.feed;

import akka.actor.typed.ActorRef;
import akka.actor.typed.javadsl.ActorContext;
import chat.parley.engine.room.RoomMessage;

/** A feed's eye on the room's actor, which is another one each time the room comes to life. */
final class RoomWatch<P> {

  private final ActorContext<FeedMessage<P>> context;

  /** Null while the room has not shown itself. */
  private ActorRef<RoomMessage> watched;

  RoomWatch(ActorContext<FeedMessage<P>> context) {
    this.context = context;
  }

  void on(ActorRef<RoomMessage> room) {
    if (!room.equals(watched)) {
      end();
      watched = room;
      context.watchWith(room, new FeedMessage.RoomGone<>());
    }
  }

  void end() {
    if (watched != null) {
      context.unwatch(watched);
      watched = null;
    }
  }

  /** It has ended by itself. */
  void forget() {
    watched = null;
  }
}
