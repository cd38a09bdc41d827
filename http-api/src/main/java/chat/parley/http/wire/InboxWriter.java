package chat.parley.http.wire;

import chat.parley.engine.domain.Notification;
import chat.parley.engine.inbox.InboxRoom;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;

/** What waits for a user, the same in frames and lists. */
public final class InboxWriter {

  private InboxWriter() {}

  static void roomsField(JsonGenerator json, List<InboxRoom> rooms) throws IOException {
    json.writeArrayFieldStart("rooms");
    for (InboxRoom room : rooms) {
      json.writeStartObject();
      json.writeStringField("roomId", room.roomId());
      json.writeNumberField("lastSeq", room.lastSeq());
      WireWriter.time(json, "lastMessageAt", room.lastMessageAt());
      json.writeNumberField("unreadCount", room.unreadCount());
      json.writeNumberField("mentionCount", room.mentionCount());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  public static void notification(JsonGenerator json, Notification one) throws IOException {
    json.writeStartObject();
    json.writeStringField("id", one.id());
    json.writeStringField("kind", one.kind());
    json.writeStringField("roomId", one.roomId());
    json.writeStringField("actorId", one.actorId());
    json.writeStringField("actorName", one.actorName());
    json.writeStringField("messageId", one.messageId());
    json.writeNumberField("seq", one.seq());
    json.writeStringField("preview", one.preview());
    WireWriter.time(json, "createdAt", one.createdAt());
    json.writeBooleanField("read", one.read());
    json.writeEndObject();
  }

  /** What is left of a notification that is there no more. */
  static void withdrawn(JsonGenerator json, String id) throws IOException {
    json.writeStartObject();
    json.writeStringField("id", id);
    json.writeBooleanField("read", true);
    json.writeEndObject();
  }
}
