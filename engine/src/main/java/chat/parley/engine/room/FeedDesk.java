package chat.parley.engine.room;

import akka.actor.typed.ActorRef;
import akka.actor.typed.javadsl.ActorContext;
import chat.parley.engine.domain.Room;
import chat.parley.engine.domain.RoomReply.Rejected;
import java.time.Instant;
import java.util.Optional;

/** Where feeds come and go: attaches them, admits their sessions, watches that they live. */
final class FeedDesk {

  private final ActorContext<RoomMessage> context;
  private final Subscribers subscribers;

  FeedDesk(ActorContext<RoomMessage> context, Subscribers subscribers) {
    this.context = context;
    this.subscribers = subscribers;
  }

  /** True when the feed is new. */
  boolean attach(RoomMessage.Attach attach, Room room, Instant now) {
    boolean fresh = subscribers.renew(attach.feed(), attach.online(), now);
    if (fresh) {
      context.watch(attach.feed());
    }
    Subscribers.catchUp(attach, room);
    attach.feed().tell(new RoomPush.Head(room.rev(), room.lastSeq(), context.getSelf()));
    return fresh;
  }

  /** True when the session was let in. */
  boolean admit(RoomMessage.Admit admit, Room room, Instant now) {
    Optional<Rejected> refusal = room.refuses(admit.caller());
    if (refusal.isPresent()) {
      admit.feed().tell(new RoomPush.Refused(admit.sessionId(), refusal.get()));
      return false;
    }
    if (subscribers.touch(admit.feed(), now)) {
      context.watch(admit.feed());
    }
    admit
        .feed()
        .tell(new RoomPush.Admitted(admit.sessionId(), room.resume(admit.caller(), admit.rev())));
    return true;
  }

  void detach(ActorRef<RoomPush> feed) {
    context.unwatch(feed);
    subscribers.remove(feed);
  }
}
