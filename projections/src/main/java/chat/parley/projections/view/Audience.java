package chat.parley.projections.view;

import chat.parley.engine.domain.Ids;
import chat.parley.engine.domain.RoomEvent;
import chat.parley.engine.domain.RoomKey;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Whom the events of a group may concern: members that are mentioned, and the two of a DIRECT room.
 * Never all members of a room.
 */
final class Audience {

  private final Set<Who> needed = new LinkedHashSet<>();
  private final Set<RoomKey> pairs = new LinkedHashSet<>();

  /** By room and user: whether this member muted the room; null for who left in this group. */
  private final Map<RoomKey, Map<String, Boolean>> muted = new HashMap<>();

  private final Set<Who> changed = new LinkedHashSet<>();

  void need(RoomKey room, RoomEvent event) {
    if (event instanceof RoomEvent.MessagePosted e) {
      if (Ids.isOfPair(room.roomId())) {
        pairs.add(room);
      } else {
        e.mentions().forEach(user -> needed.add(new Who(room, user)));
      }
    } else if (event instanceof RoomEvent.MuteChanged e) {
      needed.add(new Who(room, e.userId()));
    }
  }

  private static final String LOAD_MEMBERS =
      """
      select a.*
        from unnest(?, ?, ?) as k (tenant, room_id, user_id)
        join notification_audience a using (tenant, room_id, user_id)
      """;

  private static final String LOAD_PAIRS =
      """
      select a.*
        from unnest(?, ?) as k (tenant, room_id)
        join notification_audience a using (tenant, room_id)
      """;

  void load(Connection connection) throws SQLException {
    Columns users = new Columns(needed.size());
    needed.forEach(who -> users.add(who.room().tenant(), who.room().roomId(), who.userId()));
    load(connection, LOAD_MEMBERS, users, "text", "text", "text");
    Columns rooms = new Columns(pairs.size());
    pairs.forEach(room -> rooms.add(room.tenant(), room.roomId()));
    load(connection, LOAD_PAIRS, rooms, "text", "text");
  }

  private void load(Connection connection, String sql, Columns keys, String... types)
      throws SQLException {
    if (keys.isEmpty()) {
      return;
    }
    try (PreparedStatement query = connection.prepareStatement(sql)) {
      keys.bind(query, types);
      try (ResultSet found = query.executeQuery()) {
        while (found.next()) {
          of(MessageRows.room(found)).put(found.getString("user_id"), found.getBoolean("muted"));
        }
      }
    }
  }

  void take(RoomKey room, RoomEvent event) {
    if (event instanceof RoomEvent.RoomCreated e) {
      e.members().forEach(first -> put(new Who(room, first.userId()), false));
    } else if (event instanceof RoomEvent.MemberJoined e) {
      put(new Who(room, e.userId()), false);
    } else if (event instanceof RoomEvent.MemberLeft e) {
      put(new Who(room, e.userId()), null);
    } else if (event instanceof RoomEvent.MuteChanged e) {
      if (of(room).get(e.userId()) != null) {
        put(new Who(room, e.userId()), e.muted());
      }
    }
  }

  private void put(Who who, Boolean now) {
    of(who.room()).put(who.userId(), now);
    changed.add(who);
  }

  private Map<String, Boolean> of(RoomKey room) {
    return muted.computeIfAbsent(room, r -> new LinkedHashMap<>());
  }

  /** Whether this user is a member and wants to hear of the room. */
  boolean listens(RoomKey room, String userId) {
    return Boolean.FALSE.equals(of(room).get(userId));
  }

  /** The members of a DIRECT room who want to hear of it. */
  List<String> listeners(RoomKey pair) {
    List<String> users = new ArrayList<>(2);
    of(pair)
        .forEach(
            (user, mute) -> {
              if (Boolean.FALSE.equals(mute)) {
                users.add(user);
              }
            });
    return users;
  }

  private static final String WRITE =
      """
      insert into notification_audience (tenant, room_id, user_id, muted)
      select * from unnest(?, ?, ?, ?)
      on conflict (tenant, room_id, user_id) do update
         set muted = excluded.muted
      """;

  private static final String REMOVE =
      """
      delete from notification_audience a
       using unnest(?, ?, ?) as k (tenant, room_id, user_id)
       where (a.tenant, a.room_id, a.user_id) = (k.tenant, k.room_id, k.user_id)
      """;

  void write(Connection connection) throws SQLException {
    Columns left = new Columns();
    Columns there = new Columns(changed.size());
    for (Who who : changed) {
      Boolean mute = of(who.room()).get(who.userId());
      if (mute == null) {
        left.add(who.room().tenant(), who.room().roomId(), who.userId());
      } else {
        there.add(who.room().tenant(), who.room().roomId(), who.userId(), mute);
      }
    }
    left.update(connection, REMOVE, "text", "text", "text");
    there.update(connection, WRITE, "text", "text", "text", "boolean");
  }
}
