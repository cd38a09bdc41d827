package chat.parley.engine.room;

import akka.actor.Dropped;
import akka.actor.typed.Behavior;
import akka.actor.typed.eventstream.EventStream;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.TimerScheduler;
import akka.cluster.sharding.typed.ShardingEnvelope;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * A hand-off drops what came to the old owner between its announcement and its end. Nobody has seen
 * those messages, so they are told again when the shard may have its new home. Where that comes too
 * late, or the node is gone, whoever asked asks again.
 */
final class Redelivery {

  /** What is said to this actor. */
  interface Message {}

  private record Lost(Dropped dropped) implements Message {}

  private record TellAgain() implements Message {}

  /**
   * How sharding says that it was a hand-off. What is dropped for want of room or of a recipient
   * would be dropped again, over and over.
   */
  static final String HAND_OFF = "Avoiding reordering of buffered messages at shard handoff";

  /** A hand-off is over within this time, as a rule. */
  private static final Duration PAUSE = Duration.ofMillis(300);

  /** Messages that wait at a time. */
  private static final int MOST = 10_000;

  private final TimerScheduler<Message> timers;
  private final BiConsumer<String, RoomMessage> rooms;
  private List<ShardingEnvelope<RoomMessage>> waiting = new ArrayList<>();

  private Redelivery(TimerScheduler<Message> timers, BiConsumer<String, RoomMessage> rooms) {
    this.timers = timers;
    this.rooms = rooms;
  }

  /**
   * @param rooms takes a message for the room with an entity id
   */
  static Behavior<Message> of(BiConsumer<String, RoomMessage> rooms) {
    return Behaviors.setup(
        context -> {
          listen(context);
          return Behaviors.withTimers(timers -> new Redelivery(timers, rooms).behavior());
        });
  }

  private static void listen(ActorContext<Message> context) {
    context
        .getSystem()
        .eventStream()
        .tell(
            new EventStream.Subscribe<>(
                Dropped.class, context.messageAdapter(Dropped.class, Lost::new)));
  }

  private Behavior<Message> behavior() {
    return Behaviors.receive(Message.class)
        .onMessage(Lost.class, this::onLost)
        .onMessage(TellAgain.class, again -> onTellAgain())
        .build();
  }

  private Behavior<Message> onLost(Lost lost) {
    if (lost.dropped().reason().equals(HAND_OFF)
        && lost.dropped().message() instanceof ShardingEnvelope<?> envelope
        && envelope.message() instanceof RoomMessage message
        && waiting.size() < MOST) {
      if (waiting.isEmpty()) {
        timers.startSingleTimer(new TellAgain(), PAUSE);
      }
      waiting.add(new ShardingEnvelope<>(envelope.entityId(), message));
    }
    return Behaviors.same();
  }

  private Behavior<Message> onTellAgain() {
    List<ShardingEnvelope<RoomMessage>> again = waiting;
    waiting = new ArrayList<>();
    again.forEach(envelope -> rooms.accept(envelope.entityId(), envelope.message()));
    return Behaviors.same();
  }
}
