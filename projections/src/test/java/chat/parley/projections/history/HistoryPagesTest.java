package chat.parley.projections.history;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.engine.domain.Limits;
import chat.parley.engine.domain.Lookup;
import chat.parley.engine.domain.Message;
import chat.parley.engine.domain.MessagePage;
import chat.parley.engine.domain.PageRequest;
import chat.parley.engine.domain.PageRequest.Cursor;
import chat.parley.engine.domain.PageRequest.Direction;
import chat.parley.engine.domain.RoomCommand;
import chat.parley.engine.domain.RoomKey;
import chat.parley.projections.Database;
import chat.parley.projections.RandomRoom;
import chat.parley.projections.Tables;
import chat.parley.projections.TestDatabase;
import chat.parley.projections.view.Views;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HistoryPagesTest {

  private static final RoomKey KEY = new RoomKey("main", "r1");

  private Database database;
  private JdbcHistory history;
  private RandomRoom room;

  @BeforeEach
  void open() {
    database = TestDatabase.fresh();
    history = new JdbcHistory(database);
    room = new RandomRoom(KEY, new Random(7), List.of("u1", "u2"));
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void theChainOfNextBeforeVisitsEveryMessageExactlyOnce() {
    room.live(300);
    store(room.events.size() / 2);

    assertThat(chain(17)).isEqualTo(room.messages());
  }

  @Test
  void theChainVisitsEveryMessageWhereBytesAndNotTheLimitEndAPage() {
    // given messages of which twelve fit into a page
    for (int i = 0; i < 60; i++) {
      post("字".repeat(3_600));
    }
    store(room.events.size() - 10);

    // when
    MessagePage newest = page(PageRequest.newest(50));

    // then
    int bytes = newest.messages().stream().mapToInt(Message::weight).sum();
    assertThat(bytes).isLessThanOrEqualTo(Limits.PAGE_BYTES);
    assertThat(newest.messages()).hasSizeBetween(5, 49);
    assertThat(newest.messages()).last().isEqualTo(room.messages().get(59));
    assertThat(chain(50)).isEqualTo(room.messages());
  }

  @Test
  void aPageThatIsTooLargeKeepsWhatIsNearItsCursor() {
    for (int i = 0; i < 60; i++) {
      post("字".repeat(3_600));
    }
    store(30);

    assertThat(seqs(page(at(Direction.AFTER, 20)))).startsWith(21L).doesNotContain(60L);
    assertThat(seqs(page(at(Direction.BEFORE, 20)))).endsWith(19L).doesNotContain(1L);
    assertThat(seqs(page(at(Direction.AROUND, 30)))).contains(29L, 30L, 31L).doesNotContain(5L);
  }

  @Test
  void theChainForwardsVisitsEveryMessageExactlyOnce() {
    room.live(200);
    store(room.events.size() / 3);

    List<Message> visited = new ArrayList<>();
    MessagePage page;
    long last = 0;
    do {
      page = page(new PageRequest(13, Direction.AFTER, new Cursor(last, null)));
      visited.addAll(page.messages());
      last += page.messages().size();
    } while (!page.messages().isEmpty());

    assertThat(visited).isEqualTo(room.messages());
  }

  @Test
  void aRoomThatIsNotThereHasNoPast() {
    RoomKey nowhere = new RoomKey("main", "nowhere");

    assertThat(history.page(nowhere, PageRequest.newest(30)).toCompletableFuture().join())
        .isEqualTo(new MessagePage(List.of(), 0, 0, null, MessagePage.Source.HISTORY));
    assertThat(history.find(nowhere, new Lookup.BySeq(1)).toCompletableFuture().join()).isEmpty();
  }

  @Test
  void theSameRoomIdInAnotherTenantIsAnotherRoom() {
    room.live(50);
    store(20);

    RoomKey other = new RoomKey("other", "r1");
    assertThat(history.page(other, PageRequest.newest(30)).toCompletableFuture().join().messages())
        .isEmpty();
  }

  @Test
  void aTailThatGrewWhileProjectionsStoodStillIsFoldedWhole() {
    // given
    for (int i = 0; i < 30; i++) {
      post("before " + i);
    }
    int applied = room.events.size();
    Message first = room.messages().get(0);
    for (int i = 0; i < 5_000; i++) {
      post("after " + i);
      room.run(new RoomCommand.React(room.user("u2"), first.id(), "👍", i % 2 == 0));
    }
    store(applied);

    // then
    assertThat(page(PageRequest.newest(50)).messages())
        .isEqualTo(room.messages().subList(4_980, 5_030));
    assertThat(page(at(Direction.BEFORE, 31)).messages()).isEqualTo(room.messages().subList(0, 30));
    assertThat(page(PageRequest.newest(1)).rev()).isEqualTo(room.room.rev());
  }

  @Test
  void anEventThatTheViewCouldNotTakeIsReadFromTheJournal() {
    // given a view that went on without an edit of message 3
    for (int i = 1; i <= 10; i++) {
      post("text " + i);
    }
    room.run(new RoomCommand.Edit(room.user("u1"), room.messages().get(2).id(), "edited"));
    store(room.events.size());
    Tables.update(
        database, "update message set content = 'text 3', edited_at = null where seq = 3");
    Tables.update(
        database,
        "insert into parked_event (view, persistence_id, sequence_number, ordering, error)"
            + " values ('history', 'main/r1', 12, 12, 'poison')");

    // then
    assertThat(page(PageRequest.newest(50)).messages()).isEqualTo(room.messages());
  }

  @Test
  void aRowThatTheViewHasLostIsReadFromTheJournal() {
    room.live(100);
    store(room.events.size());
    Tables.update(database, "delete from message where seq = 7");

    assertThat(chain(20)).isEqualTo(room.messages());
    assertThat(history.find(KEY, new Lookup.BySeq(7)).toCompletableFuture().join())
        .hasValueSatisfying(s -> assertThat(s.message()).isEqualTo(room.messages().get(6)));
  }

  private void post(String content) {
    room.run(room.post(room.user("u1"), content));
  }

  private static PageRequest at(Direction direction, long seq) {
    return new PageRequest(50, direction, new Cursor(seq, null));
  }

  private MessagePage page(PageRequest request) {
    return history.page(KEY, request).toCompletableFuture().join();
  }

  private static List<Long> seqs(MessagePage page) {
    return page.messages().stream().map(Message::seq).toList();
  }

  /** All pages from the newest back, in ascending order. */
  private List<Message> chain(int limit) {
    List<Message> visited = new ArrayList<>();
    MessagePage page = page(PageRequest.newest(limit));
    visited.addAll(page.messages());
    while (page.nextBefore() != null) {
      page = page(PageRequest.before(page.nextBefore(), limit));
      visited.addAll(0, page.messages());
    }
    return visited;
  }

  private void store(int applied) {
    Tables.journal(database, room);
    Tables.project(database, room, 0, applied, List.of(Views.named("history").orElseThrow()));
  }
}
