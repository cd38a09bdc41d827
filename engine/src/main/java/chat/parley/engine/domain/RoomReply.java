package chat.parley.engine.domain;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;

/** A room's answer to a command. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = RoomReply.Rejected.class, name = "rejected"),
  @JsonSubTypes.Type(value = RoomReply.RoomIs.class, name = "room"),
  @JsonSubTypes.Type(value = RoomReply.Posted.class, name = "posted"),
  @JsonSubTypes.Type(value = RoomReply.MessageIs.class, name = "message"),
  @JsonSubTypes.Type(value = RoomReply.MemberIs.class, name = "member"),
  @JsonSubTypes.Type(value = RoomReply.MarkersAre.class, name = "markers"),
  @JsonSubTypes.Type(value = RoomReply.Imported.class, name = "imported"),
  @JsonSubTypes.Type(value = RoomReply.Done.class, name = "done")
})
public sealed interface RoomReply {

  /**
   * Nothing was done (but see UNAVAILABLE, OVERLOADED and INTERNAL: the outcome is unknown).
   *
   * @param retryAfterMs milliseconds after which it may succeed, 0 where waiting does not help
   */
  record Rejected(ErrorCode code, String detail, long retryAfterMs)
      implements RoomReply, RoomAnswer {
    public static Rejected of(ErrorCode code, String detail) {
      return new Rejected(code, detail, 0);
    }
  }

  /** To Create, Change and Archive. {@code created}: it came to be by this very command. */
  record RoomIs(RoomInfo room, List<Member> firstMembers, boolean created) implements RoomReply {
    public RoomIs {
      firstMembers = List.copyOf(firstMembers);
    }
  }

  /** To Post. {@code rev} is that of the posting, also for a duplicate. */
  record Posted(Message message, long rev, boolean duplicate) implements RoomReply {}

  /** To Edit, Delete and React. {@code rev} is the room's after it. */
  record MessageIs(Message message, long rev) implements RoomReply {}

  /** To PutMember. {@code joined}: was no member before. */
  record MemberIs(Member member, long rev, boolean joined) implements RoomReply {}

  /** To MoveMarker: where the caller's markers are now. */
  record MarkersAre(long readSeq, long deliveredSeq, long unreadCount, long mentionCount)
      implements RoomReply {}

  /**
   * To Import.
   *
   * @param position the source's position in this room now
   * @param messages messages taken over by this command
   * @param memberships joins and leaves taken over by this command
   * @param skipped items that were there already or changed nothing
   * @param repliesLost messages whose answered message lay too far back to be found
   */
  record Imported(
      long position, int messages, int memberships, int skipped, int repliesLost, long lastSeq)
      implements RoomReply {}

  /** To RemoveMember and SetMute. */
  record Done(long rev) implements RoomReply {}
}
