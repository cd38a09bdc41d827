package chat.parley.engine.domain;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Instant;
import java.util.List;

/** One line of an imported history. {@code position} grows strictly within a source. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = ImportItem.Said.class, name = "said"),
  @JsonSubTypes.Type(value = ImportItem.Joined.class, name = "joined"),
  @JsonSubTypes.Type(value = ImportItem.Left.class, name = "left")
})
public sealed interface ImportItem {

  long position();

  Instant at();

  /** Who it is about. */
  String userId();

  /** What is wrong with the item by itself, or null. */
  default String complaint() {
    if (position() < 0) {
      return "position must not be negative";
    }
    if (at() == null) {
      return "at is missing";
    }
    return Ids.isValid(userId()) ? null : "userId must be a user id";
  }

  /**
   * A message.
   *
   * @param replyToPosition position (in the same source) of the message it answers, or null
   */
  record Said(
      long position,
      Instant at,
      String userId,
      String name,
      String avatarUrl,
      String content,
      ContentType contentType,
      Long replyToPosition,
      List<String> mentions)
      implements ImportItem {
    public Said {
      mentions = mentions == null ? List.of() : List.copyOf(mentions);
    }

    @Override
    public String complaint() {
      String general = ImportItem.super.complaint();
      if (general != null) {
        return general;
      }
      if (Texts.isTooLong(content)) {
        return "content is longer than " + Limits.CONTENT + " characters";
      }
      if (mentions.size() > Limits.MENTIONS || !mentions.stream().allMatch(Ids::isValid)) {
        return "mentions must be at most " + Limits.MENTIONS + " user ids";
      }
      String wrongName = Texts.lineComplaint("name", name, Limits.NAME);
      return wrongName == null ? Texts.contentComplaint(content) : wrongName;
    }
  }

  /** A member joins. {@code role} null: MEMBER. */
  record Joined(long position, Instant at, String userId, MemberRole role) implements ImportItem {}

  /** A member leaves. */
  record Left(long position, Instant at, String userId) implements ImportItem {}
}
