package chat.parley.engine.room;

import akka.actor.typed.ActorRef;
import chat.parley.engine.domain.Change;
import chat.parley.engine.domain.Decision;
import chat.parley.engine.domain.Loaded;
import chat.parley.engine.domain.Room;
import chat.parley.engine.domain.RoomCommand;
import chat.parley.engine.domain.RoomReply;
import java.time.Instant;
import java.util.List;

/** What the front and its journal say to each other; never leaves the node. */
final class JournalMessage {

  private JournalMessage() {}

  /** Decide these in order and make what they lead to durable in one write. */
  record Batch(List<Item> items, Instant now, ActorRef<RoomMessage> replyTo) {}

  /** One thing to decide. */
  sealed interface Item {}

  /** One command with what was looked up for it. */
  record One(RoomCommand command, Loaded loaded) implements Item {}

  /** Marker moves that were gathered. */
  record Markers(List<RoomCommand.MoveMarker> commands) implements Item {}

  /** What became of an item. */
  sealed interface Outcome {}

  /** Answer this, a reply for each command of the item; the changes are durable. */
  record Answered(List<RoomReply> replies, List<Change> changes) implements Outcome {}

  /** The room has to see this first. */
  record Undecided(Decision.Needs needs) implements Outcome {}

  /** The journal is ready to write. */
  record Recovered(Room room) implements RoomMessage {}

  /** A batch is durable; {@code outcomes} stand in the order of its items. */
  record Committed(Room room, List<Outcome> outcomes) implements RoomMessage {}

  /** The journal has stopped: a write or the recovery failed. */
  record Gone() implements RoomMessage {}
}
