package chat.parley.projections.view;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.engine.domain.ContentType;
import chat.parley.engine.domain.EventJson;
import chat.parley.engine.domain.Member;
import chat.parley.engine.domain.Message;
import chat.parley.engine.domain.RoomEvent;
import chat.parley.engine.domain.RoomInfo;
import chat.parley.engine.domain.RoomKey;
import chat.parley.projections.Database;
import chat.parley.projections.Posts;
import chat.parley.projections.RandomRoom;
import chat.parley.projections.TestDatabase;
import chat.parley.projections.journal.JournalRow;
import chat.parley.projections.journal.Position;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the views make of the journal, however it is cut into groups. */
class ViewsTest {

  private Database database;

  @BeforeEach
  void open() {
    database = TestDatabase.ofANode();
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void theViewsAreTheFoldOfTheJournal() {
    List<RandomRoom> rooms = rooms(15, 150);
    applyInGroups(database, rows(rooms), new Random(1), 60);

    for (RandomRoom room : rooms) {
      String where = " where room_id = '" + room.key.roomId() + "'";
      assertThat(
              Dump.rows(
                  database,
                  "select concat_ws('|', name, kind, member_count, last_seq, rev, closed, archived)"
                      + " from room"
                      + where))
          .containsExactly(summary(room.room.info()));
      assertThat(messages(room)).isEqualTo(room.messages());
      assertThat(
              Dump.rows(
                  database,
                  "select concat_ws('|', user_id, role, read_seq, delivered_seq, muted) from member"
                      + where
                      + " order by user_id"))
          .isEqualTo(members(room));
      assertThat(unread(room)).isEqualTo(expectedUnread(room));
      assertThat(
              Dump.rows(
                  database,
                  "select concat_ws('|', day, messages, senders) from daily_activity"
                      + where
                      + " order by day"))
          .isEqualTo(days(room));
    }
  }

  private static String summary(RoomInfo info) {
    return String.join(
        "|",
        info.name(),
        info.kind().name(),
        "" + info.memberCount(),
        "" + info.lastSeq(),
        "" + info.rev(),
        info.closed() ? "t" : "f",
        info.archived() ? "t" : "f");
  }

  private List<Message> messages(RandomRoom room) {
    return database
        .query(
            connection -> {
              try (Statement statement = connection.createStatement();
                  ResultSet found =
                      statement.executeQuery(
                          "select "
                              + MessageRows.COLUMNS
                              + " from message m where room_id = '"
                              + room.key.roomId()
                              + "' order by seq")) {
                List<Message> messages = new ArrayList<>();
                while (found.next()) {
                  messages.add(MessageRows.read(found).message());
                }
                return messages;
              }
            })
        .toCompletableFuture()
        .join();
  }

  private static List<String> members(RandomRoom room) {
    List<String> members = new ArrayList<>();
    for (String user : new TreeSet<>(room.users)) {
      room.room
          .member(user)
          .ifPresent(
              m ->
                  members.add(
                      String.join(
                          "|",
                          m.userId(),
                          m.role().name(),
                          "" + m.readSeq(),
                          "" + m.deliveredSeq(),
                          m.muted() ? "t" : "f")));
    }
    return members;
  }

  private List<String> unread(RandomRoom room) {
    return Dump.rows(
        database,
        """
        select concat_ws('|', user_id, last_seq - read_seq
                 - (select count(*) from uncounted_message u
                     where (u.tenant, u.room_id) = (r.tenant, r.room_id) and u.seq > m.read_seq),
               (select count(*) from mention x
                 where (x.tenant, x.user_id, x.room_id) = (m.tenant, m.user_id, m.room_id)
                   and x.seq > m.read_seq))
          from room r join member m using (tenant, room_id)
         where room_id = '%s'
         order by user_id
        """
            .formatted(room.key.roomId()));
  }

  /** By the words of the protocol, message by message. */
  private static List<String> expectedUnread(RandomRoom room) {
    List<String> counts = new ArrayList<>();
    for (String user : new TreeSet<>(room.users)) {
      Member member = room.room.member(user).orElse(null);
      if (member != null) {
        List<Message> unread =
            room.messages().stream()
                .filter(m -> m.seq() > member.readSeq() && !m.senderId().equals(user))
                .filter(m -> m.deletedAt() == null && m.contentType() != ContentType.SYSTEM)
                .toList();
        long mentions = unread.stream().filter(m -> m.mentions().contains(user)).count();
        counts.add(user + "|" + unread.size() + "|" + mentions);
      }
    }
    return counts;
  }

  private static List<String> days(RandomRoom room) {
    Map<LocalDate, Integer> messages = new TreeMap<>();
    Map<LocalDate, Set<String>> senders = new TreeMap<>();
    for (Message message : room.messages()) {
      LocalDate day = message.createdAt().atOffset(ZoneOffset.UTC).toLocalDate();
      messages.merge(day, 1, Integer::sum);
      senders.computeIfAbsent(day, d -> new TreeSet<>()).add(message.senderId());
    }
    List<String> days = new ArrayList<>();
    messages.forEach((day, n) -> days.add(day + "|" + n + "|" + senders.get(day).size()));
    return days;
  }

  @Test
  void howTheJournalIsCutIntoGroupsMakesNoDifference() {
    List<JournalRow> rows = rows(rooms(8, 120));

    try (Database oneByOne = TestDatabase.fresh();
        Database atOnce = TestDatabase.fresh()) {
      applyInGroups(oneByOne, rows, new Random(1), 1);
      applyInGroups(atOnce, rows, new Random(1), rows.size() * 2);
      applyInGroups(database, rows, new Random(2), 40);

      assertThat(Dump.of(atOnce)).isEqualTo(Dump.of(oneByOne));
      assertThat(Dump.of(database)).isEqualTo(Dump.of(oneByOne));
    }
  }

  @Test
  void twoInstancesThatOverlapApplyEachEventOnce() {
    // given
    List<JournalRow> rows = rows(rooms(6, 100));
    try (Database alone = TestDatabase.fresh()) {
      applyInGroups(alone, rows, new Random(1), 50);

      // when four instances apply all of it at once, each in groups of its own
      List<CompletableFuture<Void>> instances =
          IntStream.range(0, 4)
              .mapToObj(
                  i ->
                      CompletableFuture.runAsync(
                          () -> applyInGroups(database, rows, new Random(i), 50)))
              .toList();
      instances.forEach(CompletableFuture::join);

      // then
      assertThat(Dump.of(database)).isEqualTo(Dump.of(alone));
    }
  }

  @Test
  void aPostedMessageCostsTheSameInALargeRoomAndInASmallOne() throws SQLException {
    List<String> small = users(3);
    List<String> large = users(10_000);

    assertThat(rowsWritten("large", large))
        .isEqualTo(rowsWritten("small", small))
        .isBetween(1L, 20L);
  }

  /** Rows that the fiftieth message writes, one that mentions somebody. */
  private long rowsWritten(String roomId, List<String> users) throws SQLException {
    RoomKey room = new RoomKey("main", roomId);
    List<JournalRow> rows = new ArrayList<>();
    rows.add(row(room, 1, Posts.created(users)));
    for (int seq = 1; seq < 50; seq++) {
      rows.add(row(room, seq + 1L, Posts.posted(room, seq, "user-1", List.of("user-2"))));
    }
    JournalRow last = row(room, 51, Posts.posted(room, 50, "user-1", List.of("user-2")));
    try (Connection connection = database.settings().connect()) {
      connection.setAutoCommit(false);
      apply(connection, rows);
      connection.commit();
      long before = tuplesOfThisSession(connection);
      apply(connection, List.of(last));
      return tuplesOfThisSession(connection) - before;
    }
  }

  private static long tuplesOfThisSession(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet found =
            statement.executeQuery(
                "select sum(n_tup_ins + n_tup_upd + n_tup_del) from pg_stat_xact_user_tables")) {
      found.next();
      return found.getLong(1);
    }
  }

