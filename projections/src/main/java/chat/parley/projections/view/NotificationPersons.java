package chat.parley.projections.view;

import chat.parley.engine.domain.RoomEvent;
import chat.parley.engine.domain.RoomKey;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * What people are called, by the newest message that bore their name. The rooms of a person lie in
 * several slices, which are taken over at the same time in any order: so the greatest wins, and
 * rows are locked in one order, and only where they change.
 */
final class NotificationPersons {

  private record Person(String tenant, String userId) implements Comparable<Person> {
    private static final Comparator<Person> ORDER =
        Comparator.comparing(Person::tenant).thenComparing(Person::userId);

    @Override
    public int compareTo(Person other) {
      return ORDER.compare(this, other);
    }
  }

  private record Called(Instant hour, String name) implements Comparable<Called> {
    private static final Comparator<Called> ORDER =
        Comparator.comparing(Called::hour).thenComparing(Called::name);

    @Override
    public int compareTo(Called other) {
      return ORDER.compare(this, other);
    }
  }

  private final Map<Person, Called> seen = new TreeMap<>();

  void take(RoomKey room, RoomEvent event) {
    if (event instanceof RoomEvent.MessagePosted e && e.senderName() != null) {
      seen.merge(
          new Person(room.tenant(), e.senderId()),
          new Called(e.at().truncatedTo(ChronoUnit.HOURS), e.senderName()),
          (a, b) -> a.compareTo(b) > 0 ? a : b);
    }
  }

  private static final String LOAD =
      """
      select p.tenant, p.user_id, p.hour, p.name
        from unnest(?, ?) as k (tenant, user_id)
        join notification_person p using (tenant, user_id)
      """;

  private static final String WRITE =
      """
      insert into notification_person as p (tenant, user_id, hour, name)
      select * from unnest(?, ?, ?, ?)
      on conflict (tenant, user_id) do update
         set hour = excluded.hour,
             name = excluded.name
       where (p.hour, p.name collate "C") < (excluded.hour, excluded.name collate "C")
      """;

  void write(Connection connection) throws SQLException {
    if (seen.isEmpty()) {
      return;
    }
    Map<Person, Called> known = load(connection);
    Columns news = new Columns();
    seen.forEach(
        (person, called) -> {
          Called before = known.get(person);
          if (before == null || before.compareTo(called) < 0) {
            news.add(person.tenant, person.userId, called.hour, called.name);
          }
        });
    news.update(connection, WRITE, "text", "text", "timestamptz", "text");
  }

  private Map<Person, Called> load(Connection connection) throws SQLException {
    Columns keys = new Columns(seen.size());
    seen.keySet().forEach(person -> keys.add(person.tenant, person.userId));
    Map<Person, Called> known = new HashMap<>();
    try (PreparedStatement query = connection.prepareStatement(LOAD)) {
      keys.bind(query, "text", "text");
      try (ResultSet found = query.executeQuery()) {
        while (found.next()) {
          known.put(
              new Person(found.getString(1), found.getString(2)),
              new Called(MessageRows.instant(found, "hour"), found.getString(4)));
        }
      }
    }
    return known;
  }
}
