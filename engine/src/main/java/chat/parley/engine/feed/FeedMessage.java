package chat.parley.engine.feed;

import chat.parley.engine.room.RoomPush;

/** What a feed is told. Never leaves the node. */
sealed interface FeedMessage<P> {

  /** A session subscribes; {@code rev} is the newest that its client has, -1 for none. */
  record Join<P>(Subscriber<P> subscriber, long rev) implements FeedMessage<P> {}

  /** A subscription is over. */
  record Leave<P>(String subscriptionId) implements FeedMessage<P> {}

  /** Somebody acts in the room, or has acted: a dormant feed subscribes again. */
  record Wake<P>() implements FeedMessage<P> {}

  /** The room speaks. */
  record FromRoom<P>(RoomPush push) implements FeedMessage<P> {}

  /** Said to itself after what the room said: what came meanwhile is handed on together. */
  record Deliver<P>() implements FeedMessage<P> {}

  /** The room's actor has ended. */
  record RoomGone<P>() implements FeedMessage<P> {}

  /** Time to renew the subscription at the room. */
  record Renew<P>() implements FeedMessage<P> {}

  /** Time to ask the room again, which has not answered. */
  record Again<P>() implements FeedMessage<P> {}

  /** Time to look after admissions that have not been answered. */
  record Tick<P>() implements FeedMessage<P> {}

  /** Nobody came since the last one left. */
  record LingerOver<P>() implements FeedMessage<P> {}

  /** The feed is out of the books and ends. */
  record Stop<P>() implements FeedMessage<P> {}
}
