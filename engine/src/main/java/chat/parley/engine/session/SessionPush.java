package chat.parley.engine.session;

import chat.parley.engine.domain.Change;
import chat.parley.engine.domain.MessagePage;
import chat.parley.engine.domain.Notification;
import chat.parley.engine.domain.RoomEvent;
import chat.parley.engine.domain.RoomReply;
import chat.parley.engine.domain.Synced;
import chat.parley.engine.domain.UserPresence;
import chat.parley.engine.inbox.InboxRoom;
import chat.parley.engine.room.RoomPush;
import java.time.Instant;
import java.util.List;

/**
 * What a session tells its client; a door gives it the form of its wire. {@code re} is the id of
 * the request that it answers, null for a push.
 */
public sealed interface SessionPush {

  record Hello(Object re, String sessionId, String userId, long heartbeatMs, Instant serverTime)
      implements SessionPush {}

  record SyncedRoom(Object re, String roomId, Synced synced) implements SessionPush {}

  /** To send: {@code seq} above 0. To edit, delete and react: seq 0, clientMessageId null. */
  record Ack(
      Object re,
      String roomId,
      String messageId,
      long seq,
      long rev,
      String clientMessageId,
      Instant createdAt,
      boolean duplicate)
      implements SessionPush {}

  record Read(Object re, String roomId, long readSeq, long unreadCount) implements SessionPush {}

  record HistoryPage(Object re, String roomId, MessagePage page) implements SessionPush {}

  record Ok(Object re) implements SessionPush {}

  record Pong(Object re) implements SessionPush {}

  record Ping() implements SessionPush {}

  /** An error; {@code roomId} only for a room of hello, which has no id of its own. */
  record Failed(Object re, String roomId, RoomReply.Rejected why) implements SessionPush {}

  record Event(String roomId, Change change) implements SessionPush {}

  record Receipts(String roomId, List<RoomEvent.Marker> markers) implements SessionPush {}

  record Typing(String roomId, List<RoomPush.Typist> users) implements SessionPush {}

  record Inbox(List<InboxRoom> rooms) implements SessionPush {}

  record Notified(Notification notification) implements SessionPush {}

  /** A notification is there no more: its message was deleted, or does not mention the user now. */
  record Withdrawn(String notificationId) implements SessionPush {}

  record Presence(List<UserPresence> users) implements SessionPush {}

  record Behind(String roomId, long rev) implements SessionPush {}

  record Bye(Code code, long retryAfterMs) implements SessionPush {}

  /** Why a session ends. By range: 4400 to 4499 do not reconnect as you are, 4500 on reconnect. */
  enum Code {
    BAD_FRAME(4400, "bad frame"),
    UNAUTHORIZED(4401, "unauthorized"),
    REVOKED(4401, "revoked"),
    FORBIDDEN(4403, "forbidden"),
    HELLO_TIMEOUT(4408, "hello timeout"),
    TOO_LARGE(4413, "too large"),
    ABUSE(4429, "abuse"),
    INTERNAL(4500, "internal"),
    DRAIN(4501, "drain"),
    OVERLOADED(4503, "overloaded"),
    NO_PONG(4504, "no pong"),
    SLOW(4505, "slow"),
    TOKEN_EXPIRED(4506, "token expired");

    private final int number;
    private final String reason;

    Code(int number, String reason) {
      this.number = number;
      this.reason = reason;
    }

    public int number() {
      return number;
    }

    public String reason() {
      return reason;
    }

    public boolean reconnect() {
      return number >= 4500;
    }
  }
}
