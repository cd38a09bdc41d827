package chat.parley.engine.domain;

import static chat.parley.engine.domain.Scene.user;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random lives of a room: what it knows must follow from its events alone. */
class RoomReplayTest {

  private static final WindowSize SMALL = new WindowSize(20, 40_000);

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void foldingTheEventsGivesTheLiveRoom(long seed) {
    Random random = new Random(seed);
    Scene scene = Scene.of(SMALL, "u2", "u3", "u4");
    for (int step = 0; step < 1_500; step++) {
      scene.now = scene.now.plusMillis(random.nextInt(2_000));
      scene.run(anything(scene, random));
      if (step % 50 == 0) {
        check(scene);
      }
    }
    check(scene);
    contiguous(scene);
  }

  private static RoomCommand anything(Scene scene, Random random) {
    Caller by = user("u" + (1 + random.nextInt(5)));
    String message = someMessage(scene, random);
    return switch (random.nextInt(12)) {
      case 0, 1, 2, 3 -> Scene.post(by.userId(), "m" + random.nextInt(), null);
      case 4 -> Scene.mention(by.userId(), "look", "u2", "u" + random.nextInt(6));
      case 5 -> Scene.post(by.userId(), "same", "key-" + random.nextInt(40));
      case 6 -> new RoomCommand.Edit(by, message, "edited " + random.nextInt());
      case 7 -> new RoomCommand.Delete(by, message);
      case 8 -> new RoomCommand.React(by, message, "k" + random.nextInt(3), random.nextBoolean());
      case 9 -> new RoomCommand.MoveMarker(by, scene.room.lastSeq() - random.nextInt(30) + 5, null);
      case 10 ->
          random.nextInt(4) == 0
              ? new RoomCommand.RemoveMember(by, by.userId())
              : new RoomCommand.SetMute(by, random.nextBoolean());
      default ->
          new RoomCommand.PutMember(
              Scene.ADMIN, by.userId(), MemberRole.MEMBER, random.nextBoolean(), null);
    };
  }

  private static String someMessage(Scene scene, Random random) {
    List<String> ids = new ArrayList<>();
    scene.history().values().forEach(stored -> ids.add(stored.message().id()));
    return ids.isEmpty() ? "none" : ids.get(random.nextInt(ids.size()));
  }

  private static void check(Scene scene) {
    Room replayed = Room.absent(Scene.KEY, SMALL);
    for (RoomEvent event : scene.events) {
      replayed = replayed.apply(EventJson.read(EventJson.write(event)));
    }
    Room restored = Room.of(Scene.KEY, scene.room.snapshot(), SMALL);
    for (Room other : List.of(replayed, restored)) {
      assertThat(other.snapshot()).usingRecursiveComparison().isEqualTo(scene.room.snapshot());
    }
    for (String userId : List.of("u1", "u2", "u3", "u4", "u5")) {
      if (scene.room.member(userId).isPresent()) {
        assertThat(scene.room.unreadCount(userId)).isEqualTo(scene.naiveUnread(userId, false));
        assertThat(scene.room.mentionCount(userId)).isEqualTo(scene.naiveUnread(userId, true));
      }
    }
    RoomAnswer answer =
        scene.room.answer(new RoomQuery.Messages(Scene.ADMIN, PageRequest.newest(10), 0), 0);
    if (answer instanceof RoomAnswer.Page page) {
      for (Message message : page.page().messages()) {
        assertThat(message).isEqualTo(scene.history().get(message.seq()).message());
      }
    }
  }

  private static void contiguous(Scene scene) {
    long rev = 0;
    long seq = 0;
    for (RoomEvent event : scene.events) {
      if (event instanceof RoomEvent.Visible visible) {
        assertThat(visible.rev()).isEqualTo(++rev);
      }
      if (event instanceof RoomEvent.MessagePosted posted) {
        assertThat(posted.seq()).isEqualTo(++seq);
      }
    }
    assertThat(scene.changes).hasSize((int) rev);
    assertThat(seq).isGreaterThan(300);
  }
}
