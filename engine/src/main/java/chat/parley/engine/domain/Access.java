package chat.parley.engine.domain;

import chat.parley.engine.domain.RoomReply.Rejected;
import java.util.Optional;

/** Who may see and do anything at all in a room. */
final class Access {

  private Access() {}

  /** The same answer for a room that is not there as for somebody else's; ADMINs may know. */
  static Rejected noRoom(Caller caller) {
    return caller.isAdmin() ? Rejected.of(ErrorCode.NOT_FOUND, "no such room") : notAMember();
  }

  static Rejected notAMember() {
    return Rejected.of(ErrorCode.FORBIDDEN, "not a member of this room");
  }

  static Optional<Rejected> toRead(RoomState state, Caller caller) {
    if (!state.exists()) {
      return Optional.of(noRoom(caller));
    }
    return caller.isAdmin() || state.member(caller.userId()) != null
        ? Optional.empty()
        : Optional.of(notAMember());
  }

  /** Whether the caller may manage members and the room: OWNER, MODERATOR or ADMIN. */
  static boolean manages(RoomState state, Caller caller) {
    Member me = state.member(caller.userId());
    return caller.isAdmin() || (me != null && me.role().manages());
  }

  static boolean owns(RoomState state, Caller caller) {
    Member me = state.member(caller.userId());
    return caller.isAdmin() || (me != null && me.role() == MemberRole.OWNER);
  }
}
