package chat.parley.engine.presence;

import akka.actor.typed.ActorRef;
import chat.parley.engine.domain.Member;
import chat.parley.engine.domain.Presence;
import chat.parley.engine.domain.PresenceStatus;
import chat.parley.engine.domain.RoomKey;
import chat.parley.engine.domain.UserKey;
import chat.parley.engine.room.CborSerializable;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a node's {@link PresenceHub} is told. */
interface HubMessage {

  // By the sessions of the node.

  /** A session has begun. */
  record Enter(Device device) implements HubMessage {}

  /** A session is over. */
  record Leave(Device device) implements HubMessage {}

  /** A session wants to hear of these users, and of no others that it named before. */
  record Watch(Device device, Set<UserKey> wanted, Set<UserKey> allowed) implements HubMessage {}

  /** What a session was shown of those whom it watches from now on. */
  record Shown(Map<UserKey, Presence> presences) implements HubMessage {}

  /** A session reads a room from now on. */
  record Follow(Device device, RoomKey room) implements HubMessage {}

  /** It does not any more. */
  record Unfollow(Device device, RoomKey room) implements HubMessage {}

  /** Somebody joined a small room that is read here, or left it. */
  record PeopleChanged(RoomKey room, long rev) implements HubMessage {}

  // By the hubs of other nodes. Only these travel.

  /**
   * The next words of a hub to another one. They are numbered: who misses one asks for all.
   *
   * @param number of this message, be it only to say that the node lives
   * @param anew everything said before is void; {@code complete}: and this is the last of what
   *     replaces it
   * @param watch users of whom the other one shall tell what it knows, and whatever changes
   * @param unwatch users of whom it need not tell any more
   */
  record Said(
      ActorRef<HubMessage> by,
      long number,
      boolean anew,
      boolean complete,
      List<UserKey> watch,
      List<UserKey> unwatch,
      List<Word> words)
      implements HubMessage, CborSerializable {
    public Said {
      watch = List.copyOf(watch);
      unwatch = List.copyOf(unwatch);
      words = List.copyOf(words);
    }
  }

  /** What a node knows of a user. */
  record Word(UserKey user, PresenceStatus status, Instant lastSeenAt) {}

  /** Something was missed: say everything anew. */
  record Again(ActorRef<HubMessage> by) implements HubMessage, CborSerializable {}

  /** How are these users, as far as you know? */
  record Question(List<UserKey> users, ActorRef<Known> replyTo)
      implements HubMessage, CborSerializable {
    public Question {
      users = List.copyOf(users);
    }
  }

  /** The answer: those of whom something is known. */
  record Known(List<KnownUser> users) implements CborSerializable {
    public Known {
      users = List.copyOf(users);
    }
  }

  /** One of them. */
  record KnownUser(UserKey user, Presence presence) {}

  // By itself.

  /** The hubs of all nodes, this one's among them. */
  record Hubs(Set<ActorRef<HubMessage>> all) implements HubMessage {}

  /** Another hub is gone, with its node. */
  record Gone(ActorRef<HubMessage> hub) implements HubMessage {}

  /** Time to see what has changed on this node, and to tell the others. */
  record Look() implements HubMessage {}

  /** Time to tell the sessions. */
  record Beat() implements HubMessage {}

  /** Who is in a room; nobody where there are too many. {@code retry}: it could not be told now. */
  record Members(RoomKey room, List<Member> members, boolean retry) implements HubMessage {}

  /** When users who are gone were seen last. */
  record Found(Set<UserKey> users, Map<UserKey, Instant> lastSeen) implements HubMessage {}

  /** Who of those that a session wants to hear of shares a room with it by now; null: unknown. */
  record Checked(Device device, Set<UserKey> wanted, Set<UserKey> allowed) implements HubMessage {}

  /** Time to keep when people were seen; {@code done} is called when that is done. */
  record Save(Runnable done) implements HubMessage {}

  /** It was kept, or not. */
  record Saved(Map<UserKey, Instant> times, Throwable failure, Runnable done)
      implements HubMessage {}
}
