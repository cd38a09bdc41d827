package chat.parley.projections.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.parley.engine.domain.ContentType;
import chat.parley.engine.domain.Member;
import chat.parley.engine.domain.Message;
import chat.parley.engine.domain.RoomCommand;
import chat.parley.engine.domain.RoomKey;
import chat.parley.projections.Database;
import chat.parley.projections.RandomRoom;
import chat.parley.projections.Tables;
import chat.parley.projections.TestDatabase;
import chat.parley.projections.TestNode;
import chat.parley.projections.query.Queries.RoomSummary;
import chat.parley.projections.query.Queries.RoomsPage;
import chat.parley.projections.query.Queries.UnreadTotal;
import chat.parley.projections.view.Views;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the views make of random lives, against a naive count over the same events. */
class RoomListTest {

  private static final List<String> USERS = List.of("u1", "u2", "u3", "u4", "u5");

  private static final List<RandomRoom> ROOMS = new ArrayList<>();
  private static Database database;
  private static Queries queries;

  @BeforeAll
  static void manyRoomsThatLive() {
    database = TestDatabase.fresh();
    queries = new JdbcQueries(database, TestNode.NO_NEWS);
    for (int i = 0; i < 60; i++) {
      Random random = new Random(i);
      String tenant = i % 10 == 9 ? "other" : "main";
      RandomRoom room = new RandomRoom(new RoomKey(tenant, "r" + i), random, USERS);
      room.live(i % 7 == 6 ? 0 : random.nextInt(150));
      if (i % 11 == 10) {
        room.run(new RoomCommand.Archive(room.user("u1")));
      }
      ROOMS.add(room);
      int applied = 0;
      while (applied < room.events.size()) {
        int to = Math.min(room.events.size(), applied + 1 + random.nextInt(40));
        Tables.project(database, room, applied, to, Views.ALL);
        applied = to;
      }
    }
  }

  @AfterAll
  static void close() {
    database.close();
  }

  @Test
  void aUserSeesTheRoomsOfTheTenantNewestActivityFirstWithCountsAsDefined() {
    for (String user : USERS) {
      List<RoomSummary> rooms =
          queries.rooms("main", user, 200, null).toCompletableFuture().join().rooms();

      assertThat(rooms).isEqualTo(expected(user, room -> true)).isNotEmpty();
    }
  }

  @Test
  void theCountsAreThoseOfTheRoomItself() {
    for (RoomSummary summary :
        queries.rooms("main", "u2", 200, null).toCompletableFuture().join().rooms()) {
      RandomRoom room =
          ROOMS.stream().filter(r -> r.key.roomId().equals(summary.roomId())).findAny().get();

      assertThat(summary.unreadCount()).isEqualTo(room.room.unreadCount("u2"));
      assertThat(summary.mentionCount()).isEqualTo(room.room.mentionCount("u2"));
    }
  }

  @Test
  void theChainOfCursorsVisitsEveryRoomOnce() {
    for (int limit : new int[] {1, 3, 7, 30}) {
      List<RoomSummary> visited = new ArrayList<>();
      String cursor = null;
      do {
        RoomsPage page = queries.rooms("main", "u3", limit, cursor).toCompletableFuture().join();
        assertThat(page.rooms()).hasSizeLessThanOrEqualTo(limit);
        visited.addAll(page.rooms());
        cursor = page.nextCursor();
      } while (cursor != null);

      assertThat(visited).isEqualTo(expected("u3", room -> true));
    }
  }

  @Test
  void theTotalIsOverRoomsThatAreNotMuted() {
    for (String user : USERS) {
      List<RoomSummary> loud = expected(user, r -> !r.room.member(user).orElseThrow().muted());

      UnreadTotal total = queries.unread("main", user).toCompletableFuture().join();

      assertThat(total)
          .isEqualTo(
              new UnreadTotal(
                  loud.stream().mapToLong(RoomSummary::unreadCount).sum(),
                  loud.stream().mapToLong(RoomSummary::mentionCount).sum(),
                  loud.stream().filter(r -> r.unreadCount() > 0).count()));
    }
  }

  @Test
  void receiptsAreTheFirstMovesOfMarkersOverAMessage() {
    for (RandomRoom room : ROOMS.subList(0, 12)) {
      for (Message message : room.messages()) {
        assertThat(
                queries
                    .receipts(
                        room.key.tenant(),
                        room.key.roomId(),
                        message.seq(),
                        message.senderId(),
                        100)
                    .toCompletableFuture()
                    .join())
            .as(room.key + " " + message.seq())
            .isEqualTo(NaiveReceipts.of(room, message));
      }
    }
  }

  @Test
  void whoIsInNoRoomHasAnEmptyListAndNothingUnread() {
    assertThat(queries.rooms("main", "nobody", 30, null).toCompletableFuture().join())
        .isEqualTo(new RoomsPage(List.of(), null));
    assertThat(queries.unread("main", "nobody").toCompletableFuture().join())
        .isEqualTo(new UnreadTotal(0, 0, 0));
  }

  @Test
  void aCursorThatIsNoneIsAnIllegalArgument() {
    for (String cursor :
        List.of(
            "",
            "%",
            "abc",
            "x".repeat(1_000),
            encoded("2026-11-20T12:00:00Z"),
            encoded("2026-11-20T12:00:00Z a|b"),
            encoded("2026-11-20T12:00:00Z \u0000"),
            encoded("yesterday r1"),
            encoded("+999999999-12-31T00:00:00Z r1"),
            encoded("-999999999-12-31T00:00:00Z r1"))) {
      assertThatThrownBy(() -> queries.rooms("main", "u1", 30, cursor).toCompletableFuture().join())
          .as(cursor)
          .hasCauseInstanceOf(IllegalArgumentException.class);
    }
  }

  private static String encoded(String text) {
    return Base64.getUrlEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private static List<RoomSummary> expected(String user, Predicate<RandomRoom> which) {
    return ROOMS.stream()
        .filter(r -> r.key.tenant().equals("main"))
        .filter(r -> r.room.member(user).isPresent() && !r.room.info().archived())
        .filter(which)
        .sorted(
            Comparator.comparing(RandomRoom::activity)
                .thenComparing(r -> r.key.roomId())
                .reversed())
        .map(r -> summary(r, user))
        .toList();
  }

  private static RoomSummary summary(RandomRoom room, String user) {
    Member me = room.room.member(user).orElseThrow();
    List<Message> unread =
        room.messages().stream()
            .filter(m -> m.seq() > me.readSeq())
            .filter(m -> !m.senderId().equals(user))
            .filter(m -> !m.isDeleted() && m.contentType() != ContentType.SYSTEM)
            .toList();
    List<Message> all = room.messages();
    return new RoomSummary(
        room.key.roomId(),
        room.room.info().name(),
        room.room.info().kind(),
        room.room.info().externalRef(),
        room.room.memberCount(),
        room.room.lastSeq(),
        room.room.info().lastMessageAt(),
        all.isEmpty() ? null : all.get(all.size() - 1),
        unread.size(),
        unread.stream().filter(m -> m.mentions().contains(user)).count(),
        me.readSeq(),
        me.muted());
  }
}
