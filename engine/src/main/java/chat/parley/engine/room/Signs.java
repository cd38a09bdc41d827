package chat.parley.engine.room;

import akka.actor.typed.ActorRef;
import akka.actor.typed.javadsl.TimerScheduler;
import chat.parley.engine.domain.Caller;
import chat.parley.engine.domain.Room;
import chat.parley.engine.domain.RoomEvent;
import chat.parley.engine.domain.RoomReply;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** What a room tells its feeds without a number: who types, and whose markers moved. */
final class Signs {

  /** Time to tell what has gathered, and to forget who has been silent. */
  record Second() implements RoomMessage {}

  private static final int SMALL_ROOM = 100;
  private static final int TYPING_UP_TO = 200;

  private final TimerScheduler<RoomMessage> timers;
  private final Subscribers subscribers;
  private final Typists typists = new Typists();
  private final Receipts receipts = new Receipts();

  Signs(TimerScheduler<RoomMessage> timers, Subscribers subscribers) {
    this.timers = timers;
    this.subscribers = subscribers;
  }

  void everySecond() {
    if (!timers.isTimerActive(Second.class)) {
      timers.startTimerWithFixedDelay(Second.class, new Second(), Duration.ofSeconds(1));
    }
  }

  void typing(Room room, RoomMessage.Typing typing, Instant now) {
    Caller by = typing.by();
    if (room.member(by.userId()).isPresent() && subscribers.online() <= TYPING_UP_TO) {
      typists.sign(by, typing.on(), now);
      tellTyping(now);
      everySecond();
    }
  }

  /** A feed that is new has not been told who types. */
  void show(ActorRef<RoomPush> feed) {
    if (!typists.told().isEmpty()) {
      feed.tell(new RoomPush.TypingNow(typists.told()));
    }
  }

  /** Who has posted does not type any more. */
  void posted(String userId) {
    typists.stop(userId);
  }

  void moved(String userId, RoomReply.MarkersAre are) {
    receipts.moved(userId, are);
    everySecond();
  }

  void second(Room room, Instant now) {
    subscribers.forgetSilent(now);
    boolean tooMany = subscribers.online() > TYPING_UP_TO;
    typists.retain(userId -> !tooMany && room.member(userId).isPresent());
    tellTyping(now);
    if (!receipts.isEmpty()) {
      List<RoomEvent.Marker> moved = receipts.take();
      if (room.memberCount() <= SMALL_ROOM) {
        subscribers.push(new RoomPush.MarkersMoved(moved));
      }
    }
    if (subscribers.isEmpty() && typists.isQuiet()) {
      timers.cancel(Second.class);
    }
  }

  private void tellTyping(Instant now) {
    List<RoomPush.Typist> news = typists.news(now);
    if (news != null) {
      subscribers.push(new RoomPush.TypingNow(news));
    }
  }
}
