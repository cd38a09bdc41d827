package chat.parley.engine.push;

import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Props;
import chat.parley.engine.domain.UserKey;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** This node's share of bringing notifications out of the system. */
public final class Pushes {

  /** Who of some users is there and active, on whichever node. */
  public interface Online extends Function<Set<UserKey>, CompletionStage<Set<UserKey>>> {}

  private final ActorRef<PushMessage> desk;

  private Pushes(ActorRef<PushMessage> desk) {
    this.desk = desk;
  }

  /**
   * @param web to the devices of users; empty where that is not set up
   * @param webhook to the host application; empty where that is not set up
   */
  public static Pushes start(
      ActorSystem<?> system,
      PushStore store,
      Optional<? extends PushChannel> web,
      Optional<? extends PushChannel> webhook,
      Online online,
      Clock clock) {
    PushSettings settings = PushSettings.of(system.settings().config());
    return new Pushes(
        system.systemActorOf(
            PushDesk.of(store, web.orElse(null), webhook.orElse(null), online, settings, clock),
            "pushes",
            Props.empty()));
  }

  /** Begins nothing new; completes when what was begun has ended, in bounded time. */
  public CompletionStage<Void> stop() {
    CompletableFuture<Void> done = new CompletableFuture<>();
    desk.tell(new PushMessage.Stop(() -> done.complete(null)));
    return done;
  }
}
