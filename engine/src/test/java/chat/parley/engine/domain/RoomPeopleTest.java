package chat.parley.engine.domain;

import static chat.parley.engine.domain.Scene.user;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class RoomPeopleTest {

  @Test
  void aTakenIdIsAConflict() {
    Scene scene = Scene.of("u2");

    scene.refused(
        new RoomCommand.Create(user("u1"), RoomKind.GROUP, null, null, null, List.of(), false),
        ErrorCode.CONFLICT);
  }

  @Test
  void byReferenceTheRoomThatExistsIsGivenToItsMembersOnly() {
    Scene scene = new Scene(WindowSize.DEFAULT);
    scene.ok(byRef("u1", "u1", "u2"));

    RoomReply.RoomIs again = (RoomReply.RoomIs) scene.ok(byRef("u2", "u2"));
    assertThat(again.created()).isFalse();
    scene.refused(byRef("u3", "u3"), ErrorCode.FORBIDDEN);
  }

  @Test
  void byReferenceAUserMustBeAmongTheMembersAndABackendIsNone() {
    Scene scene = new Scene(WindowSize.DEFAULT);
    scene.refused(byRef("u1", "u2"), ErrorCode.FORBIDDEN);

    scene.ok(
        new RoomCommand.Create(
            Scene.ADMIN, RoomKind.GROUP, null, "booking-1", null, List.of("u2"), true));

    assertThat(scene.room.memberCount()).isEqualTo(1);
    assertThat(scene.room.member("root")).isEmpty();
  }

  private static RoomCommand.Create byRef(String by, String... members) {
    return new RoomCommand.Create(
        user(by), RoomKind.GROUP, null, "booking-1", null, List.of(members), true);
  }

  @Test
  void aPairHasOneRoomAndComesBackToIt() {
    Scene scene = new Scene(WindowSize.DEFAULT);
    scene.room = Room.absent(new RoomKey("main", Ids.roomIdOfPair("u1", "u2")), WindowSize.DEFAULT);
    RoomCommand.Create byU1 =
        new RoomCommand.Create(user("u1"), RoomKind.DIRECT, null, null, null, List.of("u2"), true);
    RoomCommand.Create byU2 =
        new RoomCommand.Create(user("u2"), RoomKind.DIRECT, null, null, null, List.of("u1"), true);

    assertThat(((RoomReply.RoomIs) scene.ok(byU1)).created()).isTrue();
    assertThat(((RoomReply.RoomIs) scene.ok(byU2)).created()).isFalse();
    scene.ok(new RoomCommand.RemoveMember(user("u2"), "u2"));
    scene.ok(byU1);

    assertThat(scene.room.member("u2")).isPresent();
    scene.refused(
        new RoomCommand.PutMember(Scene.ADMIN, "u3", null, false, null), ErrorCode.CONFLICT);
  }

  @Test
  void membersAreManagedByOwnersAndModerators() {
    Scene scene = Scene.of("u2", "u3");
    scene.refused(
        new RoomCommand.PutMember(user("u2"), "u4", null, false, null), ErrorCode.FORBIDDEN);
    scene.ok(new RoomCommand.PutMember(user("u1"), "u2", MemberRole.MODERATOR, false, null));
    scene.ok(new RoomCommand.PutMember(user("u2"), "u4", null, false, null));
    scene.refused(
        new RoomCommand.PutMember(user("u2"), "u4", MemberRole.OWNER, false, null),
        ErrorCode.FORBIDDEN);
    scene.refused(new RoomCommand.RemoveMember(user("u2"), "u1"), ErrorCode.FORBIDDEN);
    scene.refused(new RoomCommand.RemoveMember(user("u3"), "u4"), ErrorCode.FORBIDDEN);
    scene.ok(new RoomCommand.RemoveMember(user("u3"), "u3"));
    scene.refused(
        new RoomCommand.PutMember(user("stranger"), "stranger", null, false, null),
        ErrorCode.FORBIDDEN);
  }

  @Test
  void aJoinerHasNothingUnread() {
    Scene scene = Scene.of("u2");
    scene.say("u1", "one");
    scene.say("u1", "two");
    scene.ok(new RoomCommand.PutMember(user("u1"), "u3", null, false, null));

    assertThat(scene.room.member("u3").orElseThrow().readSeq()).isEqualTo(2);
    assertThat(scene.room.unreadCount("u3")).isZero();
    assertThat(scene.room.unreadCount("u2")).isEqualTo(2);
  }

  @Test
  void unreadLeavesOutOwnDeletedAndSystemMessages() {
    Scene scene = Scene.of("u2");
    scene.say("u1", "counts");
    String gone = scene.say("u1", "deleted").message().id();
    scene.ok(new RoomCommand.Delete(user("u1"), gone));
    scene.ok(new RoomCommand.PutMember(Scene.ADMIN, "root", null, false, null));
    scene.ok(
        new RoomCommand.Post(Scene.ADMIN, "notice", ContentType.SYSTEM, null, null, List.of()));
    scene.ok(Scene.mention("u1", "@u2", "u2"));

    assertThat(scene.room.unreadCount("u2")).isEqualTo(2);
    assertThat(scene.room.mentionCount("u2")).isEqualTo(1);
    scene.say("u2", "an answer reads everything");
    assertThat(scene.room.unreadCount("u2")).isZero();
    assertThat(scene.room.mentionCount("u2")).isZero();
  }

  @Test
  void markersNeverGoBackNorBeyondTheNewest() {
    Scene scene = Scene.of("u2");
    scene.say("u1", "one");
    scene.say("u1", "two");

    assertThat(read(scene, 1L)).isEqualTo(1);
    assertThat(read(scene, 99L)).isEqualTo(2);
    assertThat(read(scene, 1L)).isEqualTo(2);
    scene.refused(new RoomCommand.MoveMarker(user("u2"), -1L, null), ErrorCode.BAD_REQUEST);
  }

  private static long read(Scene scene, long seq) {
    return ((RoomReply.MarkersAre) scene.ok(new RoomCommand.MoveMarker(user("u2"), seq, null)))
        .readSeq();
  }

  @Test
  void manyMarkersBecomeOneEvent() {
    Scene scene = Scene.of("u2", "u3", "u4");
    scene.say("u1", "one");

    Room.MarkersDecision decision =
        scene.room.decideMarkers(
            List.of(
                new RoomCommand.MoveMarker(user("u2"), 1L, null),
                new RoomCommand.MoveMarker(user("stranger"), 1L, null),
                new RoomCommand.MoveMarker(user("u3"), null, 1L),
                new RoomCommand.MoveMarker(user("u2"), 0L, null)),
            scene.now);

    assertThat(decision.event().orElseThrow().markers())
        .containsExactly(new RoomEvent.Marker("u2", 1, 1), new RoomEvent.Marker("u3", 0, 1));
    assertThat(decision.replies()).hasSize(4);
    assertThat(decision.replies().get(1)).isInstanceOf(RoomReply.Rejected.class);
  }

  @Test
  void archivingEndsWritingButNotReading() {
    Scene scene = Scene.of("u2");
    scene.say("u1", "one");
    scene.refused(new RoomCommand.Archive(user("u2")), ErrorCode.FORBIDDEN);
    scene.ok(new RoomCommand.Archive(user("u1")));

    scene.refused(Scene.post("u1", "two", null), ErrorCode.ROOM_CLOSED);
    scene.refused(new RoomCommand.Change(user("u1"), null, null, false), ErrorCode.ROOM_CLOSED);
    assertThat(scene.room.refuses(user("u2"))).isEmpty();
  }
}