  private static List<String> users(int count) {
    return IntStream.rangeClosed(1, count).mapToObj(i -> "user-" + i).toList();
  }

  private static List<RandomRoom> rooms(int count, int commands) {
    List<RandomRoom> rooms = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      RoomKey key = new RoomKey(i % 2 == 0 ? "main" : "other", "r" + i);
      RandomRoom room = new RandomRoom(key, new Random(i), List.of("u1", "u2", "u3", "u4", "u5"));
      room.live(commands);
      rooms.add(room);
    }
    return rooms;
  }

  /** The events of all rooms, mixed; those of one room in their order. */
  private static List<JournalRow> rows(List<RandomRoom> rooms) {
    List<RandomRoom> turns = new ArrayList<>();
    rooms.forEach(room -> turns.addAll(Collections.nCopies(room.events.size(), room)));
    Collections.shuffle(turns, new Random(7));
    Map<RoomKey, Integer> next = new HashMap<>();
    List<JournalRow> rows = new ArrayList<>();
    for (RandomRoom room : turns) {
      int index = next.merge(room.key, 1, Integer::sum) - 1;
      rows.add(row(room.key, index + 1L, room.events.get(index)));
    }
    return rows;
  }

  private static JournalRow row(RoomKey room, long sequenceNr, RoomEvent event) {
    return new JournalRow(Position.START, room.entityId(), sequenceNr, 0, EventJson.write(event));
  }

  private static void applyInGroups(
      Database database, List<JournalRow> rows, Random random, int size) {
    for (int from = 0; from < rows.size(); ) {
      int to = Math.min(rows.size(), from + 1 + random.nextInt(size));
      List<JournalRow> group = rows.subList(from, to);
      database
          .transaction(
              connection -> {
                apply(connection, group);
                return null;
              })
          .toCompletableFuture()
          .join();
      from = to;
    }
  }

  private static void apply(Connection connection, List<JournalRow> rows) throws SQLException {
    for (View view : Views.ALL) {
      view.apply(connection, rows);
    }
  }
}
