package chat.parley.engine.domain;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Instant;
import java.util.List;

/** A room's answer to a {@link RoomQuery}. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = RoomReply.Rejected.class, name = "rejected"),
  @JsonSubTypes.Type(value = RoomAnswer.Description.class, name = "description"),
  @JsonSubTypes.Type(value = RoomAnswer.MembersPage.class, name = "members"),
  @JsonSubTypes.Type(value = RoomAnswer.Page.class, name = "page"),
  @JsonSubTypes.Type(value = RoomAnswer.BeyondWindow.class, name = "beyond"),
  @JsonSubTypes.Type(value = RoomAnswer.MetaIs.class, name = "meta")
})
public sealed interface RoomAnswer
    permits RoomReply.Rejected,
        RoomAnswer.Description,
        RoomAnswer.MembersPage,
        RoomAnswer.Page,
        RoomAnswer.BeyondWindow,
        RoomAnswer.MetaIs {

  /** To Describe. The counts and {@code me} are the caller's; {@code me} null for an ADMIN. */
  record Description(
      RoomInfo room, List<Member> members, Member me, long unreadCount, long mentionCount)
      implements RoomAnswer {
    public Description {
      members = List.copyOf(members);
    }
  }

  /** To Members. {@code nextCursor} null: there are no more. */
  record MembersPage(List<Member> members, String nextCursor) implements RoomAnswer {
    public MembersPage {
      members = List.copyOf(members);
    }
  }

  /** To Messages, where the window has the whole page. */
  record Page(MessagePage page) implements RoomAnswer {}

  /** To Messages, where the page reaches beyond the window: the caller may read the history. */
  record BeyondWindow(long lastSeq, long rev) implements RoomAnswer {}

  /** To Meta. {@code onlineCount}: members with a live subscription. */
  record MetaIs(
      long lastSeq,
      long rev,
      Instant lastMessageAt,
      int memberCount,
      int onlineCount,
      long unreadCount)
      implements RoomAnswer {}
}
