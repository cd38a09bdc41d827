package chat.parley.engine.domain;

import java.time.Instant;
import java.util.List;

/**
 * A message as it is now: edits, deletion and reactions are folded in.
 *
 * @param id time-ordered id made by the room, see {@link MessageIds}
 * @param seq 1, 2, 3 … within its room
 * @param senderAvatarUrl null where the sender had none
 * @param content empty once deleted
 * @param clientMessageId null where the sender chose none
 * @param replyTo id of the message that this one answers, or null
 * @param editedAt null until edited
 * @param deletedAt null until deleted
 */
public record Message(
    String id,
    long seq,
    String senderId,
    String senderName,
    String senderAvatarUrl,
    String content,
    ContentType contentType,
    ModerationStatus moderationStatus,
    Instant createdAt,
    String clientMessageId,
    String replyTo,
    List<String> mentions,
    List<Reaction> reactions,
    Instant editedAt,
    Instant deletedAt) {

  public Message {
    mentions = mentions == null ? List.of() : List.copyOf(mentions);
    reactions = reactions == null ? List.of() : List.copyOf(reactions);
  }

  /** All users who reacted with one key, in the order in which they did. */
  public record Reaction(String key, List<String> userIds) {
    public Reaction {
      userIds = List.copyOf(userIds);
    }
  }

  public boolean isDeleted() {
    return deletedAt != null;
  }

  /** Whether it can count as unread: not deleted, not SYSTEM, visible to others. */
  public boolean counts() {
    return deletedAt == null && contentType != ContentType.SYSTEM && isPublic();
  }

  /** Whether readers other than the sender may see its content. */
  public boolean isPublic() {
    return moderationStatus == ModerationStatus.APPROVED
        || moderationStatus == ModerationStatus.FLAGGED;
  }

  /** What a given reader sees: of somebody's PENDING or REJECTED message only the place. */
  public Message seenBy(String userId) {
    return isPublic() || senderId.equals(userId) ? this : withContent("");
  }

  Message withContent(String newContent) {
    return copy(newContent, mentions, reactions, editedAt, deletedAt);
  }

  public Message edited(String newContent, List<String> newMentions, Instant at) {
    return copy(newContent, newMentions, reactions, at, deletedAt);
  }

  public Message deleted(Instant at) {
    return copy("", List.of(), List.of(), editedAt, at);
  }

  public Message withReactions(List<Reaction> newReactions) {
    return copy(content, mentions, newReactions, editedAt, deletedAt);
  }

  private Message copy(
      String content,
      List<String> mentions,
      List<Reaction> reactions,
      Instant editedAt,
      Instant deletedAt) {
    return new Message(
        id,
        seq,
        senderId,
        senderName,
        senderAvatarUrl,
        content,
        contentType,
        moderationStatus,
        createdAt,
        clientMessageId,
        replyTo,
        mentions,
        reactions,
        editedAt,
        deletedAt);
  }

  /** Its size on the wire in bytes, estimated from above but for rare control characters. */
  public int weight() {
    int avatar = senderAvatarUrl == null ? 0 : senderAvatarUrl.length();
    int weight = 400 + 3 * (content.length() + senderName.length()) + avatar + 70 * mentions.size();
    for (Reaction reaction : reactions) {
      weight += 40 + 70 * Math.min(reaction.userIds().size(), Limits.REACTION_USERS_SHOWN);
    }
    return weight;
  }
}
