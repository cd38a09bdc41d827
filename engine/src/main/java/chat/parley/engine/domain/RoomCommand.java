package chat.parley.engine.domain;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Instant;
import java.util.List;

/** What somebody wants changed in a room. Decided by {@link Room#decide}; knows no actor. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = RoomCommand.Create.class, name = "create"),
  @JsonSubTypes.Type(value = RoomCommand.Change.class, name = "change"),
  @JsonSubTypes.Type(value = RoomCommand.Archive.class, name = "archive"),
  @JsonSubTypes.Type(value = RoomCommand.PutMember.class, name = "put-member"),
  @JsonSubTypes.Type(value = RoomCommand.RemoveMember.class, name = "remove-member"),
  @JsonSubTypes.Type(value = RoomCommand.SetMute.class, name = "set-mute"),
  @JsonSubTypes.Type(value = RoomCommand.Post.class, name = "post"),
  @JsonSubTypes.Type(value = RoomCommand.Edit.class, name = "edit"),
  @JsonSubTypes.Type(value = RoomCommand.Delete.class, name = "delete"),
  @JsonSubTypes.Type(value = RoomCommand.React.class, name = "react"),
  @JsonSubTypes.Type(value = RoomCommand.MoveMarker.class, name = "move-marker"),
  @JsonSubTypes.Type(value = RoomCommand.Import.class, name = "import")
})
public sealed interface RoomCommand {

  /** Who asks. */
  Caller by();

  /**
   * Make the room.
   *
   * @param members users besides the creator (DIRECT: the pair may be listed whole or in part)
   * @param getOrCreate answer with the room that exists (by reference, DIRECT) instead of conflict
   */
  record Create(
      Caller by,
      RoomKind kind,
      String name,
      String externalRef,
      Policy policy,
      List<String> members,
      boolean getOrCreate)
      implements RoomCommand {
    public Create {
      members = List.copyOf(members);
    }
  }

  /** Rename, set the policy, close or open again. A null component stays as it is. */
  record Change(Caller by, String name, Policy policy, Boolean closed) implements RoomCommand {}

  /** Close for ever and take out of lists. */
  record Archive(Caller by) implements RoomCommand {}

  /**
   * Add a member or change one. {@code role} null: MEMBER for a new one, unchanged otherwise.
   *
   * @param silence whether {@code silencedUntil} is to be set (null then lifts the silence)
   */
  record PutMember(
      Caller by, String userId, MemberRole role, boolean silence, Instant silencedUntil)
      implements RoomCommand {}

  /** Remove a member, or leave. */
  record RemoveMember(Caller by, String userId) implements RoomCommand {}

  /** The caller's own notifications for this room. */
  record SetMute(Caller by, boolean muted) implements RoomCommand {}

  /** Post a message. {@code clientMessageId} and {@code replyTo} may be null. */
  record Post(
      Caller by,
      String content,
      ContentType contentType,
      String clientMessageId,
      String replyTo,
      List<String> mentions)
      implements RoomCommand {
    public Post {
      mentions = List.copyOf(mentions);
    }
  }

  /** Give one's own message another content. */
  record Edit(Caller by, String messageId, String content) implements RoomCommand {}

  /** Take a message's content away; its seq stays. */
  record Delete(Caller by, String messageId) implements RoomCommand {}

  /** Add or take back a reaction. */
  record React(Caller by, String messageId, String key, boolean on) implements RoomCommand {}

  /** Move the caller's markers forward. Null: that marker stays; Long.MAX_VALUE: to the newest. */
  record MoveMarker(Caller by, Long readSeq, Long deliveredSeq) implements RoomCommand {}

  /**
   * Take over history with its original times, in the order of {@code items}, by an ADMIN. Each
   * item has a position in its source; items at or below the room's position of that source are
   * skipped, which makes the import repeatable.
   *
   * @param source the source's name, 1 to 256 characters
   */
  record Import(Caller by, String source, List<ImportItem> items) implements RoomCommand {
    public Import {
      items = List.copyOf(items);
    }
  }
}
