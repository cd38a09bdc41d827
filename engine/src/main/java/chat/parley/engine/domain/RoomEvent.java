package chat.parley.engine.domain;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Instant;
import java.util.List;

/**
 * A fact of a room, as the journal keeps it for ever. The names and fields are a format: add, never
 * rename or remove; golden files hold every version.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonSubTypes({
  @JsonSubTypes.Type(value = RoomEvent.RoomCreated.class, name = "room.created"),
  @JsonSubTypes.Type(value = RoomEvent.RoomChanged.class, name = "room.changed"),
  @JsonSubTypes.Type(value = RoomEvent.MemberJoined.class, name = "member.joined"),
  @JsonSubTypes.Type(value = RoomEvent.MemberLeft.class, name = "member.left"),
  @JsonSubTypes.Type(value = RoomEvent.MemberChanged.class, name = "member.changed"),
  @JsonSubTypes.Type(value = RoomEvent.MessagePosted.class, name = "message.posted"),
  @JsonSubTypes.Type(value = RoomEvent.MessageEdited.class, name = "message.edited"),
  @JsonSubTypes.Type(value = RoomEvent.MessageDeleted.class, name = "message.deleted"),
  @JsonSubTypes.Type(value = RoomEvent.ReactionAdded.class, name = "reaction.added"),
  @JsonSubTypes.Type(value = RoomEvent.ReactionRemoved.class, name = "reaction.removed"),
  @JsonSubTypes.Type(value = RoomEvent.MarkersMoved.class, name = "markers.moved"),
  @JsonSubTypes.Type(value = RoomEvent.MuteChanged.class, name = "mute.changed"),
  @JsonSubTypes.Type(value = RoomEvent.ImportAdvanced.class, name = "import.advanced")
})
public sealed interface RoomEvent {

  /** When it was decided (imported messages: when they were said). */
  Instant at();

  /** A durable visible change: carries the next {@code rev} of its room. */
  sealed interface Visible extends RoomEvent {
    long rev();
  }

  /** A change of one message, which lies at {@code seq}. */
  sealed interface OfMessage extends Visible {
    String messageId();

    long seq();
  }

  /** The room came to be, with its first members. Has no rev: it is what rev 0 looks like. */
  record RoomCreated(
      RoomKind kind,
      String name,
      String externalRef,
      Policy policy,
      String by,
      List<FirstMember> members,
      Instant at)
      implements RoomEvent {
    public RoomCreated {
      members = members == null ? List.of() : List.copyOf(members);
    }
  }

  /** A member of the first hour. */
  record FirstMember(String userId, MemberRole role) {}

  /** Name, policy, closed or archived are now these; always all four. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record RoomChanged(
      long rev, String name, Policy policy, boolean closed, boolean archived, String by, Instant at)
      implements Visible {}

  /** A user became a member; everything up to {@code readSeq} counts as read. */
  record MemberJoined(long rev, String userId, MemberRole role, long readSeq, String by, Instant at)
      implements Visible {}

  /** A member left ({@code by} is the member) or was removed. */
  record MemberLeft(long rev, String userId, String by, Instant at) implements Visible {}

  /** Role and silence are now these. */
  record MemberChanged(
      long rev, String userId, MemberRole role, Instant silencedUntil, String by, Instant at)
      implements Visible {}

  /**
   * A message was posted; the sender's own markers move to it.
   *
   * @param fingerprint of what was sent, to tell a repeated send from another one, see {@link
   *     Fingerprints}
   * @param origin where an imported message comes from; null for a live one
   */
  record MessagePosted(
      long rev,
      long seq,
      String messageId,
      String senderId,
      String senderName,
      String senderAvatarUrl,
      String content,
      ContentType contentType,
      String clientMessageId,
      long fingerprint,
      String replyTo,
      List<String> mentions,
      Origin origin,
      Instant at)
      implements OfMessage {
    public MessagePosted {
      mentions = mentions == null ? List.of() : List.copyOf(mentions);
    }

    /** The message as it looks right after this event. */
    public Message message() {
      return new Message(
          messageId,
          seq,
          senderId,
          senderName,
          senderAvatarUrl,
          content,
          contentType,
          ModerationStatus.APPROVED,
          at,
          clientMessageId,
          replyTo,
          mentions,
          List.of(),
          null,
          null);
    }
  }

  /** An imported message's place in its source. */
  record Origin(String source, long position) {}

  /** The sender gave it another content; {@code mentions} are those of the new content. */
  record MessageEdited(
      long rev, long seq, String messageId, String content, List<String> mentions, Instant at)
      implements OfMessage {
    public MessageEdited {
      mentions = mentions == null ? List.of() : List.copyOf(mentions);
    }
  }

  /** The content was taken away. */
  record MessageDeleted(long rev, long seq, String messageId, String by, Instant at)
      implements OfMessage {}

  /** A user reacted. */
  record ReactionAdded(long rev, long seq, String messageId, String userId, String key, Instant at)
      implements OfMessage {}

  /** A user took a reaction back. */
  record ReactionRemoved(
      long rev, long seq, String messageId, String userId, String key, Instant at)
      implements OfMessage {}

  /** Markers of several members went forward; durable, without a rev. */
  record MarkersMoved(List<Marker> markers, Instant at) implements RoomEvent {
    public MarkersMoved {
      markers = markers == null ? List.of() : List.copyOf(markers);
    }
  }

  /** Where a member's two markers are now. */
  @JsonInclude(JsonInclude.Include.ALWAYS)
  record Marker(String userId, long readSeq, long deliveredSeq) {}

  /** A member's own wish about notifications of this room; without a rev. */
  @JsonInclude(JsonInclude.Include.ALWAYS)
  record MuteChanged(String userId, boolean muted, Instant at) implements RoomEvent {}

  /** An import of this source has been taken over up to {@code position}; without a rev. */
  record ImportAdvanced(String source, long position, Instant at) implements RoomEvent {}
}
