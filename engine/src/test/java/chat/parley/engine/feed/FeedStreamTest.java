package chat.parley.engine.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.typed.ActorRef;
import chat.parley.engine.domain.RoomKey;
import chat.parley.engine.room.RoomMessage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sessions come and go while a room changes, over a line that loses messages. */
class FeedStreamTest {

  private static final ActorTestKit KIT = ActorTestKit.create();
  private static final RoomKey ROOM = new RoomKey("main", "r1");
  private static final FeedSettings QUICK =
      new FeedSettings(
          Duration.ofMillis(60),
          Duration.ofMillis(30),
          Duration.ofMillis(10),
          Duration.ofMillis(40),
          50,
          4,
          Duration.ofMillis(80),
          Duration.ofMillis(50));

  @AfterAll
  static void end() {
    KIT.shutdownTestKit();
  }

  @ParameterizedTest
  @CsvSource({"0, 1", "20, 2", "20, 3", "5, 4", "5, 5", "3, 6"})
  void everySessionSeesEveryChangeOnceAndInOrder(int lostOneIn, long seed) {
    Random random = new Random(seed);
    ActorRef<RoomMessage> self = KIT.<RoomMessage>createTestProbe().getRef();
    LossyRoom room = new LossyRoom(lostOneIn, seed, self);
    ActorRef<Feeds.Message<Object>> feeds =
        KIT.spawn(Feeds.of(room, new Samples.Plain(), QUICK, room));
    List<RecordingSubscriber> sessions = new ArrayList<>();
    List<RecordingSubscriber> gone = new ArrayList<>();

    for (int step = 0; step < 1_500; step++) {
      int what = random.nextInt(100);
      if (what < 80) {
        room.post(ROOM);
      } else if (what < 90 && sessions.size() < 40) {
        long rev = random.nextInt(4) == 0 ? -1 : Math.max(0, room.rev(ROOM) - random.nextInt(30));
        RecordingSubscriber session =
            new RecordingSubscriber("s" + step, Samples.user("u" + step % 7), rev);
        sessions.add(session);
        feeds.tell(new Feeds.Join<>(ROOM, session, rev));
      } else if (what < 95 && !sessions.isEmpty()) {
        RecordingSubscriber left = sessions.remove(random.nextInt(sessions.size()));
        gone.add(left);
        feeds.tell(new Feeds.Leave<>(ROOM, left.id()));
      } else if (what == 95) {
        room.goQuiet(ROOM);
      } else if (what == 96) {
        room.forgetFeeds(ROOM);
      }
      if (step % 100 == 99) {
        awaitThatSomeSessionHasBegun(sessions);
      }
    }
    room.loseNothingFromNowOn();

    await()
        .untilAsserted(
            () ->
                assertThat(sessions)
                    .extracting(RecordingSubscriber::rev)
                    .containsOnly(room.rev(ROOM)));
    assertThat(sessions).extracting(RecordingSubscriber::complaint).containsOnlyNulls();
    assertThat(gone).extracting(RecordingSubscriber::complaint).containsOnlyNulls();
  }

  /** Lets the feed keep up somewhat, so that things happen at the same time. */
  private static void awaitThatSomeSessionHasBegun(List<RecordingSubscriber> sessions) {
    await()
        .pollInterval(Duration.ofMillis(2))
        .until(() -> sessions.isEmpty() || !sessions.get(sessions.size() - 1).heard().isEmpty());
  }
}
