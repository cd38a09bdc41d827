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
  }

  /** A member joins. {@code role} null: MEMBER. */
  record Joined(long position, Instant at, String userId, MemberRole role)
      implements ImportItem {}

  /** A member leaves. */
  record Left(long position, Instant at, String userId) implements ImportItem {}
}
