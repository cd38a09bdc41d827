package chat.parley.engine.session;

import chat.parley.engine.domain.ErrorCode;
import chat.parley.engine.domain.RoomReply.Rejected;
import chat.parley.engine.session.SessionPush.Code;
import java.util.ArrayDeque;
import java.util.Deque;

/** What a connection sent that is no request, and how much of it is enough. */
final class BadFrames {

  private final SessionSettings settings;
  private final SessionOutbox outbox;
  private final Deque<Long> atNanos = new ArrayDeque<>();
  private boolean garbage;

  BadFrames(SessionSettings settings, SessionOutbox outbox) {
    this.settings = settings;
    this.outbox = outbox;
  }

  static boolean isOne(SessionRequest request) {
    return request instanceof SessionRequest.Bad
        || request instanceof SessionRequest.Garbage
        || request instanceof SessionRequest.TooLarge;
  }

  /** Answers the frame; the code with which the session has to end, or null. */
  Code take(SessionRequest request, long nowNanos) {
    if (request instanceof SessionRequest.TooLarge) {
      fail(null, ErrorCode.TOO_LARGE, "the frame is above the limit");
      return Code.TOO_LARGE;
    }
    if (request instanceof SessionRequest.Garbage frame) {
      fail(null, ErrorCode.BAD_REQUEST, frame.detail());
      boolean again = garbage;
      garbage = true;
      return again ? Code.BAD_FRAME : null;
    }
    SessionRequest.Bad frame = (SessionRequest.Bad) request;
    fail(frame.id(), frame.code(), frame.detail());
    atNanos.add(nowNanos);
    while (nowNanos - atNanos.peek() > settings.badFramesWindow().toNanos()) {
      atNanos.poll();
    }
    return atNanos.size() > settings.badFrames() ? Code.ABUSE : null;
  }

  private void fail(Object re, ErrorCode code, String detail) {
    SessionPush push = new SessionPush.Failed(re, null, Rejected.of(code, detail));
    if (re == null) {
      outbox.say(push);
    } else {
      outbox.answer(push);
    }
  }
}
