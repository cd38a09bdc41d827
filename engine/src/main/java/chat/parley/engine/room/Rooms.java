package chat.parley.engine.room;

import chat.parley.engine.domain.Caller;
import chat.parley.engine.domain.PageRequest;
import chat.parley.engine.domain.RoomAnswer;
import chat.parley.engine.domain.RoomCommand;
import chat.parley.engine.domain.RoomKey;
import chat.parley.engine.domain.RoomQuery;
import chat.parley.engine.domain.RoomReply;
import java.util.concurrent.CompletionStage;

/**
 * The one door to the rooms: hides sharding, asking, repeating and time-outs. No stage ever fails;
 * what went wrong is a {@link RoomReply.Rejected}.
 */
public interface Rooms {

  /**
   * Runs a command in its room and answers after its events are durable. A Post is checked against
   * the sender's allowance first. {@link chat.parley.engine.domain.ErrorCode#UNAVAILABLE} means
   * that the outcome is unknown.
   */
  CompletionStage<RoomReply> execute(RoomKey room, RoomCommand command);

  /** Asks the room's memory. */
  CompletionStage<RoomAnswer> ask(RoomKey room, RoomQuery query);

  /**
   * A page of messages out of the window or, where it reaches further back, out of the history;
   * answers {@link RoomAnswer.Page} or {@link RoomReply.Rejected}.
   */
  CompletionStage<RoomAnswer> messages(RoomKey room, Caller by, PageRequest page, long minRev);

  /** Tells the room that somebody types; no answer. */
  void typing(RoomKey room, Caller by, boolean on);
}
