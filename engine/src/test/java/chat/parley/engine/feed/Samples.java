package chat.parley.engine.feed;

import chat.parley.engine.domain.Caller;
import chat.parley.engine.domain.Change;
import chat.parley.engine.domain.ContentType;
import chat.parley.engine.domain.Member;
import chat.parley.engine.domain.MemberRole;
import chat.parley.engine.domain.Message;
import chat.parley.engine.domain.ModerationStatus;
import chat.parley.engine.domain.RoomEvent;
import chat.parley.engine.room.RoomPush;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Changes and people for tests of feeds and sessions. */
public final class Samples {

  private static final Instant AT = Instant.parse("2026-11-20T12:00:00Z");

  private Samples() {}

  public static Caller user(String id) {
    return new Caller("main", id, id, null, Caller.Role.USER);
  }

  public static Caller admin(String id) {
    return new Caller("main", id, id, null, Caller.Role.ADMIN);
  }

  public static Change posted(long rev) {
    return posted(rev, "u1", "message " + rev, ModerationStatus.APPROVED);
  }

  public static Change posted(long rev, String sender, String content, ModerationStatus status) {
    return new Change.OfMessage(
        rev,
        Change.Kind.MESSAGE_POSTED,
        new Message(
            "id" + rev,
            rev,
            sender,
            sender,
            null,
            content,
            ContentType.TEXT,
            status,
            AT,
            null,
            null,
            List.of(),
            List.of(),
            null,
            null));
  }

  /** Changes from the first to the last rev. */
  public static List<Change> posted(long first, long last) {
    List<Change> changes = new ArrayList<>();
    for (long rev = first; rev <= last; rev++) {
      changes.add(posted(rev));
    }
    return changes;
  }

  public static Change left(long rev, String userId) {
    Member member = new Member(userId, MemberRole.MEMBER, AT, 0, 0, false, null, 0);
    return new Change.OfMember(rev, Change.Kind.MEMBER_LEFT, member);
  }

  public static RoomPush pushed(Change... changes) {
    return new RoomPush.Pushed(List.of(changes));
  }

  /** Pushes without a form of their own. */
  public static final class Plain implements Pushes<Object> {

    /** One form of one change. */
    public record Event(String roomId, Change change) {}

    /** One form of several. */
    public record Together(List<Object> events) {}

    @Override
    public Object event(String roomId, Change change) {
      return new Event(roomId, change);
    }

    @Override
    public Object together(List<Object> events) {
      return events.size() == 1 ? events.get(0) : new Together(List.copyOf(events));
    }

    @Override
    public Object receipts(String roomId, List<RoomEvent.Marker> markers) {
      return markers;
    }

    @Override
    public Object typing(String roomId, List<RoomPush.Typist> users) {
      return users;
    }
  }
}
