package chat.parley.projections.history;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.engine.domain.EventJson;
import chat.parley.engine.domain.MessagePage;
import chat.parley.engine.domain.PageRequest;
import chat.parley.engine.domain.Room;
import chat.parley.engine.domain.RoomAnswer;
import chat.parley.engine.domain.RoomEvent;
import chat.parley.engine.domain.RoomKey;
import chat.parley.engine.domain.RoomQuery;
import chat.parley.engine.domain.WindowSize;
import chat.parley.projections.Database;
import chat.parley.projections.RandomRoom;
import chat.parley.projections.Tables;
import chat.parley.projections.TestDatabase;
import chat.parley.projections.view.View;
import chat.parley.projections.view.Views;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Every page is the room as it was at one rev, whatever is written while it is read. */
class HistoryWhileWritingTest {

  private static final RoomKey KEY = new RoomKey("main", "r1");
  private static final List<View> HISTORY = List.of(Views.named("history").orElseThrow());
  private static final PageRequest NEWEST = PageRequest.newest(50);

  private final AtomicInteger written = new AtomicInteger();
  private final AtomicInteger applied = new AtomicInteger();
  private RandomRoom room;
  private Database database;

  @BeforeEach
  void aLifeToBeWritten() {
    room = new RandomRoom(KEY, new Random(3), List.of("u1", "u2", "u3"));
    room.live(1_000);
    database = TestDatabase.fresh();
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void pagesAreOfOneMomentAndNeverGoBack() {
    // given
    Map<Long, MessagePage> byRev = pagesByRev();
    JdbcHistory history = new JdbcHistory(database);
    CompletableFuture<Void> writing = CompletableFuture.runAsync(this::write);
    CompletableFuture<Void> projecting = CompletableFuture.runAsync(this::project);
    CompletableFuture<Void> rebuilding = CompletableFuture.runAsync(this::replaceTables);

    // when, then
    long rev = 0;
    long atLeast = 0;
    while (atLeast < room.events.size()) {
      atLeast = written.get();
      MessagePage page = history.page(KEY, NEWEST).toCompletableFuture().join();
      assertThat(page).isEqualTo(byRev.get(page.rev()));
      assertThat(page.rev()).isGreaterThanOrEqualTo(rev);
      rev = page.rev();
    }
    assertThat(rev).isEqualTo(room.room.rev());
    CompletableFuture.allOf(writing, projecting, rebuilding).join();
  }

  private void write() {
    Random random = new Random(4);
    while (written.get() < room.events.size()) {
      int from = written.get();
      int to = Math.min(room.events.size(), from + 1 + random.nextInt(5));
      database
          .transaction(
              connection -> {
                for (int i = from; i < to; i++) {
                  Tables.event(connection, KEY, i + 1, EventJson.write(room.events.get(i)));
                }
                return null;
              })
          .toCompletableFuture()
          .join();
      written.set(to);
    }
  }

  private void project() {
    while (applied.get() < room.events.size()) {
      int to = written.get();
      if (to > applied.get()) {
        Tables.project(database, room, applied.get(), to, HISTORY);
        applied.set(to);
      }
    }
  }

  /** What the end of a rebuild does: other tables, with the same rows, take their names. */
  private void replaceTables() {
    while (applied.get() < room.events.size()) {
      database
          .transaction(
              connection -> {
                for (String table : List.of("history_applied", "message")) {
                  Tables.run(connection, "lock table " + table + " in access exclusive mode");
                }
                for (String table : List.of("history_applied", "message")) {
                  Tables.run(
                      connection,
                      "create table other (like " + table + " including all)",
                      "insert into other select * from " + table,
                      "drop table " + table,
                      "alter table other rename to " + table);
                }
                return null;
              })
          .toCompletableFuture()
          .join();
    }
  }

  /** The newest page at each rev; what has no rev does not show in it. */
  private Map<Long, MessagePage> pagesByRev() {
    Map<Long, MessagePage> byRev = new HashMap<>();
    byRev.put(0L, new MessagePage(List.of(), 0, 0, null, MessagePage.Source.HISTORY));
    Room replayed = Room.absent(KEY, new WindowSize(10_000, Integer.MAX_VALUE));
    for (RoomEvent event : room.events) {
      replayed = replayed.apply(event);
      RoomAnswer answer =
          replayed.answer(new RoomQuery.Messages(room.user(room.users.get(0)), NEWEST, 0), 0);
      MessagePage page = ((RoomAnswer.Page) answer).page();
      byRev.put(
          page.rev(),
          new MessagePage(
              page.messages(),
              page.lastSeq(),
              page.rev(),
              page.nextBefore(),
              MessagePage.Source.HISTORY));
    }
    return byRev;
  }
}
