package chat.parley.projections.history;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.engine.domain.Lookup;
import chat.parley.engine.domain.Message;
import chat.parley.engine.domain.MessagePage;
import chat.parley.engine.domain.PageRequest;
import chat.parley.engine.domain.PageRequest.Cursor;
import chat.parley.engine.domain.PageRequest.Direction;
import chat.parley.engine.domain.RoomAnswer;
import chat.parley.engine.domain.RoomEvent;
import chat.parley.engine.domain.RoomKey;
import chat.parley.engine.domain.RoomQuery;
import chat.parley.engine.domain.StoredMessage;
import chat.parley.projections.Database;
import chat.parley.projections.RandomRoom;
import chat.parley.projections.Tables;
import chat.parley.projections.TestDatabase;
import chat.parley.projections.view.View;
import chat.parley.projections.view.Views;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The history answers like a window that forgot nothing, however far its view lags behind. */
class HistoryReplayTest {

  private static final int ROOMS = 40;
  private static final int PAGES = 25;
  private static final List<View> HISTORY = List.of(Views.named("history").orElseThrow());

  private static Database database;
  private static JdbcHistory history;

  @BeforeAll
  static void open() {
    database = TestDatabase.fresh();
    history = new JdbcHistory(database);
  }

  @AfterAll
  static void close() {
    database.close();
  }

  @Test
  void anyPageEqualsTheFoldOfTheWholeJournalWhereverTheViewStands() {
    for (int i = 0; i < ROOMS; i++) {
      // given a room with a random life, and a view that is applied up to a random place
      Random random = new Random(i);
      RandomRoom room = lived(new RoomKey("main", "r" + i), random);
      int before = 0;
      for (int applied : new int[] {0, random.nextInt(room.events.size()), room.events.size()}) {
        Tables.project(database, room, before, applied, HISTORY);
        before = applied;
        for (int j = 0; j < PAGES; j++) {
          // when any page is read
          PageRequest request = anyRequest(random, room);
          MessagePage page = history.page(room.key, request).toCompletableFuture().join();

          // then it is what a window over all of the room answers
          String where = room.key + " applied " + applied + " " + request;
          assertThat(page).as(where).isEqualTo(fromMemory(room, request));
        }
        everyMessageIsFound(room);
      }
    }
  }

  private static void everyMessageIsFound(RandomRoom room) {
    for (Message message : room.messages()) {
      StoredMessage expected = stored(room, message);
      assertThat(find(room, new Lookup.BySeq(message.seq()))).contains(expected);
      if (message.clientMessageId() != null) {
        assertThat(
                find(
                    room,
                    new Lookup.ByClientMessageId(message.senderId(), message.clientMessageId())))
            .contains(expected);
      }
    }
    assertThat(find(room, new Lookup.BySeq(room.room.lastSeq() + 1))).isEmpty();
    assertThat(find(room, new Lookup.BySeq(0))).isEmpty();
    assertThat(find(room, new Lookup.ByClientMessageId("u1", "never sent"))).isEmpty();
  }

  private static RandomRoom lived(RoomKey key, Random random) {
    RandomRoom room = new RandomRoom(key, random, List.of("u1", "u2", "u3", "u4"));
    room.live(20 + random.nextInt(200));
    Tables.journal(database, room);
    return room;
  }

  private static PageRequest anyRequest(Random random, RandomRoom room) {
    Direction direction = Direction.values()[random.nextInt(3)];
    int limit = 1 + random.nextInt(50);
    int kind = random.nextInt(10);
    if (kind == 0 || room.messages().isEmpty()) {
      return PageRequest.newest(limit);
    }
    if (kind < 6) {
      long seq = random.nextInt((int) room.room.lastSeq() + 5);
      return new PageRequest(limit, direction, new Cursor(seq, null));
    }
    int shift = random.nextInt(3) - 1;
    return new PageRequest(
        limit, direction, new Cursor(null, room.anyMessage().createdAt().plusMillis(shift)));
  }

  private static MessagePage fromMemory(RandomRoom room, PageRequest request) {
    RoomAnswer answer =
        room.room.answer(new RoomQuery.Messages(room.user(room.users.get(0)), request, 0), 0);
    MessagePage page = ((RoomAnswer.Page) answer).page();
    return new MessagePage(
        page.messages(), page.lastSeq(), page.rev(), page.nextBefore(), MessagePage.Source.HISTORY);
  }

  private static Optional<StoredMessage> find(RandomRoom room, Lookup lookup) {
    return history.find(room.key, lookup).toCompletableFuture().join();
  }

  private static StoredMessage stored(RandomRoom room, Message message) {
    return room.events.stream()
        .filter(e -> e instanceof RoomEvent.MessagePosted p && p.seq() == message.seq())
        .map(RoomEvent.MessagePosted.class::cast)
        .map(posted -> new StoredMessage(message, posted.fingerprint(), posted.rev()))
        .findFirst()
        .orElseThrow();
  }
}
