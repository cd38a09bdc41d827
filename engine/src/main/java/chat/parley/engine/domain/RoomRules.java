package chat.parley.engine.domain;

import static chat.parley.engine.domain.Decisions.refuse;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** Making a room, changing it, closing it, archiving it. */
final class RoomRules {

  private RoomRules() {}

  static Decision create(RoomState state, RoomCommand.Create command, Instant at) {
    String complaint = complaint(command);
    if (complaint != null) {
      return refuse(ErrorCode.BAD_REQUEST, complaint);
    }
    Set<String> users = firstUsers(command);
    boolean allowed = command.by().isAdmin() || users.contains(command.by().userId());
    if (command.kind() == RoomKind.DIRECT && !isPairOf(state.key, users)) {
      return refuse(ErrorCode.BAD_REQUEST, "a DIRECT room has exactly two members");
    }
    if (!allowed) {
      return refuse(Access.notAMember());
    }
    if (state.exists()) {
      return existing(state, command, users, at);
    }
    List<RoomEvent.FirstMember> members = new ArrayList<>();
    for (String userId : users) {
      members.add(new RoomEvent.FirstMember(userId, firstRole(command, userId)));
    }
    RoomEvent.RoomCreated event =
        new RoomEvent.RoomCreated(
            command.kind(),
            command.name(),
            command.externalRef(),
            command.policy() == null ? Policy.DEFAULT : command.policy(),
            command.by().userId(),
            members,
            at);
    return Decisions.silent(event, describe(state.after(event), true));
  }

  /** A taken id is a conflict, except where the room's id follows from what was asked for. */
  private static Decision existing(
      RoomState state, RoomCommand.Create command, Set<String> users, Instant at) {
    if (!command.getOrCreate()) {
      return refuse(ErrorCode.CONFLICT, "this room id is taken");
    }
    if (command.kind() == RoomKind.DIRECT) {
      return together(state, command, users, at);
    }
    return Access.toRead(state, command.by())
        .map(Decisions::refuse)
        .orElseGet(() -> Decisions.nothing(describe(state, false)));
  }

  /** Opening a DIRECT room again brings back whoever of the pair had left. */
  private static Decision together(
      RoomState state, RoomCommand.Create command, Set<String> users, Instant at) {
    RoomState next = state;
    List<RoomEvent> events = new ArrayList<>();
    List<Change> changes = new ArrayList<>();
    for (String userId : users) {
      if (state.member(userId) == null) {
        RoomEvent.MemberJoined event =
            new RoomEvent.MemberJoined(
                next.rev + 1, userId, MemberRole.MEMBER, next.lastSeq, command.by().userId(), at);
        next = next.after(event);
        events.add(event);
        changes.add(
            new Change.OfMember(event.rev(), Change.Kind.MEMBER_JOINED, next.member(userId)));
      }
    }
    return new Decision.Accepted(events, changes, describe(next, false));
  }

  private static String complaint(RoomCommand.Create command) {
    if (command.name() != null) {
      String complaint = Texts.lineComplaint("name", command.name(), Limits.NAME);
      if (complaint != null) {
        return complaint;
      }
    }
    if (command.externalRef() != null) {
      String complaint =
          Texts.lineComplaint("externalRef", command.externalRef(), Limits.EXTERNAL_REF);
      if (complaint != null) {
        return complaint;
      }
    }
    for (String userId : command.members()) {
      if (!Ids.isValid(userId)) {
        return "members must be user ids";
      }
    }
    if (command.members().size() > Limits.MEMBERS_AT_CREATION) {
      return "at most " + Limits.MEMBERS_AT_CREATION + " members at creation";
    }
    return command.policy() == null ? null : command.policy().complaint();
  }

  /** Who is in it at first. By reference only those who are named: a backend is no member. */
  private static Set<String> firstUsers(RoomCommand.Create command) {
    Set<String> users = new LinkedHashSet<>();
    boolean named =
        command.externalRef() != null
            || (command.kind() == RoomKind.DIRECT && command.members().size() >= 2);
    if (!named) {
      users.add(command.by().userId());
    }
    users.addAll(command.members());
    return users;
  }

  private static MemberRole firstRole(RoomCommand.Create command, String userId) {
    boolean owner = command.kind() == RoomKind.GROUP && userId.equals(command.by().userId());
    return owner ? MemberRole.OWNER : MemberRole.MEMBER;
  }

  private static boolean isPairOf(RoomKey key, Set<String> users) {
    if (users.size() != 2) {
      return false;
    }
    List<String> pair = List.copyOf(users);
    return key.roomId().equals(Ids.roomIdOfPair(pair.get(0), pair.get(1)));
  }

  static Decision change(RoomState state, RoomCommand.Change command, Instant at) {
    if (!Access.manages(state, command.by())) {
      return refuse(
          Access.toRead(state, command.by())
              .orElse(
                  RoomReply.Rejected.of(
                      ErrorCode.FORBIDDEN, "only OWNER and MODERATOR change the room")));
    }
    String complaint =
        command.name() == null ? null : Texts.lineComplaint("name", command.name(), Limits.NAME);
    if (complaint == null && command.policy() != null) {
      complaint = command.policy().complaint();
    }
    if (complaint != null) {
      return refuse(ErrorCode.BAD_REQUEST, complaint);
    }
    if (state.archived) {
      return refuse(ErrorCode.ROOM_CLOSED, "the room is archived");
    }
    String name = command.name() == null ? state.name : command.name();
    Policy policy = command.policy() == null ? state.policy : command.policy();
    boolean closed = command.closed() == null ? state.closed : command.closed();
    return become(state, name, policy, closed, false, command.by(), at);
  }

  static Decision archive(RoomState state, RoomCommand.Archive command, Instant at) {
    if (!Access.owns(state, command.by())) {
      return refuse(
          Access.toRead(state, command.by())
              .orElse(
                  RoomReply.Rejected.of(ErrorCode.FORBIDDEN, "only an OWNER archives the room")));
    }
    return become(state, state.name, state.policy, true, true, command.by(), at);
  }

  private static Decision become(
      RoomState state,
      String name,
      Policy policy,
      boolean closed,
      boolean archived,
      Caller by,
      Instant at) {
    if (Objects.equals(name, state.name)
        && policy.equals(state.policy)
        && closed == state.closed
        && archived == state.archived) {
      return Decisions.nothing(describe(state, false));
    }
    RoomEvent.RoomChanged event =
        new RoomEvent.RoomChanged(state.rev + 1, name, policy, closed, archived, by.userId(), at);
    RoomState next = state.after(event);
    return Decisions.visible(
        event,
        new Change.OfRoom(event.rev(), Change.Kind.ROOM_CHANGED, next.info()),
        describe(next, false));
  }

  private static RoomReply describe(RoomState state, boolean created) {
    return new RoomReply.RoomIs(state.info(), RoomReads.firstMembers(state), created);
  }
}
