package chat.parley.engine.domain;

import java.util.List;

/** Short ways to say a {@link Decision}. */
final class Decisions {

  private Decisions() {}

  static Decision refuse(ErrorCode code, String detail) {
    return new Decision.Refused(RoomReply.Rejected.of(code, detail));
  }

  static Decision refuse(RoomReply.Rejected why) {
    return new Decision.Refused(why);
  }

  /** Nothing has to change. */
  static Decision nothing(RoomReply reply) {
    return new Decision.Accepted(List.of(), List.of(), reply);
  }

  static Decision silent(RoomEvent event, RoomReply reply) {
    return new Decision.Accepted(List.of(event), List.of(), reply);
  }

  static Decision visible(RoomEvent.Visible event, Change change, RoomReply reply) {
    return new Decision.Accepted(List.of(event), List.of(change), reply);
  }
}
