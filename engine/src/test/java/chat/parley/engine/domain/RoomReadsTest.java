package chat.parley.engine.domain;

import static chat.parley.engine.domain.Scene.user;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class RoomReadsTest {

  private final Scene scene = Scene.of(new WindowSize(10, 1_000_000), "u2");

  private void fill(int messages) {
    for (int i = 1; i <= messages; i++) {
      scene.now = scene.now.plusSeconds(1);
      scene.say("u1", "m" + i);
    }
  }

  private RoomAnswer ask(PageRequest page) {
    return scene.room.answer(new RoomQuery.Messages(user("u2"), page, 0), 0);
  }

  private List<Long> seqs(PageRequest page) {
    return ((RoomAnswer.Page) ask(page)).page().messages().stream().map(Message::seq).toList();
  }

  @Test
  void theNewestComeFromTheWindow() {
    fill(25);

    RoomAnswer.Page answer = (RoomAnswer.Page) ask(PageRequest.newest(5));

    assertThat(seqs(PageRequest.newest(5))).containsExactly(21L, 22L, 23L, 24L, 25L);
    assertThat(answer.page().nextBefore()).isEqualTo(21);
    assertThat(answer.page().lastSeq()).isEqualTo(25);
    assertThat(ask(PageRequest.newest(11))).isInstanceOf(RoomAnswer.BeyondWindow.class);
    assertThat(ask(PageRequest.before(16, 3))).isInstanceOf(RoomAnswer.BeyondWindow.class);
    assertThat(seqs(PageRequest.before(19, 3))).containsExactly(16L, 17L, 18L);
  }

  @Test
  void aShortRoomIsWhollyInTheWindow() {
    fill(4);

    assertThat(seqs(PageRequest.newest(30))).containsExactly(1L, 2L, 3L, 4L);
    assertThat(((RoomAnswer.Page) ask(PageRequest.newest(30))).page().nextBefore()).isNull();
    assertThat(seqs(PageRequest.before(3, 30))).containsExactly(1L, 2L);
    assertThat(seqs(PageRequest.before(1, 30))).isEmpty();
    assertThat(seqs(PageRequest.before(1_000_000, 2))).containsExactly(3L, 4L);
    assertThat(seqs(after(2, 30))).containsExactly(3L, 4L);
    assertThat(seqs(after(4, 30))).isEmpty();
    assertThat(seqs(after(Long.MAX_VALUE, 30))).isEmpty();
    assertThat(seqs(around(2, 3))).containsExactly(1L, 2L, 3L);
  }

  private static PageRequest after(long seq, int limit) {
    return new PageRequest(limit, PageRequest.Direction.AFTER, new PageRequest.Cursor(seq, null));
  }

  private static PageRequest around(long seq, int limit) {
    return new PageRequest(limit, PageRequest.Direction.AROUND, new PageRequest.Cursor(seq, null));
  }

  @Test
  void aTimeIsACursorToo() {
    fill(25);
    java.time.Instant of23 = scene.history().get(23L).message().createdAt();

    assertThat(
            seqs(
                new PageRequest(
                    2, PageRequest.Direction.BEFORE, new PageRequest.Cursor(null, of23))))
        .containsExactly(21L, 22L);
    assertThat(
            seqs(
                new PageRequest(
                    2, PageRequest.Direction.AFTER, new PageRequest.Cursor(null, of23))))
        .containsExactly(23L, 24L);
    assertThat(
            ask(
                new PageRequest(
                    2,
                    PageRequest.Direction.BEFORE,
                    new PageRequest.Cursor(null, scene.now.minusSeconds(3_600)))))
        .isInstanceOf(RoomAnswer.BeyondWindow.class);
  }

  @Test
  void aPageStaysBelowItsByteLimit() {
    Scene large = Scene.of(new WindowSize(100, 10_000_000), "u2");
    for (int i = 0; i < 60; i++) {
      large.say("u1", "字".repeat(4_000));
    }

    RoomAnswer.Page page =
        (RoomAnswer.Page)
            large.room.answer(new RoomQuery.Messages(user("u2"), PageRequest.newest(50), 0), 0);

    List<Message> messages = page.page().messages();
    assertThat(messages.stream().mapToInt(Message::weight).sum())
        .isLessThanOrEqualTo(Limits.PAGE_BYTES);
    assertThat(messages.get(messages.size() - 1).seq()).isEqualTo(60);
    assertThat(page.page().nextBefore()).isEqualTo(messages.get(0).seq());
  }

  @Test
  void theWindowIsBoundedByBytes() {
    Scene large = Scene.of(new WindowSize(100, 50_000), "u2");
    for (int i = 0; i < 60; i++) {
      large.say("u1", "字".repeat(4_000));
    }

    assertThat(large.room.weight()).isLessThan(60_000);
  }

  @Test
  void aReadThatMustShowMoreThanTheRoomKnowsIsUnavailable() {
    fill(3);

    RoomAnswer answer = scene.room.answer(new RoomQuery.Meta(user("u2"), scene.room.rev() + 1), 0);

    assertThat(((RoomReply.Rejected) answer).code()).isEqualTo(ErrorCode.UNAVAILABLE);
  }

  @Test
  void whoIsCloseBehindResumes() {
    fill(8);
    String id = scene.history().get(7L).message().id();
    scene.ok(new RoomCommand.Delete(user("u1"), id));

    Synced synced = scene.room.resume(user("u2"), 6);

    assertThat(synced).isInstanceOf(Synced.Resumed.class);
    List<Change> changes = ((Synced.Resumed) synced).changes();
    assertThat(changes).extracting(Change::rev).containsExactly(7L, 8L, 9L);
    assertThat(((Change.OfMessage) changes.get(0)).message().content())
        .as("what was deleted meanwhile is not told again")
        .isEmpty();
  }

  @Test
  void whoIsFarBehindOrAheadStartsAnew() {
    fill(300);

    for (long rev : new long[] {-1, 0, 99, 301}) {
      assertThat(scene.room.resume(user("u2"), rev)).isInstanceOf(Synced.Reset.class);
    }
    assertThat(scene.room.resume(user("u2"), 100)).isInstanceOf(Synced.Resumed.class);
    assertThat(scene.room.resume(user("u2"), 300))
        .isEqualTo(new Synced.Resumed(300, 300, 0, List.of()));
  }

  @Test
  void membersComeInPages() {
    Scene many = Scene.of("a1", "a2", "a3", "a4");

    RoomAnswer.MembersPage first = members(many, 2, null);
    RoomAnswer.MembersPage last = members(many, 10, first.nextCursor());

    assertThat(first.members()).extracting(Member::userId).containsExactly("a1", "a2");
    assertThat(last.members()).extracting(Member::userId).containsExactly("a3", "a4", "u1");
    assertThat(last.nextCursor()).isNull();
  }

  private static RoomAnswer.MembersPage members(Scene scene, int limit, String cursor) {
    return (RoomAnswer.MembersPage)
        scene.room.answer(new RoomQuery.Members(user("u1"), limit, cursor), 0);
  }
}
