package chat.parley.http.rest;

import chat.parley.engine.domain.Caller;
import chat.parley.engine.domain.Ids;
import chat.parley.engine.domain.Limits;
import chat.parley.engine.domain.Policy;
import chat.parley.engine.domain.RoomCommand;
import chat.parley.engine.domain.RoomKey;
import chat.parley.engine.domain.RoomKind;
import chat.parley.engine.domain.Texts;
import chat.parley.http.wire.WireException;
import chat.parley.http.wire.WireReader;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/** Reads what rooms are to be made, and names them. */
final class NewRooms {

  /** Would stand where {@code /rooms/by-ref} stands. */
  private static final String BY_REF = "by-ref";

  private NewRooms() {}

  /** A room to be made, and where. */
  record NewRoom(RoomKey key, RoomCommand.Create create) {}

  /** Out of the body of {@code POST /rooms}; {@code freshId} where it names none. */
  static NewRoom read(Caller caller, WireReader body, Supplier<String> freshId) {
    RoomKind kind = body.requireEnum("kind", RoomKind.class);
    List<String> members = members(body);
    boolean direct = kind == RoomKind.DIRECT;
    String roomId = direct ? pairId(caller, body, members) : chosenId(body, freshId);
    return new NewRoom(
        new RoomKey(caller.tenant(), roomId),
        new RoomCommand.Create(
            caller, kind, body.optString("name"), null, policy(body), members, direct));
  }

  /** Out of a body that names the host application's object elsewhere, or beside it. */
  static NewRoom readByRef(Caller caller, String externalRef, WireReader body) {
    String complaint = Texts.lineComplaint("externalRef", externalRef, Limits.EXTERNAL_REF);
    if (complaint != null) {
      throw WireException.bad(complaint);
    }
    RoomKind kind = body.optEnum("kind", RoomKind.class);
    return new NewRoom(
        new RoomKey(caller.tenant(), Ids.roomIdOfReference(externalRef)),
        new RoomCommand.Create(
            caller,
            kind == null ? RoomKind.GROUP : kind,
            body.optString("name"),
            externalRef,
            policy(body),
            members(body),
            true));
  }

  /** Null where the body has none. */
  static Policy policy(WireReader body) {
    WireReader policy = body.optObject("policy");
    return policy == null
        ? null
        : new Policy(
            policy.optDouble("rate"),
            policy.optInt("burst", 1, Integer.MAX_VALUE),
            policy.optCount("quota"),
            policy.optEnum("posting", Policy.Posting.class));
  }

  private static List<String> members(WireReader body) {
    List<String> members = body.optIds("members", Limits.MEMBERS_AT_CREATION);
    return members == null ? List.of() : members;
  }

  private static String chosenId(WireReader body, Supplier<String> freshId) {
    String id = body.optId("id");
    if (id == null) {
      return freshId.get();
    }
    if (Ids.isReserved(id) || id.equals(BY_REF)) {
      throw WireException.bad("ids that start with ref~ or dm~, and by-ref, are reserved");
    }
    return id;
  }

  private static String pairId(Caller caller, WireReader body, List<String> members) {
    if (body.optId("id") != null) {
      throw WireException.bad("the id of a DIRECT room follows from its members");
    }
    Set<String> pair = new LinkedHashSet<>(members);
    if (members.size() < 2) {
      pair.add(caller.userId());
    }
    if (pair.size() != 2) {
      throw WireException.bad("a DIRECT room has exactly two members");
    }
    List<String> two = List.copyOf(pair);
    return Ids.roomIdOfPair(two.get(0), two.get(1));
  }
}
