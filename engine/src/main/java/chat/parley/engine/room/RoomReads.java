package chat.parley.engine.room;

import chat.parley.engine.domain.ErrorCode;
import chat.parley.engine.domain.Room;
import chat.parley.engine.domain.RoomReply.Rejected;
import java.time.Clock;

/**
 * The reading side of a front: lists and subscriptions, out of the room as it is in memory. Who
 * names a rev that the room does not have waits here until more was read, and is never told less.
 */
final class RoomReads {

  /** Where a rev that somebody has seen and this front has not may come from. */
  interface More {

    /** Has it looked for; true when it may be known soon. */
    boolean mayBeNear();
  }

  private final FeedDesk desk;
  private final Subscribers subscribers;
  private final Signs signs;
  private final Clock clock;
  private final More more;
  private final Anteroom<RoomMessage> ahead;

  RoomReads(
      FeedDesk desk, Subscribers subscribers, Signs signs, Clock clock, int capacity, More more) {
    this.desk = desk;
    this.subscribers = subscribers;
    this.signs = signs;
    this.clock = clock;
    this.ahead = new Anteroom<>(capacity);
    this.more = more;
  }

  /** Nobody waits. */
  boolean isEmpty() {
    return ahead.isEmpty();
  }

  /** What was ahead of this front is answered with what there is now, once. */
  void caughtUp(Room room) {
    ahead.handOver(
        message -> {
          if (message instanceof RoomMessage.Ask ask) {
            answer(ask, room);
          } else if (message instanceof RoomMessage.Admit admit) {
            letIn(admit, room);
          } else {
            throw new IllegalStateException("does not wait here: " + message);
          }
        });
  }

  void refuseAll(Rejected why) {
    ahead.refuseAll(why);
  }

  void ask(RoomMessage.Ask ask, Room room) {
    if (ask.query().minRev() > room.rev() && more.mayBeNear()) {
      ahead.add(ask, unavailable("the room is busy"));
    } else {
      answer(ask, room);
    }
  }

  private void answer(RoomMessage.Ask ask, Room room) {
    ask.replyTo().tell(room.answer(ask.query(), subscribers.online()));
  }

  void attach(RoomMessage.Attach attach, Room room) {
    if (attach.rev() > room.rev()) {
      more.mayBeNear(); // what it finds is pushed
    }
    if (desk.attach(attach, room, clock.instant())) {
      signs.show(attach.feed());
    }
    signs.everySecond();
  }

  /**
   * A client that has seen more than this front is not told less; one whose rev is not there after
   * the journal was read anew (the database was restored) is reset.
   */
  void admit(RoomMessage.Admit admit, Room room) {
    if (admit.rev() <= room.rev()) {
      letIn(admit, room);
    } else if (more.mayBeNear()) {
      ahead.add(admit, unavailable("the room is busy"));
    } else {
      Rejected notYet = unavailable("this room's rev " + admit.rev() + " is not seen yet");
      admit.feed().tell(new RoomPush.Refused(admit.sessionId(), notYet));
    }
  }

  private void letIn(RoomMessage.Admit admit, Room room) {
    if (desk.admit(admit, room, clock.instant())) {
      signs.everySecond();
    }
  }

  private static Rejected unavailable(String detail) {
    return new Rejected(ErrorCode.UNAVAILABLE, detail, 200);
  }
}
