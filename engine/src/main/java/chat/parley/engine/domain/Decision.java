package chat.parley.engine.domain;

import java.util.List;

/** What a room makes of a command. */
public sealed interface Decision {

  /**
   * Done, once the events are durable. No events: nothing had to change.
   *
   * @param changes the visible ones of the events, as subscribers are told of them, in rev order
   */
  record Accepted(List<RoomEvent> events, List<Change> changes, RoomReply reply)
      implements Decision {
    public Accepted {
      events = List.copyOf(events);
      changes = List.copyOf(changes);
    }
  }

  /** Refused; nothing was done. */
  record Refused(RoomReply.Rejected why) implements Decision {}

  /** Undecided: look this up and decide again. */
  record Needs(Lookup lookup) implements Decision {}
}
