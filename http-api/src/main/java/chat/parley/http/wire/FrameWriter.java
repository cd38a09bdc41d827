package chat.parley.http.wire;

import chat.parley.engine.domain.Change;
import chat.parley.engine.domain.Limits;
import chat.parley.engine.domain.RoomEvent;
import chat.parley.engine.domain.RoomReply;
import chat.parley.engine.domain.Synced;
import chat.parley.engine.domain.UserPresence;
import chat.parley.engine.room.RoomPush;
import chat.parley.engine.session.Outgoing;
import chat.parley.engine.session.SessionPush;
import chat.parley.engine.session.SessionSettings;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.math.BigDecimal;

/** Server frames: each push as one line of JSON. */
public final class FrameWriter implements Outgoing.Encoder {

  private final int inFlight;
  private final int rooms;

  /**
   * @param inFlight unanswered requests that a socket may have, as {@code hello} says
   * @param rooms rooms that a socket may subscribe to, as {@code hello} says
   */
  public FrameWriter(int inFlight, int rooms) {
    this.inFlight = inFlight;
    this.rooms = rooms;
  }

  /** For a node whose sessions have these settings. */
  public static FrameWriter of(SessionSettings settings) {
    return new FrameWriter(settings.inFlight(), settings.rooms());
  }

  @Override
  public byte[] encode(SessionPush push) {
    return WireJson.bytes(
        json -> {
          json.writeStartObject();
          fields(json, push);
          json.writeEndObject();
        });
  }

  private void fields(JsonGenerator json, SessionPush push) throws IOException {
    if (push instanceof SessionPush.Event event) {
      event(json, event);
    } else if (push instanceof SessionPush.Ack ack) {
      ack(json, ack);
    } else if (push instanceof SessionPush.Receipts receipts) {
      receipts(json, receipts);
    } else if (push instanceof SessionPush.Typing typing) {
      typing(json, typing);
    } else if (push instanceof SessionPush.Inbox inbox) {
      start(json, "inbox", null);
      InboxWriter.roomsField(json, inbox.rooms());
    } else if (push instanceof SessionPush.Notified notified) {
      start(json, "notification", null);
      json.writeFieldName("notification");
      InboxWriter.notification(json, notified.notification());
    } else if (push instanceof SessionPush.Withdrawn withdrawn) {
      start(json, "notification", null);
      json.writeFieldName("notification");
      InboxWriter.withdrawn(json, withdrawn.notificationId());
    } else if (push instanceof SessionPush.Presence presence) {
      presence(json, presence);
    } else if (push instanceof SessionPush.Ping) {
      json.writeStringField("type", "ping");
    } else if (push instanceof SessionPush.Pong pong) {
      start(json, "pong", pong.re());
    } else if (push instanceof SessionPush.Ok ok) {
      start(json, "ok", ok.re());
    } else if (push instanceof SessionPush.Read read) {
      read(json, read);
    } else if (push instanceof SessionPush.SyncedRoom synced) {
      synced(json, synced);
    } else if (push instanceof SessionPush.HistoryPage history) {
      start(json, "history", history.re());
      json.writeStringField("roomId", history.roomId());
      WireWriter.pageFields(json, history.roomId(), history.page());
    } else if (push instanceof SessionPush.Hello hello) {
      hello(json, hello);
    } else if (push instanceof SessionPush.Behind behind) {
      start(json, "behind", null);
      json.writeStringField("roomId", behind.roomId());
      json.writeNumberField("rev", behind.rev());
    } else if (push instanceof SessionPush.Failed failed) {
      failed(json, failed);
    } else if (push instanceof SessionPush.Bye bye) {
      bye(json, bye);
    } else {
      throw new IllegalStateException("no frame for " + push.getClass().getSimpleName());
    }
  }

  private void hello(JsonGenerator json, SessionPush.Hello hello) throws IOException {
    start(json, "hello", hello.re());
    json.writeStringField("sessionId", hello.sessionId());
    json.writeStringField("userId", hello.userId());
    json.writeNumberField("heartbeatMs", hello.heartbeatMs());
    WireWriter.time(json, "serverTime", hello.serverTime());
    json.writeObjectFieldStart("limits");
    json.writeNumberField("frameBytes", FrameReader.MAX_BYTES);
    json.writeNumberField("contentChars", Limits.CONTENT);
    json.writeNumberField("inFlight", inFlight);
    json.writeNumberField("rooms", rooms);
    json.writeEndObject();
  }

  private static void synced(JsonGenerator json, SessionPush.SyncedRoom push) throws IOException {
    Synced synced = push.synced();
    boolean resumed = synced instanceof Synced.Resumed;
    start(json, "synced", push.re());
    json.writeStringField("roomId", push.roomId());
    json.writeStringField("mode", resumed ? "resumed" : "reset");
    json.writeNumberField("rev", synced.rev());
    json.writeNumberField("lastSeq", synced.lastSeq());
    json.writeNumberField("readSeq", synced.readSeq());
    if (synced instanceof Synced.Resumed from) {
      json.writeArrayFieldStart("events");
      for (Change change : from.changes()) {
        json.writeStartObject();
        event(json, new SessionPush.Event(push.roomId(), change));
        json.writeEndObject();
      }
      json.writeEndArray();
    } else if (synced instanceof Synced.Reset reset) {
      WireWriter.messagesField(json, push.roomId(), reset.messages());
    }
  }

