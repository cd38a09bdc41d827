package chat.parley.http.importing;

import chat.parley.engine.domain.ContentType;
import chat.parley.engine.domain.ErrorCode;
import chat.parley.engine.domain.Ids;
import chat.parley.engine.domain.ImportItem;
import chat.parley.engine.domain.Limits;
import chat.parley.engine.domain.MemberRole;
import chat.parley.engine.domain.RoomKind;
import chat.parley.engine.domain.Texts;
import chat.parley.http.wire.WebUrls;
import chat.parley.http.wire.WireException;
import chat.parley.http.wire.WireJson;
import chat.parley.http.wire.WireReader;
import java.util.List;

/** What a line of an import says. */
sealed interface ImportLine {

  /** The name under which rooms remember how far they are. */
  record Source(String name) implements ImportLine {}

  /**
   * A room that the following lines are about.
   *
   * @param local what those lines call it
   * @param id null where it is named by {@code externalRef}
   */
  record Room(String local, String id, String externalRef, String name) implements ImportLine {}

  /**
   * Something that happened.
   *
   * @param room what its room was called, or null: the one that was declared last
   */
  record Item(String room, ImportItem item) implements ImportLine {}

  /**
   * Reads a line within a source.
   *
   * @throws WireException when it says nothing that can be taken over
   */
  static ImportLine read(byte[] bytes, String source) {
    WireReader line = WireJson.readObject(bytes);
    String type = line.requireString("type");
    return switch (type) {
      case "source" -> source(line);
      case "room" -> room(line, source);
      case "message" -> item(line, said(line));
      case "join" ->
          item(
              line,
              new ImportItem.Joined(
                  position(line),
                  line.requireTime("at"),
                  line.requireId("userId"),
                  line.optEnum("role", MemberRole.class)));
      case "leave" ->
          item(
              line,
              new ImportItem.Left(
                  position(line), line.requireTime("at"), line.requireId("userId")));
      default -> throw line.wrong("type", "source, room, message, join or leave");
    };
  }

  private static Source source(WireReader line) {
    String name = line.requireString("name");
    refuse(Texts.lineComplaint("name", name, Limits.EXTERNAL_REF));
    return new Source(name);
  }

  private static Room room(WireReader line, String source) {
    String id = line.optId("id");
    String externalRef = line.optString("externalRef");
    String local = line.optString("room", Limits.EXTERNAL_REF);
    if (id != null && externalRef != null) {
      throw WireException.bad("a room has an id or an externalRef, not both");
    }
    if (id != null && Ids.isReserved(id)) {
      throw WireException.bad("ids that start with ref~ or dm~ are reserved");
    }
    if (line.optEnum("kind", RoomKind.class) == RoomKind.DIRECT) {
      throw WireException.bad("history is taken over into GROUP rooms only");
    }
    if (local == null) {
      local = id == null ? externalRef : id;
    }
    if (local == null) {
      throw WireException.bad("room, id or externalRef must name the room");
    }
    if (id == null && externalRef == null) {
      externalRef = source + "/" + local;
    }
    if (externalRef != null) {
      refuse(Texts.lineComplaint("externalRef", externalRef, Limits.EXTERNAL_REF));
    }
    String name = line.optString("name");
    if (name != null) {
      refuse(Texts.lineComplaint("name", name, Limits.NAME));
    }
    return new Room(local, id, externalRef, name);
  }

  private static Item item(WireReader line, ImportItem item) {
    refuse(item.complaint());
    return new Item(line.optString("room"), item);
  }

  private static ImportItem said(WireReader line) {
    String userId = line.requireId("userId");
    String name = line.optString("name");
    String content = line.requireString("content");
    if (Texts.isTooLong(content)) {
      throw new WireException(
          ErrorCode.TOO_LARGE, "content is longer than " + Limits.CONTENT + " characters");
    }
    List<String> mentions = line.optIds("mentions", Limits.MENTIONS);
    return new ImportItem.Said(
        position(line),
        line.requireTime("at"),
        userId,
        name == null ? userId : name,
        WebUrls.orNull(line.optString("avatarUrl")),
        content,
        line.optEnum("contentType", ContentType.class),
        line.optCount("replyTo"),
        mentions);
  }

  private static long position(WireReader line) {
    return line.requireLong("position", 0, WireJson.NUMBERS_BELOW - 1);
  }

  private static void refuse(String complaint) {
    if (complaint != null) {
      throw WireException.bad(complaint);
    }
  }
}
