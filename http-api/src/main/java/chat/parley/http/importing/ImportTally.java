package chat.parley.http.importing;

import chat.parley.engine.domain.ErrorCode;
import chat.parley.engine.domain.RoomReply;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** The account of an import: every line that was not blank became something. */
final class ImportTally {

  /** Refused lines that are named; the others are counted. */
  private static final int NAMED = 100;

  private final List<Refused> refused = new ArrayList<>();
  private final List<Target> rooms = new ArrayList<>();
  private long lines;
  private long messages;
  private long memberships;
  private long skipped;
  private long repliesLost;
  private long refusedCount;

  private record Refused(long line, ErrorCode code, String detail) {}

  void line() {
    lines++;
  }

  void refuse(long line, ErrorCode code, String detail) {
    refusedCount++;
    if (refused.size() < NAMED) {
      refused.add(new Refused(line, code, detail));
    }
  }

  void add(RoomReply.Imported imported) {
    messages += imported.messages();
    memberships += imported.memberships();
    skipped += imported.skipped();
    repliesLost += imported.repliesLost();
  }

  void keep(Collection<Target> targets) {
    targets.stream().filter(target -> target.refusal() == null).forEach(rooms::add);
  }

  void write(JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeNumberField("lines", lines);
    json.writeNumberField("messages", messages);
    json.writeNumberField("memberships", memberships);
    json.writeNumberField("skipped", skipped);
    json.writeNumberField("repliesLost", repliesLost);
    json.writeNumberField("refusedCount", refusedCount);
    json.writeArrayFieldStart("refused");
    for (Refused one : refused) {
      json.writeStartObject();
      json.writeNumberField("line", one.line());
      json.writeStringField("code", one.code().wire());
      json.writeStringField("detail", one.detail());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeArrayFieldStart("rooms");
    for (Target room : rooms) {
      room(json, room);
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void room(JsonGenerator json, Target room) throws IOException {
    json.writeStartObject();
    json.writeStringField("room", room.local());
    json.writeStringField("roomId", room.key().roomId());
    if (room.position() < 0) {
      json.writeNullField("position");
    } else {
      json.writeNumberField("position", room.position());
    }
    json.writeNumberField("lastSeq", room.lastSeq());
    json.writeEndObject();
  }
}
