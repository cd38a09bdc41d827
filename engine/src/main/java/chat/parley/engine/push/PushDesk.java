package chat.parley.engine.push;

import akka.actor.typed.Behavior;
import akka.actor.typed.SupervisorStrategy;
import akka.actor.typed.javadsl.AbstractOnMessageBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.TimerScheduler;
import chat.parley.engine.domain.UserKey;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;

/**
 * A node's desk for what leaves the system. What is due stands in the store, so that nothing is
 * lost with a node and nobody waits for a push service but this desk: it takes no more than it has
 * hands for, and each row is one node's at a time. Whether a push is still wanted is seen in the
 * moment before it is sent.
 */
final class PushDesk extends AbstractOnMessageBehavior<PushMessage> {

  private static final Duration REPORT = Duration.ofMinutes(1);

  /** When a host that has enough open requests may have room for one more. */
  private static final Duration CROWDED = Duration.ofSeconds(1);

  private final TimerScheduler<PushMessage> timers;
  private final PushStore store;
  private final PushChannel web;
  private final PushChannel webhook;
  private final Pushes.Online online;
  private final PushSettings settings;
  private final Clock clock;
  private final Map<String, Integer> open = new HashMap<>();
  private final List<Runnable> whenStopped = new ArrayList<>();
  private boolean taking;
  private boolean more;
  private boolean heldBack;
  private boolean failing;
  private int inHand;
  private long givenUp;
  private String lastReason;

  static Behavior<PushMessage> of(
      PushStore store,
      PushChannel web,
      PushChannel webhook,
      Pushes.Online online,
      PushSettings settings,
      Clock clock) {
    Behavior<PushMessage> desk =
        Behaviors.setup(
            context ->
                Behaviors.withTimers(
                    timers ->
                        new PushDesk(
                            context, timers, store, web, webhook, online, settings, clock)));
    return Behaviors.supervise(desk).onFailure(SupervisorStrategy.restart());
  }

  private PushDesk(
      ActorContext<PushMessage> context,
      TimerScheduler<PushMessage> timers,
      PushStore store,
      PushChannel web,
      PushChannel webhook,
      Pushes.Online online,
      PushSettings settings,
      Clock clock) {
    super(context);
    this.timers = timers;
    this.store = store;
    this.web = web;
    this.webhook = webhook;
    this.online = online;
    this.settings = settings;
    this.clock = clock;
    timers.startTimerWithFixedDelay(new PushMessage.Look(), settings.poll());
    timers.startTimerWithFixedDelay(new PushMessage.Report(), REPORT);
  }

  @Override
  public Behavior<PushMessage> onMessage(PushMessage message) {
    if (message instanceof PushMessage.Look) {
      look();
    } else if (message instanceof PushMessage.Taken taken) {
      onTaken(taken);
    } else if (message instanceof PushMessage.Seen seen) {
      seen.pushes().forEach(push -> sendOrHold(push, seen.online().contains(push.user())));
    } else if (message instanceof PushMessage.Tried tried) {
      onTried(tried);
    } else if (message instanceof PushMessage.Settled settled) {
      onSettled(settled);
    } else if (message instanceof PushMessage.Report) {
      report();
    } else if (message instanceof PushMessage.Stop stop) {
      timers.cancelAll();
      whenStopped.add(stop.done());
      endIfStopped();
    } else {
      throw new IllegalStateException("no way to take " + message.getClass().getSimpleName());
    }
    return this;
  }

  private void look() {
    int free = settings.atOnce() - inHand;
    if (taking || free <= 0 || !whenStopped.isEmpty()) {
      return;
    }
    taking = true;
    Set<String> busy =
        open.entrySet().stream()
            .filter(host -> host.getValue() > settings.toOneHost() / 2)
            .map(Map.Entry::getKey)
            .collect(Collectors.toSet());
    heldBack = !busy.isEmpty();
    getContext()
        .pipeToSelf(
            store.take(free, settings.lease(), busy),
            (pushes, failure) ->
                new PushMessage.Taken(free, pushes == null ? List.of() : pushes, failure));
  }

  private void onTaken(PushMessage.Taken taken) {
    taking = false;
    more = taken.pushes().size() == taken.asked();
    noteFailure(taken.failure());
    inHand += taken.pushes().size();
    List<DuePush> wanted = new ArrayList<>();
    for (DuePush push : taken.pushes()) {
      if (push.told()) {
        lookAgain(push);
      } else if (push.isWanted()
          && channel(push) != null
          && age(push).compareTo(settings.giveUp()) < 0) {
        wanted.add(push);
      } else {
        settle(store.done(push));
      }
    }
    if (!wanted.isEmpty() && settings.holdWhileOnline()) {
      Set<UserKey> users = wanted.stream().map(DuePush::user).collect(Collectors.toSet());
      getContext()
          .pipeToSelf(
              online.apply(users),
              (there, failure) ->
                  new PushMessage.Seen(wanted, failure == null ? there : Set.<UserKey>of()));
    } else {
      wanted.forEach(push -> sendOrHold(push, false));
    }
    endIfStopped();
  }

