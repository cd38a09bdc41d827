package chat.parley.engine.domain;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One event of every kind, as the golden files have them. */
final class EventSamples {

  private static final Instant AT = Instant.parse("2026-11-20T12:00:00.123Z");
  private static final String ID = "01KAGE3T80ABCDEFGHJKMNPQRS";

  private EventSamples() {}

  /** By the name of the golden file. */
  static Map<String, RoomEvent> all() {
    Map<String, RoomEvent> all = new LinkedHashMap<>();
    all.put(
        "room.created",
        new RoomEvent.RoomCreated(
            RoomKind.GROUP,
            "Booking 42",
            "booking-42",
            new Policy(2.5, 5, 100L, Policy.Posting.MODERATORS),
            "u1",
            List.of(
                new RoomEvent.FirstMember("u1", MemberRole.OWNER),
                new RoomEvent.FirstMember("u2", MemberRole.MEMBER)),
            AT));
    all.put(
        "room.created.direct",
        new RoomEvent.RoomCreated(
            RoomKind.DIRECT,
            null,
            null,
            Policy.DEFAULT,
            "u1",
            List.of(new RoomEvent.FirstMember("u1", MemberRole.MEMBER)),
            AT));
    all.put(
        "room.created.without-members",
        new RoomEvent.RoomCreated(
            RoomKind.GROUP, null, "booking-43", Policy.DEFAULT, "backend", List.of(), AT));
    all.put(
        "room.changed",
        new RoomEvent.RoomChanged(7, "New name", Policy.DEFAULT, true, false, "u1", AT));
    all.put("member.joined", new RoomEvent.MemberJoined(8, "u3", MemberRole.READER, 17, "u1", AT));
    all.put("member.left", new RoomEvent.MemberLeft(9, "u3", "u3", AT));
    all.put(
        "member.changed",
        new RoomEvent.MemberChanged(10, "u2", MemberRole.MODERATOR, AT.plusSeconds(60), "u1", AT));
    all.put("message.posted", posted(null));
    all.put("message.posted.imported", posted(new RoomEvent.Origin("2004-12-25.raw.txt", 41)));
    all.put(
        "message.edited",
        new RoomEvent.MessageEdited(12, 17, ID, "你好, hello again", List.of("u2"), AT));
    all.put("message.deleted", new RoomEvent.MessageDeleted(13, 17, ID, "u1", AT));
    all.put("reaction.added", new RoomEvent.ReactionAdded(14, 17, ID, "u2", "👍", AT));
    all.put("reaction.removed", new RoomEvent.ReactionRemoved(15, 17, ID, "u2", "👍", AT));
    all.put(
        "markers.moved",
        new RoomEvent.MarkersMoved(
            List.of(new RoomEvent.Marker("u2", 17, 18), new RoomEvent.Marker("u3", 0, 1)), AT));
    all.put("mute.changed", new RoomEvent.MuteChanged("u2", false, AT));
    all.put("import.advanced", new RoomEvent.ImportAdvanced("2004-12-25.raw.txt", 41, AT));
    return all;
  }

  private static RoomEvent posted(RoomEvent.Origin origin) {
    return new RoomEvent.MessagePosted(
        11,
        17,
        ID,
        "u1",
        "Ada",
        "https://example.org/a.png",
        "你好, \"hello\" \uD83D\uDE00",
        ContentType.TEXT,
        "c-1",
        -7_046_029_254_386_353_131L,
        "01KAGE3T80ABCDEFGHJKMNPQRT",
        List.of("u2"),
        origin,
        AT);
  }
}
