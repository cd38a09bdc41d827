package chat.parley.engine.domain;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A member's own place in the room: read and delivered markers, mute. */
final class MarkerRules {

  private MarkerRules() {}

  static Decision move(RoomState state, RoomCommand.MoveMarker command, Instant at) {
    Room.MarkersDecision decision = moveAll(state, List.of(command), at);
    RoomReply reply = decision.replies().get(0);
    if (reply instanceof RoomReply.Rejected why) {
      return new Decision.Refused(why);
    }
    return decision
        .event()
        .map(event -> Decisions.silent(event, reply))
        .orElseGet(() -> Decisions.nothing(reply));
  }

  static Room.MarkersDecision moveAll(
      RoomState state, List<RoomCommand.MoveMarker> commands, Instant now) {
    Map<String, RoomEvent.Marker> moved = new LinkedHashMap<>();
    for (RoomCommand.MoveMarker command : commands) {
      Member member = state.member(command.by().userId());
      if (member != null && complaint(command) == null) {
        RoomEvent.Marker target = target(state, member, moved.get(member.userId()), command);
        if (target.readSeq() > member.readSeq() || target.deliveredSeq() > member.deliveredSeq()) {
          moved.put(member.userId(), target);
        }
      }
    }
    Instant at = state.notBefore(now);
    Optional<RoomEvent.MarkersMoved> event =
        moved.isEmpty()
            ? Optional.empty()
            : Optional.of(new RoomEvent.MarkersMoved(List.copyOf(moved.values()), at));
    RoomState next = event.map(e -> state.after(e)).orElse(state);
    List<RoomReply> replies = new ArrayList<>(commands.size());
    for (RoomCommand.MoveMarker command : commands) {
      replies.add(reply(next, command));
    }
    return new Room.MarkersDecision(event, replies);
  }

  private static RoomReply reply(RoomState state, RoomCommand.MoveMarker command) {
    Member member = state.exists() ? state.member(command.by().userId()) : null;
    if (member == null) {
      return state.exists() ? Access.notAMember() : Access.noRoom(command.by());
    }
    String complaint = complaint(command);
    if (complaint != null) {
      return RoomReply.Rejected.of(ErrorCode.BAD_REQUEST, complaint);
    }
    return new RoomReply.MarkersAre(
        member.readSeq(), member.deliveredSeq(), state.unread(member), state.mentioned(member));
  }

  private static String complaint(RoomCommand.MoveMarker command) {
    boolean negative =
        (command.readSeq() != null && command.readSeq() < 0)
            || (command.deliveredSeq() != null && command.deliveredSeq() < 0);
    return negative ? "seq must not be negative" : null;
  }

  /** Never back, never beyond the newest message; what is read was delivered. */
  private static RoomEvent.Marker target(
      RoomState state, Member member, RoomEvent.Marker so, RoomCommand.MoveMarker command) {
    long read = so == null ? member.readSeq() : so.readSeq();
    long delivered = so == null ? member.deliveredSeq() : so.deliveredSeq();
    if (command.readSeq() != null) {
      read = Math.max(read, Math.min(command.readSeq(), state.lastSeq));
    }
    if (command.deliveredSeq() != null) {
      delivered = Math.max(delivered, Math.min(command.deliveredSeq(), state.lastSeq));
    }
    return new RoomEvent.Marker(member.userId(), read, Math.max(read, delivered));
  }

  static Decision mute(RoomState state, RoomCommand.SetMute command, Instant at) {
    Member member = state.member(command.by().userId());
    if (member == null) {
      return Decisions.refuse(Access.notAMember());
    }
    RoomReply done = new RoomReply.Done(state.rev);
    return member.muted() == command.muted()
        ? Decisions.nothing(done)
        : Decisions.silent(new RoomEvent.MuteChanged(member.userId(), command.muted(), at), done);
  }
}
