package chat.parley.engine.domain;

import static chat.parley.engine.domain.Decisions.refuse;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;

/** Who is a member, and as what. */
final class MemberRules {

  private MemberRules() {}

  static Decision put(RoomState state, RoomCommand.PutMember command, Instant at) {
    if (Access.toRead(state, command.by()).isPresent()) {
      return refuse(Access.notAMember());
    }
    if (!Ids.isValid(command.userId())) {
      return refuse(ErrorCode.BAD_REQUEST, "not a user id");
    }
    if (!Access.manages(state, command.by())) {
      return refuse(ErrorCode.FORBIDDEN, "only OWNER and MODERATOR manage members");
    }
    Member member = state.member(command.userId());
    boolean touchesOwner =
        command.role() == MemberRole.OWNER || (member != null && member.role() == MemberRole.OWNER);
    if (touchesOwner && !Access.owns(state, command.by())) {
      return refuse(ErrorCode.FORBIDDEN, "only an OWNER makes or changes an OWNER");
    }
    if (state.archived) {
      return refuse(ErrorCode.ROOM_CLOSED, "the room is archived");
    }
    return member == null ? join(state, command, at) : change(state, command, member, at);
  }

  private static Decision join(RoomState state, RoomCommand.PutMember command, Instant at) {
    if (state.kind == RoomKind.DIRECT) {
      return refuse(ErrorCode.CONFLICT, "a DIRECT room has no third member");
    }
    if (state.members.size() >= Limits.MEMBERS) {
      return refuse(ErrorCode.CONFLICT, "the room has " + Limits.MEMBERS + " members already");
    }
    MemberRole role = command.role() == null ? MemberRole.MEMBER : command.role();
    RoomEvent.MemberJoined joined =
        new RoomEvent.MemberJoined(
            state.rev + 1, command.userId(), role, state.lastSeq, command.by().userId(), at);
    RoomState next = state.after(joined);
    Member member = next.member(command.userId());
    Change change = new Change.OfMember(joined.rev(), Change.Kind.MEMBER_JOINED, member);
    if (silence(command, null, at) == null) {
      return Decisions.visible(joined, change, new RoomReply.MemberIs(member, next.rev, true));
    }
    Decision.Accepted silenced = (Decision.Accepted) change(next, command, member, at);
    RoomReply.MemberIs reply = (RoomReply.MemberIs) silenced.reply();
    return new Decision.Accepted(
        List.of(joined, silenced.events().get(0)),
        List.of(change, silenced.changes().get(0)),
        new RoomReply.MemberIs(reply.member(), reply.rev(), true));
  }

  private static Decision change(
      RoomState state, RoomCommand.PutMember command, Member member, Instant at) {
    MemberRole role = command.role() == null ? member.role() : command.role();
    Instant silencedUntil = silence(command, member, at);
    if (role == member.role() && Objects.equals(silencedUntil, member.silencedUntil())) {
      return Decisions.nothing(new RoomReply.MemberIs(member, state.rev, false));
    }
    RoomEvent.MemberChanged event =
        new RoomEvent.MemberChanged(
            state.rev + 1, member.userId(), role, silencedUntil, command.by().userId(), at);
    Member changed = state.after(event).member(member.userId());
    return Decisions.visible(
        event,
        new Change.OfMember(event.rev(), Change.Kind.MEMBER_CHANGED, changed),
        new RoomReply.MemberIs(changed, event.rev(), false));
  }

  /** A time that has passed already silences nobody. */
  private static Instant silence(RoomCommand.PutMember command, Member member, Instant at) {
    if (!command.silence()) {
      return member == null ? null : member.silencedUntil();
    }
    Instant until = command.silencedUntil();
    return until == null || !until.isAfter(at) ? null : until.truncatedTo(ChronoUnit.MILLIS);
  }

  static Decision remove(RoomState state, RoomCommand.RemoveMember command, Instant at) {
    if (Access.toRead(state, command.by()).isPresent()) {
      return refuse(Access.notAMember());
    }
    boolean self = command.userId().equals(command.by().userId());
    if (!self && !Access.manages(state, command.by())) {
      return refuse(ErrorCode.FORBIDDEN, "only OWNER and MODERATOR manage members");
    }
    Member member = state.member(command.userId());
    if (member == null) {
      return Decisions.nothing(new RoomReply.Done(state.rev));
    }
    if (!self && member.role() == MemberRole.OWNER && !Access.owns(state, command.by())) {
      return refuse(ErrorCode.FORBIDDEN, "only an OWNER removes an OWNER");
    }
    RoomEvent.MemberLeft event =
        new RoomEvent.MemberLeft(state.rev + 1, command.userId(), command.by().userId(), at);
    return Decisions.visible(
        event,
        new Change.OfMember(event.rev(), Change.Kind.MEMBER_LEFT, member),
        new RoomReply.Done(event.rev()));
  }
}
