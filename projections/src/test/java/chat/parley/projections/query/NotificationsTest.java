package chat.parley.projections.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.parley.engine.domain.Notification;
import chat.parley.projections.Database;
import chat.parley.projections.Tables;
import chat.parley.projections.TestDatabase;
import chat.parley.projections.TestNode;
import chat.parley.projections.query.Queries.NotificationsPage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class NotificationsTest {

  private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

  private Database database;
  private Queries queries;

  @BeforeEach
  void twentyMentionsAndAnInvitation() {
    database = TestDatabase.fresh();
    queries = new JdbcQueries(database, TestNode.NO_NEWS);
    member("u1", "r1", 0);
    member("u2", "r1", 0);
    invitation("u1", "r1", 0);
    for (int seq = 1; seq <= 20; seq++) {
      mention("u1", "r1", seq);
    }
    mention("u2", "r1", 20);
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void theChainOfCursorsVisitsEveryNotificationOnceNewestFirst() {
    List<String> visited = new ArrayList<>();
    String cursor = null;
    do {
      NotificationsPage page = page(6, cursor, false);
      page.notifications().forEach(n -> visited.add(n.id()));
      cursor = page.nextCursor();
    } while (cursor != null);

    List<String> expected = new ArrayList<>();
    for (int seq = 20; seq >= 0; seq--) {
      expected.add(id(seq));
    }
    assertThat(visited).isEqualTo(expected);
  }

  @Test
  void aNotificationSaysWhatHappened() {
    Notification newest = page(1, null, false).notifications().get(0);

    assertThat(newest)
        .isEqualTo(
            new Notification(
                id(20),
                "mention",
                "r1",
                "u9",
                "Nine",
                id(20),
                20,
                "text 20",
                NOON.plusSeconds(20),
                false));
  }

  @Test
  void readingTheRoomReadsItsNotificationsButNotTheInvitation() {
    // when
    member("u1", "r1", 15);

    // then
    assertThat(unread()).isEqualTo(ids(20, 19, 18, 17, 16, 0));
    assertThat(page(50, null, false).notifications()).hasSize(21);
  }

  @Test
  void someAreMarkedAsReadByTheirIds() {
    // when
    read(Arrays.asList(id(20), id(3), "not an id", "\u0000", null, id(77)));
    read(List.of(id(20)));
    read(List.of());

    // then
    assertThat(unread()).hasSize(19).doesNotContain(id(20), id(3));
    assertThat(queries.notifications("main", "u2", 50, null, true).toCompletableFuture().join())
        .extracting(p -> p.notifications().size())
        .isEqualTo(1);
  }

  @Test
  void allAreMarkedAsReadAndWhatComesLaterIsUnread() {
    // when
    read(null);
    read(null);
    mention("u1", "r1", 21);

    // then
    assertThat(unread()).isEqualTo(ids(21));
  }

  @Test
  void unreadOnesArePagedPastThoseThatAreRead() {
    // given
    read(ids(20, 18, 16, 14));

    // when
    NotificationsPage first = page(3, null, true);
    NotificationsPage second = page(3, first.nextCursor(), true);

    // then
    assertThat(first.notifications()).extracting(Notification::id).isEqualTo(ids(19, 17, 15));
    assertThat(second.notifications()).extracting(Notification::id).isEqualTo(ids(13, 12, 11));
  }

  @Test
  void aCursorThatIsNoneIsAnIllegalArgument() {
    for (String cursor : List.of("", "*", "abcd", "z".repeat(500))) {
      assertThatThrownBy(() -> page(30, cursor, false))
          .hasCauseInstanceOf(IllegalArgumentException.class);
    }
  }

  private NotificationsPage page(int limit, String cursor, boolean unreadOnly) {
    return queries
        .notifications("main", "u1", limit, cursor, unreadOnly)
        .toCompletableFuture()
        .join();
  }

  private List<String> unread() {
    return page(50, null, true).notifications().stream().map(Notification::id).toList();
  }

  private void read(List<String> ids) {
    queries.readNotifications("main", "u1", ids).toCompletableFuture().join();
  }

  /** Time-ordered, in the shape of message ids. */
  private static String id(int number) {
    return String.format("01JD2N7Z%018d", number);
  }

  private static List<String> ids(int... numbers) {
    return Arrays.stream(numbers).mapToObj(NotificationsTest::id).toList();
  }

  private void mention(String user, String room, int seq) {
    Tables.update(
        database,
        "insert into notification values ('main', ?, ?, 'mention', ?, 'u9', 'Nine', ?, ?, ?, ?)",
        user,
        id(seq),
        room,
        id(seq),
        seq,
        "text " + seq,
        NOON.plusSeconds(seq));
  }

  private void invitation(String user, String room, int number) {
    Tables.update(
        database,
        "insert into notification values ('main', ?, ?, 'invitation', ?, 'u9', null, null, 0,"
            + " null, ?)",
        user,
        id(number),
        room,
        NOON.plusSeconds(number));
  }

  private void member(String user, String room, long readSeq) {
    Tables.update(
        database,
        "insert into member (tenant, room_id, user_id, role, joined_at, read_seq, delivered_seq)"
            + " values ('main', ?, ?, 'MEMBER', ?, ?, ?)"
            + " on conflict (tenant, room_id, user_id) do update set read_seq = excluded.read_seq",
        room,
        user,
        NOON,
        readSeq,
        readSeq);
  }
}
