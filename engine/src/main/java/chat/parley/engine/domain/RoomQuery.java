package chat.parley.engine.domain;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** A question that a room answers from memory. {@code minRev}: the least rev the answer shows. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = RoomQuery.Describe.class, name = "describe"),
  @JsonSubTypes.Type(value = RoomQuery.Members.class, name = "members"),
  @JsonSubTypes.Type(value = RoomQuery.Messages.class, name = "messages"),
  @JsonSubTypes.Type(value = RoomQuery.Meta.class, name = "meta")
})
public sealed interface RoomQuery {

  Caller by();

  long minRev();

  /** The room and its first {@link Limits#MEMBERS_SHOWN} members. */
  record Describe(Caller by, long minRev) implements RoomQuery {}

  /** Members in the order of their ids, after {@code cursor} (a user id, or null). */
  record Members(Caller by, int limit, String cursor) implements RoomQuery {
    @Override
    public long minRev() {
      return 0;
    }
  }

  /** A page of messages. */
  record Messages(Caller by, PageRequest page, long minRev) implements RoomQuery {}

  /** What a client polls when it has no socket. */
  record Meta(Caller by, long minRev) implements RoomQuery {}
}
