package chat.parley.projections.view;

import chat.parley.engine.domain.MemberRole;
import chat.parley.engine.domain.RoomEvent;
import chat.parley.engine.domain.RoomKey;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/** The rows of the table {@code member} that a group of events touches. */
final class DirectoryMembers {

  private final Set<Who> needed = new LinkedHashSet<>();
  private final Map<Who, Row> rows = new LinkedHashMap<>();
  private final Set<Who> changed = new LinkedHashSet<>();

  /** As in the domain's Member, but for what only the room needs. */
  private record Row(
      MemberRole role,
      Instant joinedAt,
      long readSeq,
      long deliveredSeq,
      boolean muted,
      Instant silencedUntil) {

    static Row fresh(MemberRole role, Instant at, long readSeq) {
      return new Row(role, at, readSeq, readSeq, false, null);
    }

    Row marked(long read, long delivered) {
      return new Row(
          role,
          joinedAt,
          Math.max(readSeq, read),
          Math.max(deliveredSeq, delivered),
          muted,
          silencedUntil);
    }

    Row muted(boolean now) {
      return new Row(role, joinedAt, readSeq, deliveredSeq, now, silencedUntil);
    }

    Row changed(MemberRole newRole, Instant until) {
      return new Row(newRole, joinedAt, readSeq, deliveredSeq, muted, until);
    }
  }

  void need(RoomKey room, RoomEvent event) {
    if (event instanceof RoomEvent.MessagePosted e) {
      needed.add(new Who(room, e.senderId()));
    } else if (event instanceof RoomEvent.MarkersMoved e) {
      e.markers().forEach(marker -> needed.add(new Who(room, marker.userId())));
    } else if (event instanceof RoomEvent.MuteChanged e) {
      needed.add(new Who(room, e.userId()));
    } else if (event instanceof RoomEvent.MemberChanged e) {
      needed.add(new Who(room, e.userId()));
    }
  }

  private static final String LOAD =
      """
      select m.*
        from unnest(?, ?, ?) as k (tenant, room_id, user_id)
        join member m using (tenant, room_id, user_id)
      """;

  void load(Connection connection) throws SQLException {
    if (needed.isEmpty()) {
      return;
    }
    Columns keys = new Columns(needed.size());
    needed.forEach(who -> keys.add(who.room().tenant(), who.room().roomId(), who.userId()));
    try (PreparedStatement query = connection.prepareStatement(LOAD)) {
      keys.bind(query, "text", "text", "text");
      try (ResultSet found = query.executeQuery()) {
        while (found.next()) {
          rows.put(
              new Who(MessageRows.room(found), found.getString("user_id")),
              new Row(
                  MemberRole.valueOf(found.getString("role")),
                  MessageRows.instant(found, "joined_at"),
                  found.getLong("read_seq"),
                  found.getLong("delivered_seq"),
                  found.getBoolean("muted"),
                  MessageRows.instant(found, "silenced_until")));
        }
      }
    }
  }

  void take(RoomKey room, RoomEvent event) {
    if (event instanceof RoomEvent.RoomCreated e) {
      for (RoomEvent.FirstMember first : e.members()) {
        put(new Who(room, first.userId()), Row.fresh(first.role(), e.at(), 0));
      }
    } else if (event instanceof RoomEvent.MemberJoined e) {
      put(new Who(room, e.userId()), Row.fresh(e.role(), e.at(), e.readSeq()));
    } else if (event instanceof RoomEvent.MemberLeft e) {
      put(new Who(room, e.userId()), null);
    } else if (event instanceof RoomEvent.MemberChanged e) {
      change(room, e.userId(), row -> row.changed(e.role(), e.silencedUntil()));
    } else if (event instanceof RoomEvent.MessagePosted e) {
      change(room, e.senderId(), row -> row.marked(e.seq(), e.seq()));
    } else if (event instanceof RoomEvent.MarkersMoved e) {
      for (RoomEvent.Marker m : e.markers()) {
        change(room, m.userId(), row -> row.marked(m.readSeq(), m.deliveredSeq()));
      }
    } else if (event instanceof RoomEvent.MuteChanged e) {
      change(room, e.userId(), row -> row.muted(e.muted()));
    }
  }

  private void put(Who who, Row row) {
    rows.put(who, row);
    changed.add(who);
  }

  /** Nothing where the user is no member any more. */
  private void change(RoomKey room, String userId, UnaryOperator<Row> change) {
    Who who = new Who(room, userId);
    Row before = rows.get(who);
    if (before != null) {
      Row after = change.apply(before);
      if (!after.equals(before)) {
        put(who, after);
      }
    }
  }

  private static final String WRITE =
      """
      insert into member (tenant, room_id, user_id, role, joined_at, read_seq, delivered_seq,
             muted, silenced_until)
      select *
        from unnest(?, ?, ?, ?, ?, ?, ?, ?, ?)
      on conflict (tenant, room_id, user_id) do update
         set role = excluded.role,
             joined_at = excluded.joined_at,
             read_seq = excluded.read_seq,
             delivered_seq = excluded.delivered_seq,
             muted = excluded.muted,
             silenced_until = excluded.silenced_until
      """;

  private static final String REMOVE =
      """
      delete from member m
       using unnest(?, ?, ?) as k (tenant, room_id, user_id)
       where (m.tenant, m.room_id, m.user_id) = (k.tenant, k.room_id, k.user_id)
      """;

  void write(Connection connection) throws SQLException {
    Columns left = new Columns();
    Columns there = new Columns(changed.size());
    for (Who who : changed) {
      Row row = rows.get(who);
      if (row == null) {
        left.add(who.room().tenant(), who.room().roomId(), who.userId());
      } else {
        there.add(
            who.room().tenant(),
            who.room().roomId(),
            who.userId(),
            row.role.name(),
            row.joinedAt,
            row.readSeq,
            row.deliveredSeq,
            row.muted,
            row.silencedUntil);
      }
    }
    left.update(connection, REMOVE, "text", "text", "text");
    there.update(
        connection,
        WRITE,
        "text",
        "text",
        "text",
        "text",
        "timestamptz",
        "bigint",
        "bigint",
        "boolean",
        "timestamptz");
  }
}
