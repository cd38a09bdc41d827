package chat.parley.engine.room;

import akka.actor.typed.ActorRef;
import chat.parley.engine.domain.Caller;
import chat.parley.engine.domain.RoomAnswer;
import chat.parley.engine.domain.RoomCommand;
import chat.parley.engine.domain.RoomQuery;
import chat.parley.engine.domain.RoomReply;

/** What a room's front is told through sharding. */
public interface RoomMessage extends CborSerializable {

  /**
   * Run a command.
   *
   * @param allowanceLeft false: the sender's allowance is used up, so only a repeated send gets
   *     through, everything else is RATE_LIMITED with {@code retryAfterMs}
   */
  record Execute(
      RoomCommand command, boolean allowanceLeft, long retryAfterMs, ActorRef<RoomReply> replyTo)
      implements RoomMessage {}

  /** Answer a question from memory. */
  record Ask(RoomQuery query, ActorRef<RoomAnswer> replyTo) implements RoomMessage {}

  /**
   * A node's feed subscribes, or renews its subscription (every 5 s). The room answers with {@link
   * RoomPush.Head}; a feed whose rev is behind gets {@link RoomPush.Pushed} with what it lacks, or
   * {@link RoomPush.Lost} where the window does not reach back that far.
   *
   * @param rev the newest rev that the feed has pushed on, -1 for a feed that has none
   * @param online users with a subscribed session at this feed
   */
  record Attach(ActorRef<RoomPush> feed, long rev, int online) implements RoomMessage {}

  /**
   * Admit a session to the feed's stream; answered with {@link RoomPush.Admitted} or {@link
   * RoomPush.Refused}, in order with the pushes to that feed.
   *
   * @param rev the newest rev the client has, -1 for none
   */
  record Admit(ActorRef<RoomPush> feed, String sessionId, Caller caller, long rev)
      implements RoomMessage {}

  /** A feed has no sessions any more. */
  record Detach(ActorRef<RoomPush> feed) implements RoomMessage {}

  /** Somebody types, or stopped. */
  record Typing(Caller by, boolean on) implements RoomMessage {}
}
