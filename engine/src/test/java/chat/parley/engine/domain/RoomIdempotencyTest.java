package chat.parley.engine.domain;

import static chat.parley.engine.domain.Scene.post;
import static chat.parley.engine.domain.Scene.user;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RoomIdempotencyTest {

  @Test
  void aRepeatedSendIsTheFirstMessage() {
    Scene scene = Scene.of("u2");
    RoomReply.Posted first = (RoomReply.Posted) scene.ok(post("u1", "hi", "c-1"));
    scene.say("u2", "between");
    int events = scene.events.size();

    RoomReply.Posted again = (RoomReply.Posted) scene.ok(post("u1", "hi", "c-1"));

    assertThat(again.duplicate()).isTrue();
    assertThat(again.message()).isEqualTo(first.message());
    assertThat(again.rev()).isEqualTo(first.rev());
    assertThat(scene.events).hasSize(events);
    assertThat(scene.room.isRepeat(post("u1", "hi", "c-1"))).isTrue();
  }

  @Test
  void theSameKeyWithOtherContentIsAConflict() {
    Scene scene = Scene.of("u2");
    scene.ok(post("u1", "hi", "c-1"));

    scene.refused(post("u1", "ho", "c-1"), ErrorCode.CONFLICT);
  }

  @Test
  void theKeyBelongsToItsSender() {
    Scene scene = Scene.of("u2");
    scene.ok(post("u1", "hi", "c-1"));

    assertThat(((RoomReply.Posted) scene.ok(post("u2", "ho", "c-1"))).duplicate()).isFalse();
  }

  @Test
  void aRepeatIsAnsweredEvenWhereTheRoomIsClosedByNow() {
    Scene scene = Scene.of("u2");
    scene.ok(post("u1", "hi", "c-1"));
    scene.ok(new RoomCommand.Change(user("u1"), null, null, true));

    assertThat(((RoomReply.Posted) scene.ok(post("u1", "hi", "c-1"))).duplicate()).isTrue();
  }

  @Test
  void aRepeatAfterAnEditIsStillTheSameSend() {
    Scene scene = Scene.of("u2");
    RoomReply.Posted first = (RoomReply.Posted) scene.ok(post("u1", "hi", "c-1"));
    scene.ok(new RoomCommand.Edit(user("u1"), first.message().id(), "hello"));

    RoomReply.Posted again = (RoomReply.Posted) scene.ok(post("u1", "hi", "c-1"));

    assertThat(again.message().content()).isEqualTo("hello");
  }

  @Test
  void keysAreKnownForTheLastTwoThousandMessages() {
    Scene scene = Scene.of("u2");
    scene.ok(post("u1", "hi", "c-1"));
    for (int i = 0; i < Limits.IDEMPOTENCY_KEYS - 1; i++) {
      scene.say("u2", "m");
    }

    assertThat(((RoomReply.Posted) scene.ok(post("u1", "hi", "c-1"))).message().seq()).isEqualTo(1);
    scene.say("u2", "one more");
    assertThat(((RoomReply.Posted) scene.ok(post("u1", "hi", "c-1"))).duplicate()).isFalse();
  }

  @Test
  void aTimedKeyIsKnownForEver() {
    String ulid = "01KAGE3T80" + "ABCDEFGHJKMNPQRS";
    String uuid = "019aa0e1-e900-7abc-8def-0123456789ab";
    Scene scene = Scene.of("u2");
    RoomReply.Posted first = (RoomReply.Posted) scene.ok(post("u1", "hi", uuid));
    RoomReply.Posted second = (RoomReply.Posted) scene.ok(post("u1", "ho", ulid));
    scene.now = java.time.Instant.parse("2026-12-01T00:00:00Z");
    scene.ok(post("u2", "keyed", "c-9"));
    for (int i = 0; i < Limits.IDEMPOTENCY_KEYS + 1; i++) {
      scene.say("u2", "m");
    }

    RoomReply.Posted again = (RoomReply.Posted) scene.ok(post("u1", "hi", uuid));

    assertThat(again.duplicate()).isTrue();
    assertThat(again.message().seq()).isEqualTo(first.message().seq());
    assertThat(((RoomReply.Posted) scene.ok(post("u1", "ho", ulid))).message().id())
        .isEqualTo(second.message().id());
    scene.refused(post("u1", "other", uuid), ErrorCode.CONFLICT);
  }
}
