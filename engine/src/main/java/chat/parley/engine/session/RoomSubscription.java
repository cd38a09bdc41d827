package chat.parley.engine.session;

import akka.actor.typed.ActorRef;
import chat.parley.engine.domain.Caller;
import chat.parley.engine.domain.Change;
import chat.parley.engine.domain.Message;
import chat.parley.engine.domain.RoomReply.Rejected;
import chat.parley.engine.domain.Synced;
import chat.parley.engine.feed.Subscriber;

/**
 * A session's subscription of one room: the feed hands what comes straight to the session's outbox;
 * the session hears only of beginnings and ends.
 *
 * @param re id of the request that asked for it; null for a room of hello
 * @param rev the newest rev the client has, -1 for none
 */
record RoomSubscription(
    String id,
    Object re,
    String roomId,
    long rev,
    Caller caller,
    SessionOutbox outbox,
    ActorRef<SessionActor.Event> session)
    implements Subscriber<Outgoing> {

  @Override
  public void synced(Synced synced) {
    Outgoing out = new Outgoing(new SessionPush.SyncedRoom(re, roomId, synced));
    outbox.begin(roomId, rev, out, weight(synced));
    session.tell(new SessionActor.Begun(id));
  }

  private static int weight(Synced synced) {
    return 200
        + (synced instanceof Synced.Resumed resumed
            ? resumed.changes().stream().mapToInt(Change::weight).sum()
            : ((Synced.Reset) synced).messages().stream().mapToInt(Message::weight).sum());
  }

  @Override
  public void refused(Rejected why) {
    outbox.answer(new SessionPush.Failed(re, re == null ? roomId : null, why));
    session.tell(new SessionActor.Ended(roomId, id));
  }

  @Override
  public void event(long eventRev, Outgoing push) {
    outbox.event(roomId, eventRev, push, weight(push));
  }

  private static int weight(Outgoing push) {
    return push.push() instanceof SessionPush.Event event ? event.change().weight() : 300;
  }

  @Override
  public void ephemeral(Outgoing push) {
    outbox.ephemeral(roomId, push);
  }

  @Override
  public void behind(long lastRev) {
    outbox.fellBehind(roomId, lastRev);
    session.tell(new SessionActor.Ended(roomId, id));
  }

  @Override
  public void ended() {
    session.tell(new SessionActor.Ended(roomId, id));
  }
}
