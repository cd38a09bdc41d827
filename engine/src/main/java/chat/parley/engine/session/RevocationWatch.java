package chat.parley.engine.session;

import akka.actor.typed.Behavior;
import akka.actor.typed.SupervisorStrategy;
import akka.actor.typed.javadsl.AbstractOnMessageBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.TimerScheduler;
import akka.actor.typed.receptionist.ServiceKey;
import chat.parley.engine.room.NodePeers;
import java.time.Duration;

/**
 * A node's ear for revocations: the other nodes tell it at once, and the store has what they could
 * not tell, because the network was cut or one of them was just starting.
 */
final class RevocationWatch extends AbstractOnMessageBehavior<RevocationNews> {

  private static final ServiceKey<RevocationNews> KEY =
      ServiceKey.create(RevocationNews.class, "revocations");

  /** How long the saving of a revocation can take at most, and what clocks may jump meanwhile. */
  private static final Duration MARGIN = Duration.ofSeconds(60);

  private final TimerScheduler<RevocationNews> timers;
  private final Revocations revocations;
  private final RevocationStore store;
  private final Duration pause;
  private long readUntil;
  private boolean failing;

  /**
   * @param readUntil nanoseconds at which everything was read from the store
   * @param pause between two looks at the store
   */
  static Behavior<RevocationNews> of(
      Revocations revocations, RevocationStore store, long readUntil, Duration pause) {
    Behavior<RevocationNews> watch =
        Behaviors.setup(
            context ->
                Behaviors.withTimers(
                    timers ->
                        new RevocationWatch(
                            context, timers, revocations, store, readUntil, pause)));
    return Behaviors.supervise(watch).onFailure(SupervisorStrategy.restart());
  }

  private RevocationWatch(
      ActorContext<RevocationNews> context,
      TimerScheduler<RevocationNews> timers,
      Revocations revocations,
      RevocationStore store,
      long readUntil,
      Duration pause) {
    super(context);
    this.timers = timers;
    this.revocations = revocations;
    this.store = store;
    this.readUntil = readUntil;
    this.pause = pause;
    NodePeers.join(context, KEY, RevocationNews.Nodes::new);
    read();
  }

  @Override
  public Behavior<RevocationNews> onMessage(RevocationNews news) {
    if (news instanceof RevocationNews.Revoked revoked) {
      revocations.learn(revoked.revocation());
    } else if (news instanceof RevocationNews.Nodes nodes) {
      revocations.tellFromNowOn(nodes.all());
    } else if (news instanceof RevocationNews.ReadDue) {
      read();
    } else if (news instanceof RevocationNews.WasRead read) {
      onRead(read);
    } else {
      throw new IllegalStateException("no way to take " + news.getClass().getSimpleName());
    }
    return this;
  }

  private void read() {
    long now = System.nanoTime();
    getContext()
        .pipeToSelf(
            store.savedWithin(Duration.ofNanos(now - readUntil).plus(MARGIN)),
            (saved, failure) -> new RevocationNews.WasRead(now, saved, failure));
  }

  private void onRead(RevocationNews.WasRead read) {
    if (read.failure() == null) {
      readUntil = read.nanos();
      read.saved().forEach(revocations::learn);
    } else if (!failing) {
      getContext().getLog().warn("revocations cannot be read: {}", read.failure().toString());
    }
    failing = read.failure() != null;
    timers.startSingleTimer(new RevocationNews.ReadDue(), pause);
  }
}
