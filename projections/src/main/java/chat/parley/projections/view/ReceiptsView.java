package chat.parley.projections.view;

import chat.parley.engine.domain.RoomEvent;
import chat.parley.engine.domain.RoomKey;
import chat.parley.projections.journal.JournalRow;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Every move of a marker: who had which messages delivered, who read them, and when. A step is the
 * half-open range of what the marker moved over, so that what lies before a member's joining has no
 * receipt of his.
 */
final class ReceiptsView implements View {

  private static final String READ = "read";
  private static final String DELIVERED = "delivered";

  @Override
  public String name() {
    return "receipts";
  }

  @Override
  public List<String> tables() {
    return List.of("marker_move");
  }

  @Override
  public void fold(Connection connection, List<JournalRow> rows) throws SQLException {
    Steps steps = new Steps(load(connection, moved(rows)));
    for (JournalRow row : rows) {
      steps.take(row.room(), row.event());
    }
    steps.added.update(
        connection, ADD, "text", "text", "text", "text", "bigint", "bigint", "timestamptz");
  }

  private static Set<Who> moved(List<JournalRow> rows) {
    Set<Who> moved = new LinkedHashSet<>();
    for (JournalRow row : rows) {
      if (row.event() instanceof RoomEvent.MessagePosted e) {
        moved.add(new Who(row.room(), e.senderId()));
      } else if (row.event() instanceof RoomEvent.MemberJoined e) {
        moved.add(new Who(row.room(), e.userId()));
      } else if (row.event() instanceof RoomEvent.MarkersMoved e) {
        e.markers().forEach(marker -> moved.add(new Who(row.room(), marker.userId())));
      }
    }
    return moved;
  }

  private static final String LOAD =
      """
      select tenant, room_id, user_id,
             (select max(seq) from marker_move m
               where (m.tenant, m.room_id, m.user_id) = (k.tenant, k.room_id, k.user_id)
                 and kind = 'read'),
             (select max(seq) from marker_move m
               where (m.tenant, m.room_id, m.user_id) = (k.tenant, k.room_id, k.user_id)
                 and kind = 'delivered')
        from unnest(?, ?, ?) as k (tenant, room_id, user_id)
      """;

  private static Map<Who, Marks> load(Connection connection, Set<Who> moved) throws SQLException {
    Map<Who, Marks> marks = new HashMap<>();
    if (moved.isEmpty()) {
      return marks;
    }
    Columns keys = new Columns(moved.size());
    moved.forEach(who -> keys.add(who.room().tenant(), who.room().roomId(), who.userId()));
    try (PreparedStatement query = connection.prepareStatement(LOAD)) {
      keys.bind(query, "text", "text", "text");
      try (ResultSet found = query.executeQuery()) {
        while (found.next()) {
          long read = found.getLong(4);
          marks.put(
              new Who(MessageRows.room(found), found.getString("user_id")),
              new Marks(read, Math.max(read, found.getLong(5))));
        }
      }
    }
    return marks;
  }

  private static final String ADD =
      """
      insert into marker_move (tenant, room_id, user_id, kind, seq, from_seq, at)
      select * from unnest(?, ?, ?, ?, ?, ?, ?)
      """;

  /** Where a user's markers are. */
  private record Marks(long read, long delivered) {
    static final Marks NONE = new Marks(0, 0);
  }

  private static final class Steps {
    private final Map<Who, Marks> marks;
    private final Columns added = new Columns();

    Steps(Map<Who, Marks> marks) {
      this.marks = marks;
    }

    void take(RoomKey room, RoomEvent event) {
      if (event instanceof RoomEvent.MessagePosted e) {
        move(new Who(room, e.senderId()), e.seq(), e.seq(), e.at());
      } else if (event instanceof RoomEvent.MarkersMoved e) {
        for (RoomEvent.Marker m : e.markers()) {
          move(new Who(room, m.userId()), m.readSeq(), m.deliveredSeq(), e.at());
        }
      } else if (event instanceof RoomEvent.MemberJoined e) {
        jump(new Who(room, e.userId()), e.readSeq(), e.at());
      }
    }

    private void move(Who who, long read, long delivered, Instant at) {
      Marks before = marks.getOrDefault(who, Marks.NONE);
      Marks after = new Marks(Math.max(before.read, read), Math.max(before.delivered, delivered));
      if (after.read > before.read) {
        add(who, READ, after.read, before.read, at);
      }
      long deliveredBefore = Math.max(before.delivered, after.read);
      if (after.delivered > deliveredBefore) {
        add(who, DELIVERED, after.delivered, deliveredBefore, at);
      }
      marks.put(who, new Marks(after.read, Math.max(after.delivered, after.read)));
    }

    /** Both markers go on without passing over anything. */
    private void jump(Who who, long seq, Instant at) {
      Marks before = marks.getOrDefault(who, Marks.NONE);
      if (seq > before.read) {
        add(who, READ, seq, seq, at);
      }
      marks.put(who, new Marks(Math.max(before.read, seq), Math.max(before.delivered, seq)));
    }

    private void add(Who who, String kind, long seq, long fromSeq, Instant at) {
      added.add(who.room().tenant(), who.room().roomId(), who.userId(), kind, seq, fromSeq, at);
    }
  }
}
