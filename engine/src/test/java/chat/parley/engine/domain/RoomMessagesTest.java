package chat.parley.engine.domain;

import static chat.parley.engine.domain.Scene.post;
import static chat.parley.engine.domain.Scene.user;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RoomMessagesTest {

  @Test
  void seqAndRevCountFromOneWithoutAGap() {
    Scene scene = Scene.of("u2");
    scene.say("u1", "one");
    scene.say("u2", "two");
    String first = scene.history().get(1L).message().id();
    scene.ok(new RoomCommand.React(user("u2"), first, "👍", true));
    RoomReply.Posted third = scene.say("u1", "three");

    assertThat(third.message().seq()).isEqualTo(3);
    assertThat(third.rev()).isEqualTo(4);
    assertThat(scene.changes).extracting(Change::rev).containsExactly(1L, 2L, 3L, 4L);
  }

  @Test
  void theIdTellsItsSeqToItsOwnRoomAlone() {
    String id = Scene.of("u2").say("u1", "hi").message().id();

    assertThat(id).hasSize(26);
    assertThat(MessageIds.seqOf(Scene.KEY, id)).isEqualTo(1);
    assertThat(MessageIds.seqOf(new RoomKey("main", "r2"), id)).isZero();
    assertThat(MessageIds.seqOf(Scene.KEY, "no id")).isZero();
  }

  @Test
  void idsSortByTimeAndSeq() {
    Instant at = Instant.parse("2026-11-20T12:00:00Z");
    String first = MessageIds.of(Scene.KEY, 70_000_000_000L, at);
    String second = MessageIds.of(Scene.KEY, 70_000_000_001L, at);
    String later = MessageIds.of(Scene.KEY, 1, at.plusMillis(1));

    assertThat(List.of(first, second, later)).isSorted();
    assertThat(MessageIds.seqOf(Scene.KEY, second)).isEqualTo(70_000_000_001L);
  }

  @Test
  void timeNeverGoesBackInARoom() {
    Scene scene = Scene.of("u2");
    Instant first = scene.say("u1", "now").message().createdAt();
    scene.now = scene.now.minusSeconds(3_600);

    assertThat(scene.say("u1", "an hour ago").message().createdAt()).isEqualTo(first);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " \n\t", "\u00a0\u3000", "a\0b", "\ud800", "x\udc00y", "\ud83d"})
  void contentThatIsNoTextIsRefused(String content) {
    Scene.of("u2").refused(post("u1", content, null), ErrorCode.BAD_REQUEST);
  }

  @Test
  void lengthCountsCodePoints() {
    Scene scene = Scene.of("u2");

    scene.say("u1", "😀".repeat(4_000));
    scene.refused(post("u1", "😀".repeat(4_001), null), ErrorCode.TOO_LARGE);
  }

  @Test
  void whoIsNoMemberIsForbiddenWhetherTheRoomExistsOrNot() {
    Scene existing = Scene.of("u2");
    Scene absent = new Scene(WindowSize.DEFAULT);

    existing.refused(post("stranger", "hi", null), ErrorCode.FORBIDDEN);
    absent.refused(post("stranger", "hi", null), ErrorCode.FORBIDDEN);
    assertThat(existing.run(post("stranger", "hi", null)))
        .isEqualTo(absent.run(post("stranger", "hi", null)));
  }

  @Test
  void postingStopsForReadersSilencedClosedAndQuota() {
    Scene scene = Scene.of("u2", "u3");
    RoomCommand.Post post = post("u2", "hi", null);
    Caller owner = user("u1");
    scene.ok(new RoomCommand.PutMember(owner, "u2", null, true, scene.now.plusSeconds(60)));
    scene.refused(post, ErrorCode.SILENCED);
    scene.now = scene.now.plusSeconds(61);
    scene.ok(post);
    scene.ok(new RoomCommand.PutMember(owner, "u2", MemberRole.READER, false, null));
    scene.refused(post, ErrorCode.FORBIDDEN);
    scene.ok(new RoomCommand.PutMember(owner, "u2", MemberRole.MEMBER, false, null));
    scene.ok(
        new RoomCommand.Change(
            owner, null, new Policy(null, null, 2L, Policy.Posting.MEMBERS), null));
    scene.ok(post);
    scene.refused(post, ErrorCode.QUOTA_EXCEEDED);
    scene.ok(
        new RoomCommand.Change(
            owner, null, new Policy(null, null, null, Policy.Posting.MODERATORS), null));
    scene.refused(post, ErrorCode.FORBIDDEN);
    scene.ok(new RoomCommand.Change(owner, null, Policy.DEFAULT, true));
    scene.refused(post, ErrorCode.ROOM_CLOSED);
  }

  @Test
  void systemMessagesComeFromBotsAndAdminsOnly() {
    Scene scene = Scene.of("u2");

    scene.refused(
        new RoomCommand.Post(user("u1"), "x", ContentType.SYSTEM, null, null, List.of()),
        ErrorCode.FORBIDDEN);
  }

  @Test
  void theSenderAloneEdits() {
    Scene scene = Scene.of("u2");
    String id = scene.say("u1", "befor").message().id();

    scene.refused(new RoomCommand.Edit(user("u2"), id, "x"), ErrorCode.FORBIDDEN);
    RoomReply reply = scene.ok(new RoomCommand.Edit(user("u1"), id, "before"));

    assertThat(((RoomReply.MessageIs) reply).message().content()).isEqualTo("before");
    assertThat(((RoomReply.MessageIs) reply).message().editedAt()).isEqualTo(scene.now);
  }

  @Test
  void senderModeratorOwnerAndAdminDelete() {
    Scene scene = Scene.of("u2", "u3", "u4");
    scene.ok(new RoomCommand.PutMember(user("u1"), "u3", MemberRole.MODERATOR, false, null));
    for (Caller by : List.of(user("u2"), user("u3"), user("u1"), Scene.ADMIN)) {
      String id = scene.say("u2", "gone soon").message().id();
      scene.refused(new RoomCommand.Delete(user("u4"), id), ErrorCode.FORBIDDEN);
      RoomReply.MessageIs reply = (RoomReply.MessageIs) scene.ok(new RoomCommand.Delete(by, id));
      assertThat(reply.message().content()).isEmpty();
      assertThat(reply.message().deletedAt()).isNotNull();
    }
  }

  @Test
  void aDeletedMessageIsNeitherEditedNorReactedTo() {
    Scene scene = Scene.of("u2");
    String id = scene.say("u1", "x").message().id();
    scene.ok(new RoomCommand.Delete(user("u1"), id));

    scene.refused(new RoomCommand.Edit(user("u1"), id, "y"), ErrorCode.CONFLICT);
    scene.refused(new RoomCommand.React(user("u2"), id, "👍", true), ErrorCode.CONFLICT);
  }

  @Test
  void whatChangesNothingSucceedsWithoutAnEvent() {
    Scene scene = Scene.of("u2");
    String id = scene.say("u1", "x").message().id();
    scene.ok(new RoomCommand.React(user("u2"), id, "👍", true));
    int events = scene.events.size();

    scene.ok(new RoomCommand.React(user("u2"), id, "👍", true));
    scene.ok(new RoomCommand.React(user("u1"), id, "🎉", false));
    scene.ok(new RoomCommand.Edit(user("u1"), id, "x"));
    scene.ok(new RoomCommand.MoveMarker(user("u1"), 0L, null));
    scene.ok(new RoomCommand.SetMute(user("u1"), false));
    scene.ok(new RoomCommand.Change(user("u1"), "Room", null, null));

    assertThat(scene.events).hasSize(events);
  }

  @Test
  void aMessageHasAtMostTwentyReactionKeys() {
    Scene scene = Scene.of("u2");
    String id = scene.say("u1", "x").message().id();
    for (int i = 0; i < Limits.REACTION_KEYS; i++) {
      scene.ok(new RoomCommand.React(user("u2"), id, "k" + i, true));
    }

    scene.refused(new RoomCommand.React(user("u2"), id, "more", true), ErrorCode.CONFLICT);
    scene.ok(new RoomCommand.React(user("u1"), id, "k0", true));
  }

  @Test
  void oldMessagesAreLookedUpBeforeTheyAreChanged() {
    Scene scene = Scene.of(new WindowSize(3, 100_000), "u2");
    String id = scene.say("u1", "old").message().id();
    for (int i = 0; i < 5; i++) {
      scene.say("u1", "m" + i);
    }

    Decision undecided =
        scene.room.decide(new RoomCommand.Edit(user("u1"), id, "new"), scene.now, Loaded.NOTHING);
    scene.ok(new RoomCommand.Edit(user("u1"), id, "new"));

    assertThat(undecided).isEqualTo(new Decision.Needs(new Lookup.BySeq(1)));
    assertThat(scene.history().get(1L).message().content()).isEqualTo("new");
    Change change = scene.changes.get(scene.changes.size() - 1);
    assertThat(((Change.OfMessage) change).message().content()).isEqualTo("new");
    assertThat(scene.room.changesAfter(scene.room.rev() - 1)).isEmpty();
  }

  @Test
  void aReplyNamesAMessageOfThisRoom() {
    Scene scene = Scene.of("u2");
    String id = scene.say("u1", "x").message().id();
    String foreign = MessageIds.of(new RoomKey("main", "r2"), 1, scene.now);

    RoomReply reply =
        scene.ok(new RoomCommand.Post(user("u2"), "y", ContentType.TEXT, null, id, List.of()));
    assertThat(((RoomReply.Posted) reply).message().replyTo()).isEqualTo(id);
    scene.refused(
        new RoomCommand.Post(user("u2"), "y", ContentType.TEXT, null, foreign, List.of()),
        ErrorCode.NOT_FOUND);
  }
}
