package chat.parley.http.wire;

import chat.parley.engine.domain.ContentType;
import chat.parley.engine.domain.ErrorCode;
import chat.parley.engine.domain.Limits;
import chat.parley.engine.domain.PresenceStatus;
import chat.parley.engine.session.SessionRequest;
import chat.parley.engine.session.SessionRequest.Bad;
import chat.parley.engine.session.SessionRequest.Garbage;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * Client frames. What a frame says is taken at its word or not at all: a frame that is wrong
 * becomes {@link Bad}, one that is no JSON object {@link Garbage}.
 */
public final class FrameReader {

  /** Bytes of UTF-8 that a client frame may have. */
  public static final int MAX_BYTES = 65_536;

  /** The most that a char of Java can come to in UTF-8. */
  private static final int BYTES_OF_CHAR = 3;

  private static final int REQUEST_ID = 128;
  private static final int MESSAGE_ID = 64;
  private static final int DEVICE = 64;
  private static final int ROOMS = 1_000;
  private static final BigDecimal ID_BELOW = BigDecimal.valueOf(WireJson.NUMBERS_BELOW);

  /** How one type of frame is read: its id and its fields. */
  private interface Form extends BiFunction<Object, WireReader, SessionRequest> {}

  /** Frames whose answer is of no use to a client that cannot tell what it answers. */
  private static final Map<String, Form> WITH_ID =
      Map.of(
          "hello", FrameReader::hello,
          "subscribe", (id, f) -> new SessionRequest.Subscribe(id, f.requireId("roomId"), rev(f)),
          "send", FrameReader::send,
          "edit",
              (id, f) ->
                  new SessionRequest.Edit(
                      id, f.requireId("roomId"), messageId(f), f.requireString("content")),
          "delete", (id, f) -> new SessionRequest.Delete(id, f.requireId("roomId"), messageId(f)),
          "react",
              (id, f) ->
                  new SessionRequest.React(
                      id,
                      f.requireId("roomId"),
                      messageId(f),
                      f.requireString("key"),
                      f.requireBool("on")),
          "read", (id, f) -> new SessionRequest.Read(id, f.requireId("roomId"), seq(f)),
          "history", FrameReader::history);

  /** Frames that may come without an id, and then want no answer. */
  private static final Map<String, Form> WITH_OR_WITHOUT_ID =
      Map.of(
          "unsubscribe", (id, f) -> new SessionRequest.Unsubscribe(id, f.requireId("roomId")),
          "delivered", (id, f) -> new SessionRequest.Delivered(id, f.requireId("roomId"), seq(f)),
          "typing",
              (id, f) -> new SessionRequest.Typing(id, f.requireId("roomId"), f.requireBool("on")),
          "auth", (id, f) -> new SessionRequest.Auth(id, f.requireString("token")),
          "presence", FrameReader::presence,
          "ping", (id, f) -> new SessionRequest.Ping(id),
          "pong", (id, f) -> new SessionRequest.Pong(id));

  private FrameReader() {}

  /** The request that a text frame makes; empty for one of an unknown type without an id. */
  public static Optional<SessionRequest> read(String text) {
    if (isTooLarge(text)) {
      return Optional.of(new SessionRequest.TooLarge());
    }
    ObjectNode object;
    try {
      object = WireJson.parseObject(text);
    } catch (WireException e) {
      return Optional.of(new Garbage(e.detail()));
    }
    Object id = null;
    try {
      id = requestId(object.get("id"));
      WireJson.checkStrings(object);
      return request(id, new WireReader(object));
    } catch (WireException e) {
      return Optional.of(new Bad(id, e.code(), e.detail()));
    }
  }

  private static Optional<SessionRequest> request(Object id, WireReader frame) {
    String type = frame.requireString("type");
    Form form = WITH_ID.get(type);
    if (form != null) {
      if (id == null) {
        throw WireException.bad("id is missing");
      }
      return Optional.of(form.apply(id, frame));
    }
    form = WITH_OR_WITHOUT_ID.get(type);
    if (form != null) {
      return Optional.of(form.apply(id, frame));
    }
    return id == null
        ? Optional.empty()
        : Optional.of(new Bad(id, ErrorCode.UNSUPPORTED, "no such frame type here"));
  }

  /** A number or a string, kept such that it can be given back just as it came; else null. */
  private static Object requestId(JsonNode node) {
    if (node == null || node.isNull()) {
      return null;
    }
    if (node.isTextual()) {
      String text = node.textValue();
      if (WireJson.isClean(text) && text.length() <= REQUEST_ID) {
        return text;
      }
    } else if (node.isNumber() && node.decimalValue().abs().compareTo(ID_BELOW) < 0) {
      return node.isIntegralNumber() ? (Object) node.longValue() : node.decimalValue();
    }
    throw WireException.bad(
        "id must be a number below 2^53 or a string of at most " + REQUEST_ID + " characters");
  }

  private static SessionRequest hello(Object id, WireReader frame) {
    List<WireReader> rooms = frame.optObjects("rooms", ROOMS);
    return new SessionRequest.Hello(
        id,
        frame.optString("token"),
        frame.optString("device", DEVICE),
        rooms == null
            ? List.of()
            : rooms.stream()
                .map(room -> new SessionRequest.Position(room.requireId("roomId"), rev(room)))
                .toList());
  }

  private static SessionRequest send(Object id, WireReader frame) {
    ContentType contentType = frame.optEnum("contentType", ContentType.class);
    List<String> mentions = frame.optIds("mentions", Limits.MENTIONS);
    return new SessionRequest.Send(
        id,
        frame.requireId("roomId"),
        frame.optString("clientMessageId", Limits.CLIENT_MESSAGE_ID),
        frame.requireString("content"),
        contentType == null ? ContentType.TEXT : contentType,
        frame.optString("replyTo", MESSAGE_ID),
        mentions == null ? List.of() : mentions);
  }

  private static SessionRequest presence(Object id, WireReader frame) {
    PresenceStatus status = frame.optEnum("status", PresenceStatus.class);
    if (status == PresenceStatus.OFFLINE) {
      throw frame.wrong("status", "ONLINE or AWAY");
    }
    return new SessionRequest.Presence(id, frame.optIds("watch", Limits.WATCHED), status);
  }

  private static SessionRequest history(Object id, WireReader frame) {
    Long minRev = frame.optCount("minRev");
    return new SessionRequest.History(
        id, frame.requireId("roomId"), Cursors.ofFrame(frame), minRev == null ? 0 : minRev);
  }

  private static String messageId(WireReader frame) {
    String messageId = frame.optString("messageId", MESSAGE_ID);
    return messageId == null ? frame.requireString("messageId") : messageId;
  }

  /** The newest rev that the client has; -1 where it has none. */
  private static long rev(WireReader frame) {
    Long rev = frame.optCount("rev");
    return rev == null ? -1 : rev;
  }

  /** Where a marker is to go; the newest message where nothing is said. */
  private static long seq(WireReader frame) {
    Long seq = frame.optCount("seq");
    return seq == null ? Long.MAX_VALUE : seq;
  }

  private static boolean isTooLarge(String text) {
    if (text.length() <= MAX_BYTES / BYTES_OF_CHAR) {
      return false;
    }
    if (text.length() > MAX_BYTES) {
      return true;
    }
    int bytes = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      bytes += c < 0x80 ? 1 : c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
    }
    return bytes > MAX_BYTES;
  }
}
