package chat.parley.engine.feed;

import chat.parley.engine.domain.Caller;
import chat.parley.engine.domain.RoomReply.Rejected;
import chat.parley.engine.domain.Synced;

/**
 * The receiving end of one subscription. The feed calls it in the order in which the client has to
 * see things; no call may block. After {@link #refused}, {@link #behind} and {@link #ended} nothing
 * more comes.
 *
 * @param <P> the form of pushes that subscribers share
 */
public interface Subscriber<P> {

  /** The subscription's own name, used once: a session that subscribes again takes a new one. */
  String id();

  Caller caller();

  /**
   * What the client lacks; every event after {@code synced.rev()} follows. Comes a second time when
   * the feed lost so much that the client has to be brought up anew.
   */
  void synced(Synced synced);

  /** The subscription was not granted, or is not any more. */
  void refused(Rejected why);

  /**
   * Durable changes, those after what came last.
   *
   * @param rev of the first
   */
  void events(long rev, P push);

  /** Receipts or typing, worth something only now: may be dropped. */
  void ephemeral(P push);

  /** The feed cannot go on after this rev: the client has to subscribe again. */
  void behind(long rev);

  /** The user was removed from the room, and the event that says so was the last. */
  void ended();
}
