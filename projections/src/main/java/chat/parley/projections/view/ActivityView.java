package chat.parley.projections.view;

import chat.parley.engine.domain.ContentType;
import chat.parley.engine.domain.RoomEvent;
import chat.parley.engine.domain.RoomKey;
import chat.parley.projections.journal.JournalRow;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Messages and people who wrote, by UTC day. A later deletion does not undo that somebody wrote.
 */
final class ActivityView implements View {

  private record Day(RoomKey room, LocalDate date) {}

  private record Sender(Day day, String userId) {}

  @Override
  public String name() {
    return "activity";
  }

  @Override
  public List<String> tables() {
    return List.of("daily_activity", "daily_sender");
  }

  @Override
  public void fold(Connection connection, List<JournalRow> rows) throws SQLException {
    Map<Sender, Long> counts = new LinkedHashMap<>();
    for (JournalRow row : rows) {
      if (row.event() instanceof RoomEvent.MessagePosted posted
          && posted.contentType() != ContentType.SYSTEM) {
        LocalDate date = posted.at().atOffset(ZoneOffset.UTC).toLocalDate();
        counts.merge(new Sender(new Day(row.room(), date), posted.senderId()), 1L, Long::sum);
      }
    }
    if (!counts.isEmpty()) {
      write(connection, counts, known(connection, counts.keySet()));
    }
  }

  private static final String KNOWN =
      """
      select d.*
        from unnest(?, ?, ?, ?) as k (tenant, room_id, day, sender_id)
        join daily_sender d using (tenant, room_id, day, sender_id)
      """;

  /** Those who have written on that day before. */
  private static Set<Sender> known(Connection connection, Set<Sender> senders) throws SQLException {
    Columns keys = new Columns(senders.size());
    for (Sender s : senders) {
      RoomKey room = s.day().room();
      keys.add(room.tenant(), room.roomId(), s.day().date(), s.userId());
    }
    Set<Sender> known = new HashSet<>();
    try (PreparedStatement query = connection.prepareStatement(KNOWN)) {
      keys.bind(query, "text", "text", "date", "text");
      try (ResultSet found = query.executeQuery()) {
        while (found.next()) {
          LocalDate date = found.getObject("day", LocalDate.class);
          known.add(
              new Sender(new Day(MessageRows.room(found), date), found.getString("sender_id")));
        }
      }
    }
    return known;
  }

  private static final String ADD_SENDERS =
      """
      insert into daily_sender as d (tenant, room_id, day, sender_id, messages)
      select * from unnest(?, ?, ?, ?, ?)
      on conflict (tenant, room_id, day, sender_id) do update
         set messages = d.messages + excluded.messages
      """;

  private static final String ADD_DAYS =
      """
      insert into daily_activity as d (tenant, room_id, day, messages, senders)
      select * from unnest(?, ?, ?, ?, ?)
      on conflict (tenant, room_id, day) do update
         set messages = d.messages + excluded.messages,
             senders = d.senders + excluded.senders
      """;

  private static void write(Connection connection, Map<Sender, Long> counts, Set<Sender> known)
      throws SQLException {
    Columns senders = new Columns(counts.size());
    Map<Day, long[]> days = new LinkedHashMap<>();
    counts.forEach(
        (sender, messages) -> {
          RoomKey room = sender.day().room();
          senders.add(room.tenant(), room.roomId(), sender.day().date(), sender.userId(), messages);
          long[] day = days.computeIfAbsent(sender.day(), d -> new long[2]);
          day[0] += messages;
          day[1] += known.contains(sender) ? 0 : 1;
        });
    Columns sums = new Columns(days.size());
    days.forEach(
        (day, sum) ->
            sums.add(day.room().tenant(), day.room().roomId(), day.date(), sum[0], sum[1]));
    senders.update(connection, ADD_SENDERS, "text", "text", "date", "text", "bigint");
    sums.update(connection, ADD_DAYS, "text", "text", "date", "bigint", "bigint");
  }
}
