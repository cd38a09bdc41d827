package chat.parley.engine.room;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.javadsl.Behaviors;
import chat.parley.engine.domain.Caller;
import chat.parley.engine.domain.Decision;
import chat.parley.engine.domain.Loaded;
import chat.parley.engine.domain.Room;
import chat.parley.engine.domain.RoomCommand;
import chat.parley.engine.domain.RoomEvent;
import chat.parley.engine.domain.RoomEvent.Marker;
import chat.parley.engine.domain.RoomKey;
import chat.parley.engine.domain.RoomKind;
import chat.parley.engine.domain.RoomReply.MarkersAre;
import chat.parley.engine.domain.WindowSize;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** What a room tells beside its changes, a second at a time. */
class SignsTest {

  private static final ActorTestKit KIT = ActorTestKit.create();
  private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

  private final TestProbe<RoomPush> feed = KIT.createTestProbe();

  @AfterAll
  static void end() {
    KIT.shutdownTestKit();
  }

  /** Of u0 and as many others as make these. */
  private static Room room(int members) {
    Room room = Room.absent(new RoomKey("main", "r1"), WindowSize.DEFAULT);
    Caller first = new Caller("main", "u0", "u0", null, Caller.Role.USER);
    List<String> others = IntStream.range(1, members).mapToObj(i -> "u" + i).toList();
    RoomCommand create =
        new RoomCommand.Create(first, RoomKind.GROUP, null, null, null, others, false);
    Decision.Accepted made = (Decision.Accepted) room.decide(create, NOON, Loaded.NOTHING);
    for (RoomEvent event : made.events()) {
      room = room.apply(event);
    }
    return room;
  }

  private void scene(Consumer<Signs> scene) {
    Subscribers subscribers = new Subscribers();
    subscribers.renew(feed.getRef(), 1, NOON);
    KIT.spawn(
        Behaviors.<RoomMessage>withTimers(
            timers -> {
              scene.accept(new Signs(timers, subscribers));
              subscribers.push(new RoomPush.TypingNow(List.of()));
              return Behaviors.empty();
            }));
  }

  @Test
  void markersThatMoveWithinASecondAreToldTogetherEachAsItIsThen() {
    scene(
        signs -> {
          signs.moved("u1", new MarkersAre(1, 1, 1, 0));
          signs.moved("u2", new MarkersAre(0, 2, 2, 0));
          signs.moved("u1", new MarkersAre(2, 2, 0, 0));
          signs.second(room(100), NOON);
          signs.second(room(100), NOON.plusSeconds(1));
        });

    assertThat(feed.expectMessageClass(RoomPush.MarkersMoved.class).markers())
        .containsExactly(new Marker("u1", 2, 2), new Marker("u2", 0, 2));
    feed.expectMessageClass(RoomPush.TypingNow.class);
  }

  @Test
  void inARoomOfMoreThanAHundredTheyAreNotTold() {
    scene(
        signs -> {
          signs.moved("u1", new MarkersAre(1, 1, 1, 0));
          signs.second(room(101), NOON);
        });

    feed.expectMessageClass(RoomPush.TypingNow.class);
  }
}
