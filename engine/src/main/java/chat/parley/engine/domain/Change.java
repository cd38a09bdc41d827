package chat.parley.engine.domain;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** A durable visible change as readers are told of it: its rev, and its subject as it is now. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Change.OfMessage.class, name = "message"),
  @JsonSubTypes.Type(value = Change.OfMember.class, name = "member"),
  @JsonSubTypes.Type(value = Change.OfRoom.class, name = "room")
})
public sealed interface Change {

  long rev();

  Kind kind();

  /** An upper bound of its size on the wire, in bytes. */
  int weight();

  /** A message was posted, edited, deleted, moderated, or its reactions changed. */
  record OfMessage(long rev, Kind kind, Message message) implements Change {
    @Override
    public int weight() {
      return 80 + message.weight();
    }
  }

  /** A member joined, left or changed; after leaving, the member as it was last. */
  record OfMember(long rev, Kind kind, Member member) implements Change {
    @Override
    public int weight() {
      return 320;
    }
  }

  /** Name, policy, closed or archived changed. */
  record OfRoom(long rev, Kind kind, RoomInfo room) implements Change {
    @Override
    public int weight() {
      return 600;
    }
  }

  /** The kinds of the protocol's {@code event} frame. */
  enum Kind {
    MESSAGE_POSTED("message.posted"),
    MESSAGE_EDITED("message.edited"),
    MESSAGE_DELETED("message.deleted"),
    MESSAGE_MODERATED("message.moderated"),
    REACTION_ADDED("reaction.added"),
    REACTION_REMOVED("reaction.removed"),
    MEMBER_JOINED("member.joined"),
    MEMBER_LEFT("member.left"),
    MEMBER_CHANGED("member.changed"),
    ROOM_CHANGED("room.changed"),
    STREAM_STARTED("stream.started"),
    STREAM_ENDED("stream.ended");

    private final String wire;

    Kind(String wire) {
      this.wire = wire;
    }

    public String wire() {
      return wire;
    }
  }
}
