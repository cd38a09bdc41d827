package chat.parley.engine.inbox;

import akka.actor.typed.ActorRef;
import chat.parley.engine.room.CborSerializable;
import java.util.List;
import java.util.Set;

/** What a node's {@link InboxDesk} hears. */
sealed interface InboxMessage {

  /**
   * What the views of other rooms took over at another node since the last digest. The only one
   * that travels.
   *
   * @param from the sending actor; another one each time it starts
   * @param number 1, 2, 3 … of that actor
   * @param tookOver what came before may never have been told
   */
  record Digest(
      String from, long number, boolean tookOver, List<RoomNews> rooms, List<NoticeKey> notices)
      implements InboxMessage, CborSerializable {
    public Digest {
      rooms = rooms == null ? List.of() : List.copyOf(rooms);
      notices = notices == null ? List.of() : List.copyOf(notices);
    }
  }

  /** The views hold this now. */
  record Committed(List<RoomNews> rooms, List<NoticeKey> notices) implements InboxMessage {}

  /** This node brings events into the views that another one did before. */
  record TookOver() implements InboxMessage {}

  /** Time to tell the other nodes what has gathered. */
  record SendDue() implements InboxMessage {}

  /** The nodes that want digests, this one among them. */
  record Nodes(Set<ActorRef<InboxMessage>> all) implements InboxMessage {}

  /** A user's first session here began. */
  record Came(InboxUser user) implements InboxMessage {}

  /** A user's last session here ended. */
  record Went(InboxUser user) implements InboxMessage {}

  /** Time to look into the views. */
  record LookDue() implements InboxMessage {}

  /** What the views had. */
  record Looked(InboxViews.Question question, InboxViews.Answer answer, Throwable failure)
      implements InboxMessage {}

  /** Time to look after some users of whom nothing was heard to be wrong. */
  record RepairDue() implements InboxMessage {}
}
