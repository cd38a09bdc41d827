package chat.parley.engine.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RoomImportTest {

  private static final Instant THEN = Instant.parse("2004-12-25T09:14:00Z");

  private final Scene scene = Scene.of();

  private static ImportItem said(long position, String userId, String text, Long replyTo) {
    return new ImportItem.Said(
        position,
        THEN.plusSeconds(position),
        userId,
        userId,
        null,
        text,
        ContentType.TEXT,
        replyTo,
        List.of());
  }

  private RoomReply.Imported take(ImportItem... items) {
    return (RoomReply.Imported)
        scene.ok(new RoomCommand.Import(Scene.ADMIN, "log", List.of(items)));
  }

  @Test
  void itKeepsTimesRepliesAndMemberships() {
    RoomReply.Imported reply =
        take(
            said(0, "ann", "does a client exist?", null),
            new ImportItem.Joined(1, THEN.plusSeconds(1), "bob", null),
            said(2, "bob", "yes", 0L),
            new ImportItem.Left(3, THEN.plusSeconds(3), "ann"));

    assertThat(reply.messages()).isEqualTo(2);
    assertThat(reply.memberships()).isEqualTo(2);
    Message first = scene.history().get(1L).message();
    Message second = scene.history().get(2L).message();
    assertThat(first.createdAt()).isEqualTo(THEN);
    assertThat(second.replyTo()).isEqualTo(first.id());
    assertThat(scene.room.member("ann")).isEmpty();
    assertThat(scene.changes).extracting(Change::rev).containsExactly(1L, 2L, 3L, 4L, 5L);
  }

  @Test
  void aSecondRunImportsNothing() {
    ImportItem[] items = {said(0, "ann", "one", null), said(5, "bob", "two", null)};
    take(items);
    int events = scene.events.size();

    RoomReply.Imported again = take(items);

    assertThat(again.skipped()).isEqualTo(2);
    assertThat(again.messages()).isZero();
    assertThat(scene.events).hasSize(events);
    assertThat(take(said(5, "bob", "two", null), said(6, "bob", "three", 0L)).messages())
        .isEqualTo(1);
  }

  @Test
  void aReplyToWhatLiesTooFarBackIsCounted() {
    RoomReply.Imported reply = take(said(10, "ann", "one", 3L));

    assertThat(reply.repliesLost()).isEqualTo(1);
    assertThat(scene.history().get(1L).message().replyTo()).isNull();
  }

  @Test
  void aRoomWithLiveMessagesTakesNoImport() {
    take(said(0, "ann", "one", null));
    scene.say("u1", "live");

    scene.refused(
        new RoomCommand.Import(Scene.ADMIN, "log", List.of(said(1, "ann", "two", null))),
        ErrorCode.CONFLICT);
    assertThat(take(said(0, "ann", "one", null)).skipped()).isEqualTo(1);
  }

  @Test
  void badItemsRefuseTheWholeBatch() {
    List<ImportItem> tooMany = new ArrayList<>();
    for (int i = 0; i <= Limits.IMPORT_BATCH; i++) {
      tooMany.add(said(i, "ann", "x", null));
    }
    for (List<ImportItem> items :
        List.of(
            List.of(said(0, "ann", "", null)),
            List.of(said(0, "not an id", "x", null)),
            List.of(said(1, "ann", "x", null), said(1, "ann", "y", null)),
            tooMany)) {
      scene.refused(new RoomCommand.Import(Scene.ADMIN, "log", items), ErrorCode.BAD_REQUEST);
    }
    scene.refused(
        new RoomCommand.Import(Scene.user("u1"), "log", List.of(said(0, "ann", "x", null))),
        ErrorCode.FORBIDDEN);
  }
}
