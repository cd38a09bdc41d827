package chat.parley.engine.feed;

import chat.parley.engine.room.RoomPush;

/** What a feed is told; never leaves the node. */
sealed interface FeedMessage {

  /** A session subscribes, having {@code rev} (-1: nothing). */
  record Join(Subscriber<?> subscriber, long rev) implements FeedMessage {}

  /** A session leaves. */
  record Leave(String subscriberId) implements FeedMessage {}

  /** Something is about to happen in the room, or has happened: a dormant feed subscribes. */
  record Wake() implements FeedMessage {}

  /** The room speaks. */
  record FromRoom(RoomPush push) implements FeedMessage {}

  /** The room's actor is gone: it moved, or its node died. */
  record RoomGone() implements FeedMessage {}

  /** Time to renew the subscription at the room. */
  record Renew() implements FeedMessage {}

  /** Time to announce again the sessions that wait to be admitted. */
  record Retry() implements FeedMessage {}

  /** Nobody needs it. */
  record Stop() implements FeedMessage {}
}
