package chat.parley.engine.room;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import java.time.Clock;
import java.time.Instant;

/**
 * How many messages a user may still send, over all rooms, sockets and nodes: a bucket in memory,
 * one sharded actor for each user who sends.
 */
final class Allowance extends AbstractBehavior<Allowance.Message> {

  /** What an allowance is told. */
  interface Message extends CborSerializable {}

  /** Take one. */
  record Take(ActorRef<Taken> replyTo) implements Message {}

  /** Give one back: the send was a repeat. */
  record GiveBack() implements Message {
    static final GiveBack INSTANCE = new GiveBack();
  }

  /** {@code waitMs}: 0 where one was taken, else milliseconds until there is one. */
  record Taken(long waitMs) implements CborSerializable {}

  private final Clock clock;
  private TokenBucket bucket;

  static Behavior<Message> of(EngineSettings settings, Clock clock) {
    return Behaviors.setup(context -> new Allowance(context, settings, clock));
  }

  private Allowance(ActorContext<Message> context, EngineSettings settings, Clock clock) {
    super(context);
    this.clock = clock;
    this.bucket = TokenBucket.full(settings.userRate(), settings.userBurst(), clock.instant());
  }

  @Override
  public Receive<Message> createReceive() {
    return newReceiveBuilder()
        .onMessage(Take.class, this::onTake)
        .onMessage(GiveBack.class, m -> onGiveBack())
        .build();
  }

  private Behavior<Message> onTake(Take take) {
    Instant now = clock.instant();
    bucket = bucket.refilled(now);
    if (bucket.hasOne()) {
      bucket = bucket.takeOne();
      take.replyTo().tell(new Taken(0));
    } else {
      take.replyTo().tell(new Taken(Math.max(1, bucket.waitMs())));
    }
    return this;
  }

  private Behavior<Message> onGiveBack() {
    bucket = bucket.giveOneBack();
    return this;
  }
}
