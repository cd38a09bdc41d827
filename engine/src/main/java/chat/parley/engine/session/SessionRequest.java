package chat.parley.engine.session;

import chat.parley.engine.domain.ContentType;
import chat.parley.engine.domain.ErrorCode;
import chat.parley.engine.domain.PageRequest;
import chat.parley.engine.domain.PresenceStatus;
import java.util.List;

/**
 * What a client asks of its session. {@code id} is the request's own id as the door found it (null
 * where the request wants no answer); the session only hands it back.
 */
public sealed interface SessionRequest {

  Object id();

  /** The first one. {@code token} null: the connection's own (header) is meant. */
  record Hello(Object id, String token, String device, List<Position> rooms)
      implements SessionRequest {}

  /** A room and the newest rev of it that the client has; -1 for none. */
  record Position(String roomId, long rev) {}

  record Subscribe(Object id, String roomId, long rev) implements SessionRequest {}

  record Unsubscribe(Object id, String roomId) implements SessionRequest {}

  record Send(
      Object id,
      String roomId,
      String clientMessageId,
      String content,
      ContentType contentType,
      String replyTo,
      List<String> mentions)
      implements SessionRequest {}

  record Edit(Object id, String roomId, String messageId, String content)
      implements SessionRequest {}

  record Delete(Object id, String roomId, String messageId) implements SessionRequest {}

  record React(Object id, String roomId, String messageId, String key, boolean on)
      implements SessionRequest {}

  /** {@code seq} Long.MAX_VALUE: the newest. */
  record Read(Object id, String roomId, long seq) implements SessionRequest {}

  record Delivered(Object id, String roomId, long seq) implements SessionRequest {}

  record Typing(Object id, String roomId, boolean on) implements SessionRequest {}

  /**
   * @param watch those of whom the session wants to hear from now on; null: as before
   * @param status ONLINE or AWAY, what the device says of its user; null: as before
   */
  record Presence(Object id, List<String> watch, PresenceStatus status) implements SessionRequest {}

  record History(Object id, String roomId, PageRequest page, long minRev)
      implements SessionRequest {}

  record Auth(Object id, String token) implements SessionRequest {}

  record Ping(Object id) implements SessionRequest {}

  record Pong(Object id) implements SessionRequest {}

  /** A frame that the door could not turn into a request: the session answers with this error. */
  record Bad(Object id, ErrorCode code, String detail) implements SessionRequest {}

  /** A frame that is no JSON object, or binary: error, and {@code bye} 4400 when it repeats. */
  record Garbage(String detail) implements SessionRequest {
    @Override
    public Object id() {
      return null;
    }
  }

  /** A frame above the size limit: {@code bye} 4413. */
  record TooLarge() implements SessionRequest {
    @Override
    public Object id() {
      return null;
    }
  }
}
