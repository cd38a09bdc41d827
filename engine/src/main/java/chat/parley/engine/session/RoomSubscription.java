package chat.parley.engine.session;

import chat.parley.engine.domain.Caller;
import chat.parley.engine.domain.Change;
import chat.parley.engine.domain.RoomReply.Rejected;
import chat.parley.engine.domain.Synced;
import chat.parley.engine.feed.Subscriber;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * A session's subscription of one room: the feed hands what comes straight to the session's outbox;
 * the session itself hears only of beginnings and ends.
 */
final class RoomSubscription implements Subscriber<Outgoing> {

  private static final int RECEIPT_WEIGHT = 110;
  private static final int TYPIST_WEIGHT = 220;

  private final String id;
  private final Object re;
  private final String roomId;
  private final Caller caller;
  private final SessionOutbox outbox;
  private final Consumer<SessionEvent> session;
  private final BiConsumer<String, Change> changes;

  /** Nothing of it is to reach the client any more; the outbox's, under its lock. */
  boolean over;

  /** Used by the feed's thread alone. */
  private boolean answered;

  /**
   * @param re id of the request that asked for it; null for a room of hello
   * @param changes hears of every change besides the client
   */
  RoomSubscription(
      String id,
      Object re,
      String roomId,
      Caller caller,
      SessionOutbox outbox,
      Consumer<SessionEvent> session,
      BiConsumer<String, Change> changes) {
    this.id = id;
    this.re = re;
    this.roomId = roomId;
    this.caller = caller;
    this.outbox = outbox;
    this.session = session;
    this.changes = changes;
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public Caller caller() {
    return caller;
  }

  String roomId() {
    return roomId;
  }

  @Override
  public void synced(Synced synced) {
    boolean isAnswer = isAnswer();
    SessionPush push = new SessionPush.SyncedRoom(isAnswer ? re : null, roomId, synced);
    if (outbox.begin(this, push, isAnswer) && !answered) {
      answered = true;
      session.accept(new SessionEvent.Begun(this));
    }
  }

  private boolean isAnswer() {
    return re != null && !answered;
  }

  @Override
  public void refused(Rejected why) {
    boolean isAnswer = isAnswer();
    end(new SessionPush.Failed(isAnswer ? re : null, isAnswer ? null : roomId, why), isAnswer);
  }

  @Override
  public void events(long rev, Outgoing push) {
    int weight = 0;
    for (Outgoing part : push.parts()) {
      weight += weight(part.push());
    }
    outbox.events(this, rev, push, weight);
    for (Outgoing part : push.parts()) {
      if (part.push() instanceof SessionPush.Event event) {
        changes.accept(roomId, event.change());
      }
    }
  }

  @Override
  public void ephemeral(Outgoing push) {
    outbox.ephemeral(this, push, weight(push.push()));
  }

  private static int weight(SessionPush push) {
    if (push instanceof SessionPush.Event event) {
      return event.change().weight();
    } else if (push instanceof SessionPush.Receipts receipts) {
      return 80 + RECEIPT_WEIGHT * receipts.markers().size();
    } else if (push instanceof SessionPush.Typing typing) {
      return 80 + TYPIST_WEIGHT * typing.users().size();
    }
    throw new IllegalStateException("no weight for " + push.getClass().getSimpleName());
  }

  @Override
  public void behind(long rev) {
    end(new SessionPush.Behind(roomId, Math.max(0, rev)), false);
  }

  @Override
  public void ended() {
    end(null, false);
  }

  private void end(SessionPush last, boolean isAnswer) {
    if (outbox.end(this, last, isAnswer)) {
      session.accept(new SessionEvent.Ended(this));
    }
  }
}
