package chat.parley.http.push;

import chat.parley.engine.domain.Notification;
import chat.parley.engine.push.DuePush;
import chat.parley.http.wire.WireTime;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.time.Instant;

/** What leaves: enough to show that something happened and to open the room, and little more. */
final class PushWriter {

  private PushWriter() {}

  /** What a device gets. */
  static void push(JsonGenerator json, Notification one, boolean preview) throws IOException {
    json.writeStartObject();
    json.writeStringField("type", "notification");
    fields(json, one, preview);
    json.writeEndObject();
  }

  /** What a webhook gets: the same, and whose it is. */
  static void webhook(JsonGenerator json, DuePush push, boolean preview) throws IOException {
    Notification one = push.notification();
    json.writeStartObject();
    json.writeStringField("type", "notification");
    json.writeStringField("timestamp", WireTime.write(one.createdAt()));
    json.writeObjectFieldStart("data");
    json.writeStringField("tenant", push.user().tenant());
    json.writeStringField("userId", push.user().userId());
    fields(json, one, preview);
    json.writeEndObject();
    json.writeEndObject();
  }

  /** What a webhook gets when that was read elsewhere. */
  static void withdrawn(JsonGenerator json, DuePush push, Instant now) throws IOException {
    json.writeStartObject();
    json.writeStringField("type", "notification.withdrawn");
    json.writeStringField("timestamp", WireTime.write(now));
    json.writeObjectFieldStart("data");
    json.writeStringField("tenant", push.user().tenant());
    json.writeStringField("userId", push.user().userId());
    json.writeStringField("id", push.notificationId());
    json.writeEndObject();
    json.writeEndObject();
  }

  private static void fields(JsonGenerator json, Notification one, boolean preview)
      throws IOException {
    json.writeStringField("id", one.id());
    json.writeStringField("kind", one.kind());
    json.writeStringField("roomId", one.roomId());
    json.writeNumberField("seq", one.seq());
    json.writeStringField("actorId", one.actorId());
    json.writeStringField("actorName", one.actorName());
    if (one.messageId() != null) {
      json.writeStringField("messageId", one.messageId());
    }
    if (preview && one.preview() != null) {
      json.writeStringField("preview", one.preview());
    }
    json.writeStringField("createdAt", WireTime.write(one.createdAt()));
  }
}
