package chat.parley.engine.inbox;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.SupervisorStrategy;
import akka.actor.typed.javadsl.AbstractOnMessageBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.TimerScheduler;
import akka.actor.typed.receptionist.ServiceKey;
import chat.parley.engine.room.NodePeers;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * A node's desk for inboxes. Gathers what its projections took into the views and tells the other
 * nodes, a few times a second; of what they tell, looks up those who have a session here. A digest
 * that was lost is noticed by its number, and where it cannot be, because its sender ended, by the
 * node that goes on with the sender's work: then what is known here is compared with the views.
 */
final class InboxDesk extends AbstractOnMessageBehavior<InboxMessage> {

  private static final ServiceKey<InboxMessage> KEY =
      ServiceKey.create(InboxMessage.class, "inboxes");

  private final TimerScheduler<InboxMessage> timers;
  private final InboxSettings settings;
  private final InboxViews views;
  private final Gathered gathered = new Gathered(UUID.randomUUID().toString());
  private final Digests digests = new Digests();
  private final Online online = new Online();
  private final Due due;
  private final Telling telling;
  private final Deque<InboxUser> toRepair = new ArrayDeque<>();
  private Set<ActorRef<InboxMessage>> nodes;
  private boolean looking;
  private boolean failing;
  private long lookedAt;

  static Behavior<InboxMessage> of(InboxViews views, InboxReader reader, InboxSettings settings) {
    Behavior<InboxMessage> desk =
        Behaviors.setup(
            context ->
                Behaviors.withTimers(
                    timers -> new InboxDesk(context, timers, views, reader, settings)));
    return Behaviors.supervise(desk).onFailure(SupervisorStrategy.restart());
  }

  private InboxDesk(
      ActorContext<InboxMessage> context,
      TimerScheduler<InboxMessage> timers,
      InboxViews views,
      InboxReader reader,
      InboxSettings settings) {
    super(context);
    this.timers = timers;
    this.settings = settings;
    this.views = views;
    this.due = new Due(settings);
    this.telling = new Telling(online, due, reader);
    this.nodes = Set.of(context.getSelf());
    this.lookedAt = System.nanoTime() - settings.look().toNanos();
    NodePeers.join(context, KEY, InboxMessage.Nodes::new);
    timers.startTimerWithFixedDelay(new InboxMessage.RepairDue(), settings.repair());
    reader.here().forEach(this::came);
  }

  @Override
  public Behavior<InboxMessage> onMessage(InboxMessage message) {
    if (message instanceof InboxMessage.Digest digest) {
      onDigest(digest);
    } else if (message instanceof InboxMessage.Committed committed) {
      gathered.add(committed);
      sendSoon();
    } else if (message instanceof InboxMessage.SendDue) {
      gathered.take().forEach(digest -> nodes.forEach(node -> node.tell(digest)));
    } else if (message instanceof InboxMessage.Came came) {
      came(came.user());
    } else if (message instanceof InboxMessage.Went went) {
      online.went(went.user());
      due.forget(went.user());
    } else if (message instanceof InboxMessage.LookDue) {
      look();
    } else if (message instanceof InboxMessage.Looked looked) {
      onLooked(looked);
    } else if (message instanceof InboxMessage.TookOver) {
      gathered.tookOver();
      sendSoon();
    } else if (message instanceof InboxMessage.Nodes known) {
      Set<ActorRef<InboxMessage>> all = new HashSet<>(known.all());
      all.add(getContext().getSelf());
      nodes = Set.copyOf(all);
    } else if (message instanceof InboxMessage.RepairDue) {
      repairSome();
    } else {
      throw new IllegalStateException("no way to take " + message.getClass().getSimpleName());
    }
    return this;
  }

  private void sendSoon() {
    if (!timers.isTimerActive(InboxMessage.SendDue.class)) {
      timers.startSingleTimer(
          InboxMessage.SendDue.class, new InboxMessage.SendDue(), settings.digest());
    }
  }

  private void came(InboxUser user) {
    online.came(user);
    due.newcomer(user);
    lookSoon();
  }

  private void onDigest(InboxMessage.Digest digest) {
    if (!digests.follows(digest)) {
      due.doubt(online.all());
    }
    for (RoomNews news : digest.rooms()) {
      telling.dueTo(news, looking);
    }
    for (NoticeKey key : digest.notices()) {
      if (online.isHere(key.user())) {
        due.notice(key);
      }
    }
    lookSoon();
  }

  /** A few users at a time, so that the round costs the same whatever their number. */
  private void repairSome() {
    if (toRepair.isEmpty()) {
      toRepair.addAll(online.all());
    }
    List<InboxUser> some = new ArrayList<>();
    while (!toRepair.isEmpty() && some.size() < settings.members()) {
      some.add(toRepair.poll());
    }
    due.doubt(some);
    lookSoon();
  }

  // Looking: one visit at a time, with a pause between them.

  private void lookSoon() {
    if (looking || due.isEmpty() || timers.isTimerActive(InboxMessage.LookDue.class)) {
      return;
    }
    long wait = settings.look().toNanos() - (System.nanoTime() - lookedAt);
    timers.startSingleTimer(
        InboxMessage.LookDue.class,
        new InboxMessage.LookDue(),
        Duration.ofNanos(Math.max(0, wait)));
  }

  private void look() {
    InboxViews.Question question = due.next(online::isHere);
    if (question.isEmpty()) {
      return;
    }
    looking = true;
    lookedAt = System.nanoTime();
    getContext()
        .pipeToSelf(
            views.look(question),
            (answer, failure) -> new InboxMessage.Looked(question, answer, failure));
  }

  private void onLooked(InboxMessage.Looked looked) {
    looking = false;
    if (looked.failure() != null) {
      if (!failing) {
        getContext().getLog().warn("inboxes cannot be read: {}", looked.failure().toString());
      }
      failing = true;
      due.again(looked.question());
      lookSoon();
      return;
    }
    failing = false;
    telling.tell(looked.question(), looked.answer());
    if (due.isFull()) {
      look();
    } else {
      lookSoon();
    }
  }
}
