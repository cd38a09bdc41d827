package chat.parley.engine.domain;

import static chat.parley.engine.domain.Decisions.refuse;

import java.time.Instant;
import java.util.Optional;

/** Why a message may not be written: first its form, then who writes it, where and when. */
final class PostChecks {

  private PostChecks() {}

  /** What is wrong with it whoever sends it. */
  static Optional<Decision> malformed(RoomCommand.Post command) {
    Optional<Decision> content = content(command.content());
    if (content.isPresent()) {
      return content;
    }
    if (command.clientMessageId() != null) {
      String complaint =
          Texts.lineComplaint(
              "clientMessageId", command.clientMessageId(), Limits.CLIENT_MESSAGE_ID);
      if (complaint != null) {
        return Optional.of(refuse(ErrorCode.BAD_REQUEST, complaint));
      }
    }
    if (command.mentions().size() > Limits.MENTIONS) {
      return Optional.of(refuse(ErrorCode.BAD_REQUEST, "at most " + Limits.MENTIONS + " mentions"));
    }
    if (!command.mentions().stream().allMatch(Ids::isValid)) {
      return Optional.of(refuse(ErrorCode.BAD_REQUEST, "mentions must be user ids"));
    }
    return Optional.empty();
  }

  private static Optional<Decision> content(String content) {
    if (Texts.isTooLong(content)) {
      return Optional.of(
          refuse(ErrorCode.TOO_LARGE, "content is longer than " + Limits.CONTENT + " characters"));
    }
    String complaint = Texts.contentComplaint(content);
    return complaint == null
        ? Optional.empty()
        : Optional.of(refuse(ErrorCode.BAD_REQUEST, complaint));
  }

  /** Why this member may not post here now. */
  static Optional<Decision> forbidden(
      RoomState state, RoomCommand.Post command, Member sender, Instant at) {
    Optional<Decision> writing = writing(state, sender, at);
    if (writing.isPresent()) {
      return writing;
    }
    if (!state.policy.posting().allows(sender.role())) {
      return Optional.of(refuse(ErrorCode.FORBIDDEN, "your role may not post in this room"));
    }
    if (command.contentType() == ContentType.SYSTEM && command.by().role() == Caller.Role.USER) {
      return Optional.of(refuse(ErrorCode.FORBIDDEN, "SYSTEM messages come from ADMIN and BOT"));
    }
    Long quota = state.policy.quota();
    if (quota != null && sender.posted() >= quota) {
      return Optional.of(
          refuse(
              ErrorCode.QUOTA_EXCEEDED,
              "the room's quota of " + quota + " messages a member is used up"));
    }
    return Optional.empty();
  }

  private static Optional<Decision> writing(RoomState state, Member member, Instant at) {
    if (state.closed || state.archived) {
      return Optional.of(refuse(ErrorCode.ROOM_CLOSED, "the room is closed"));
    }
    if (member.role() == MemberRole.READER) {
      return Optional.of(refuse(ErrorCode.FORBIDDEN, "a READER only reads"));
    }
    if (member.isSilenced(at)) {
      return Optional.of(
          refuse(
              new RoomReply.Rejected(
                  ErrorCode.SILENCED,
                  "silenced until " + member.silencedUntil(),
                  member.silencedUntil().toEpochMilli() - at.toEpochMilli())));
    }
    return Optional.empty();
  }

  static Optional<Decision> edit(
      RoomState state, RoomCommand.Edit command, Message message, Instant at) {
    Member sender = state.member(command.by().userId());
    if (sender == null) {
      return Optional.of(refuse(Access.notAMember()));
    }
    Optional<Decision> refusal = content(command.content());
    if (refusal.isEmpty()) {
      refusal = writing(state, sender, at);
    }
    return refusal.isEmpty() && message.isDeleted()
        ? Optional.of(refuse(ErrorCode.CONFLICT, "the message is deleted"))
        : refusal;
  }

  static Optional<Decision> react(RoomState state, RoomCommand.React command, Message message) {
    Member member = state.member(command.by().userId());
    if (member == null) {
      return Optional.of(refuse(Access.notAMember()));
    }
    String complaint = Texts.lineComplaint("key", command.key(), Limits.REACTION_KEY);
    if (complaint != null) {
      return Optional.of(refuse(ErrorCode.BAD_REQUEST, complaint));
    }
    if (state.closed || state.archived) {
      return Optional.of(refuse(ErrorCode.ROOM_CLOSED, "the room is closed"));
    }
    if (member.role() == MemberRole.READER) {
      return Optional.of(refuse(ErrorCode.FORBIDDEN, "a READER only reads"));
    }
    if (message.isDeleted()) {
      return Optional.of(refuse(ErrorCode.CONFLICT, "the message is deleted"));
    }
    boolean newKey = message.reactions().stream().noneMatch(r -> r.key().equals(command.key()));
    return command.on() && newKey && message.reactions().size() >= Limits.REACTION_KEYS
        ? Optional.of(
            refuse(
                ErrorCode.CONFLICT,
                "a message has at most " + Limits.REACTION_KEYS + " reaction keys"))
        : Optional.empty();
  }
}