  private static void event(JsonGenerator json, SessionPush.Event event) throws IOException {
    Change change = event.change();
    start(json, "event", null);
    json.writeStringField("roomId", event.roomId());
    json.writeNumberField("rev", change.rev());
    json.writeStringField("kind", change.kind().wire());
    if (change instanceof Change.OfMessage of) {
      json.writeFieldName("message");
      WireWriter.message(json, event.roomId(), of.message());
    } else if (change instanceof Change.OfMember of) {
      json.writeFieldName("member");
      WireWriter.member(json, of.member());
    } else if (change instanceof Change.OfRoom of) {
      json.writeFieldName("room");
      WireWriter.room(json, of.room());
    } else {
      throw new IllegalStateException("no form for " + change.getClass().getSimpleName());
    }
  }

  private static void ack(JsonGenerator json, SessionPush.Ack ack) throws IOException {
    start(json, "ack", ack.re());
    json.writeStringField("roomId", ack.roomId());
    json.writeStringField("messageId", ack.messageId());
    boolean toSend = ack.seq() > 0;
    if (toSend) {
      json.writeNumberField("seq", ack.seq());
    }
    json.writeNumberField("rev", ack.rev());
    if (ack.clientMessageId() != null) {
      json.writeStringField("clientMessageId", ack.clientMessageId());
    }
    if (toSend) {
      WireWriter.time(json, "createdAt", ack.createdAt());
      json.writeBooleanField("duplicate", ack.duplicate());
    }
  }

  private static void read(JsonGenerator json, SessionPush.Read read) throws IOException {
    start(json, "read", read.re());
    json.writeStringField("roomId", read.roomId());
    json.writeNumberField("readSeq", read.readSeq());
    json.writeNumberField("unreadCount", read.unreadCount());
  }

  private static void receipts(JsonGenerator json, SessionPush.Receipts receipts)
      throws IOException {
    start(json, "receipt", null);
    json.writeStringField("roomId", receipts.roomId());
    json.writeArrayFieldStart("markers");
    for (RoomEvent.Marker marker : receipts.markers()) {
      json.writeStartObject();
      json.writeStringField("userId", marker.userId());
      json.writeNumberField("readSeq", marker.readSeq());
      json.writeNumberField("deliveredSeq", marker.deliveredSeq());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void typing(JsonGenerator json, SessionPush.Typing typing) throws IOException {
    start(json, "typing", null);
    json.writeStringField("roomId", typing.roomId());
    json.writeArrayFieldStart("users");
    for (RoomPush.Typist typist : typing.users()) {
      json.writeStartObject();
      json.writeStringField("userId", typist.userId());
      json.writeStringField("name", typist.name());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void presence(JsonGenerator json, SessionPush.Presence push) throws IOException {
    start(json, "presence", null);
    json.writeArrayFieldStart("users");
    for (UserPresence user : push.users()) {
      json.writeStartObject();
      WireWriter.statusFields(json, user);
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void failed(JsonGenerator json, SessionPush.Failed failed) throws IOException {
    RoomReply.Rejected why = failed.why();
    start(json, "error", failed.re());
    if (failed.roomId() != null) {
      json.writeStringField("roomId", failed.roomId());
    }
    json.writeStringField("code", why.code().wire());
    json.writeStringField("message", why.detail());
    json.writeBooleanField("temporary", why.code().temporary());
    if (why.retryAfterMs() > 0) {
      json.writeNumberField("retryAfterMs", why.retryAfterMs());
    }
  }

  private static void bye(JsonGenerator json, SessionPush.Bye bye) throws IOException {
    start(json, "bye", null);
    json.writeNumberField("code", bye.code().number());
    json.writeStringField("reason", bye.code().reason());
    json.writeBooleanField("reconnect", bye.code().reconnect());
    if (bye.code().reconnect()) {
      json.writeNumberField("retryAfterMs", bye.retryAfterMs());
    }
  }

  /** The type and, where it is an answer, the request's id as {@link FrameReader} took it. */
  private static void start(JsonGenerator json, String type, Object re) throws IOException {
    json.writeStringField("type", type);
    if (re instanceof String text) {
      json.writeStringField("re", text);
    } else if (re instanceof Long number) {
      json.writeNumberField("re", number);
    } else if (re instanceof BigDecimal number) {
      json.writeNumberField("re", number);
    } else if (re instanceof Integer number) {
      json.writeNumberField("re", number);
    } else if (re != null) {
      throw new IllegalStateException("no request id: " + re.getClass().getSimpleName());
    }
  }
}
