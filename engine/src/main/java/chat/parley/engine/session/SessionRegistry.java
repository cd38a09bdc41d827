package chat.parley.engine.session;

import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Props;
import akka.actor.typed.Terminated;
import akka.actor.typed.javadsl.Behaviors;
import chat.parley.engine.feed.FeedSettings;
import chat.parley.engine.feed.Feeds;
import chat.parley.engine.feed.JournalHeads;
import chat.parley.engine.inbox.Inboxes;
import chat.parley.engine.presence.Presences;
import chat.parley.engine.room.RoomLink;
import chat.parley.engine.room.Rooms;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** A node's sessions. */
public final class SessionRegistry implements Sessions {

  private final ActorSystem<?> system;
  private final SessionShared shared;
  private final ActorRef<Watcher> watcher;
  private final AtomicLong opened = new AtomicLong();
  private final Map<ActorRef<SessionEvent>, Boolean> open = new ConcurrentHashMap<>();
  private final CompletableFuture<Void> drained = new CompletableFuture<>();
  private volatile boolean draining;

  /** Tells the registry when a session has ended. */
  private record Watcher(ActorRef<SessionEvent> session) {}

  SessionRegistry(ActorSystem<?> system, SessionShared shared) {
    this.system = system;
    this.shared = shared;
    shared.revocations().endIn(shared.index());
    this.watcher =
        system.systemActorOf(
            Behaviors.setup(
                context ->
                    Behaviors.receive(Watcher.class)
                        .onMessage(
                            Watcher.class,
                            message -> {
                              context.watch(message.session());
                              return Behaviors.same();
                            })
                        .onSignal(
                            Terminated.class,
                            ended -> {
                              forget(ended.getRef());
                              return Behaviors.same();
                            })
                        .build()),
            "session-registry",
            Props.empty());
  }

  public static SessionRegistry start(
      ActorSystem<?> system,
      Rooms rooms,
      RoomLink link,
      TokenVerifier tokens,
      Revocations revocations,
      Presences presences,
      JournalHeads heads,
      Inboxes inboxes,
      Clock clock) {
    ActorRef<Feeds.Message<Outgoing>> feeds =
        system.systemActorOf(
            Feeds.of(link, new SessionPushes(), FeedSettings.of(system.settings().config()), heads),
            "feeds",
            Props.empty());
    SessionIndex index = new SessionIndex();
    index.report(inboxes::came, inboxes::went);
    inboxes.serve(new SessionInbox(index));
    return new SessionRegistry(
        system,
        new SessionShared(
            rooms,
            feeds,
            revocations.over(tokens),
            revocations,
            presences,
            SessionSettings.of(system.settings().config()),
            index,
            clock,
            System::nanoTime,
            new Random()::nextInt));
  }

  @Override
  public Session open(Connection connection) {
    SessionSettings settings = shared.settings();
    SessionOutbox outbox = new SessionOutbox(settings.outboxObjects(), settings.outboxBytes());
    ActorRef<SessionEvent> session =
        system.systemActorOf(
            SessionActor.of(shared, connection, outbox),
            "session-" + opened.incrementAndGet(),
            Props.empty());
    open.put(session, Boolean.TRUE);
    watcher.tell(new Watcher(session));
    if (draining) {
      session.tell(new SessionEvent.Drain(Duration.ZERO));
    }
    return new Handle(session, outbox);
  }

  private void forget(ActorRef<?> session) {
    open.remove(session);
    if (draining && open.isEmpty()) {
      drained.complete(null);
    }
  }

  @Override
  public CompletionStage<Void> drain(Duration window) {
    draining = true;
    long i = 0;
    long n = Math.max(1, open.size());
    for (ActorRef<SessionEvent> session : open.keySet()) {
      session.tell(new SessionEvent.Drain(window.multipliedBy(i++).dividedBy(n)));
    }
    if (open.isEmpty()) {
      drained.complete(null);
    }
    return drained;
  }

  @Override
  public int count() {
    return open.size();
  }

  /** Sessions of one user that are open here now. */
  public int sessionsOf(String tenant, String userId) {
    return shared.index().of(tenant, userId).size();
  }

  private record Handle(ActorRef<SessionEvent> session, SessionOutbox queue) implements Session {
    @Override
    public void receive(SessionRequest request) {
      session.tell(new SessionEvent.Asked(request));
    }

    @Override
    public void closed() {
      session.tell(new SessionEvent.Gone());
    }

    @Override
    public Outbox outbox() {
      return queue;
    }
  }
}
