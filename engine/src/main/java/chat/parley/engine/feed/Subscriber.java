package chat.parley.engine.feed;

import chat.parley.engine.domain.Caller;
import chat.parley.engine.domain.RoomReply.Rejected;
import chat.parley.engine.domain.Synced;

/**
 * A session's end of one subscription. Called by the feed, in order; must not block.
 *
 * @param <P> the form in which pushes are shared between sessions
 */
public interface Subscriber<P> {

  /** Unique on the node among all subscriptions. */
  String id();

  Caller caller();

  /** The subscription begins: this is what the client lacks, and everything after it follows. */
  void synced(Synced synced);

  /** The room, or its absence, refuses the subscription. It is over. */
  void refused(Rejected why);

  /** A durable change; a bound may replace it by a word that the client is behind. */
  void event(long rev, P push);

  /** Typing, receipts: may be dropped. */
  void ephemeral(P push);

  /** What follows on {@code rev} cannot be told: the client must subscribe again. It is over. */
  void behind(long rev);

  /** The member was removed, and has been told so. It is over. */
  void ended();
}