  /** What the webhook was told: it is taken back once, or looked at less and less. */
  private void lookAgain(DuePush push) {
    if (channel(push) == null) {
      settle(store.done(push));
    } else if (push.isWithdrawal()) {
      sendOrHold(push, false);
    } else {
      Duration age = age(push);
      boolean over = age.compareTo(settings.withdrawWithin()) >= 0;
      settle(over ? store.done(push) : store.later(push, lookAfter(age), false));
    }
  }

  private Duration lookAfter(Duration age) {
    return age.compareTo(settings.withdrawLook()) > 0 ? age : settings.withdrawLook();
  }

  /** Whoever is there sees it on the screen: it is pushed if he goes and has not read it. */
  private void sendOrHold(DuePush push, boolean isThere) {
    PushChannel channel = channel(push);
    String host = channel.host(push);
    if (isThere) {
      boolean isOld = age(push).compareTo(settings.newWithin()) >= 0;
      settle(isOld ? store.done(push) : store.later(push, settings.hold(), false));
    } else if (open.getOrDefault(host, 0) >= settings.toOneHost()) {
      settle(store.later(push, CROWDED, false));
    } else {
      open.merge(host, 1, Integer::sum);
      getContext()
          .pipeToSelf(
              channel.send(push),
              (outcome, failure) ->
                  new PushMessage.Tried(
                      push,
                      host,
                      failure == null
                          ? outcome
                          : new PushOutcome.Later(
                              failure.getClass().getSimpleName(), Duration.ZERO)));
    }
  }

  private void onTried(PushMessage.Tried tried) {
    Integer left =
        open.computeIfPresent(tried.host(), (host, count) -> count == 1 ? null : count - 1);
    more |= heldBack && (left == null || left <= settings.toOneHost() / 2);
    DuePush push = tried.push();
    if (tried.outcome() instanceof PushOutcome.Later later) {
      tryLater(push, tried.host(), later);
    } else if (tried.outcome() instanceof PushOutcome.Gone) {
      settle(store.gone(push));
    } else if (tried.outcome() instanceof PushOutcome.Sent && push.isForWebhook() && !push.told()) {
      settle(store.told(push, settings.withdrawLook()));
    } else {
      if (tried.outcome() instanceof PushOutcome.Refused refused) {
        giveUp(tried.host(), refused.why());
      }
      settle(store.done(push));
    }
  }

  private void tryLater(DuePush push, String host, PushOutcome.Later later) {
    Duration backoff = settings.backoff(push.attempts());
    Duration wait = backoff.compareTo(later.after()) > 0 ? backoff : later.after();
    boolean last = push.attempts() + 1 >= settings.attempts();
    boolean old = !push.told() && age(push).plus(wait).compareTo(settings.giveUp()) >= 0;
    if (last || old) {
      giveUp(host, later.why());
      settle(store.done(push));
    } else {
      settle(store.later(push, wait, true));
    }
  }

  private void settle(CompletionStage<Void> written) {
    getContext().pipeToSelf(written, (done, failure) -> new PushMessage.Settled(failure));
  }

  private void onSettled(PushMessage.Settled settled) {
    // What was begun before a restart is not counted any more.
    inHand = Math.max(0, inHand - 1);
    noteFailure(settled.failure());
    if (more && inHand <= settings.atOnce() / 2) {
      look();
    }
    endIfStopped();
  }

  private void endIfStopped() {
    if (inHand == 0 && !taking) {
      whenStopped.forEach(Runnable::run);
    }
  }

  private PushChannel channel(DuePush push) {
    return push.isForWebhook() ? webhook : web;
  }

  /** Nothing for one that is there no more: its attempts are counted. */
  private Duration age(DuePush push) {
    if (push.notification() == null) {
      return Duration.ZERO;
    }
    return Duration.between(push.notification().createdAt(), clock.instant());
  }

  /** What could not be written down is due again when its lease ends. */
  private void noteFailure(Throwable failure) {
    if (failure != null && !failing) {
      getContext().getLog().warn("pushes cannot be read or settled: {}", failure.toString());
    }
    failing = failure != null;
  }

  private void giveUp(String host, String why) {
    givenUp++;
    lastReason = host + ": " + why;
  }

  private void report() {
    if (givenUp > 0) {
      getContext().getLog().warn("{} pushes were given up, the last by {}", givenUp, lastReason);
      givenUp = 0;
    }
  }
}
