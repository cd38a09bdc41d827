package chat.parley.engine.session;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.PostStop;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.BehaviorBuilder;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.TimerScheduler;
import chat.parley.engine.domain.Caller;
import chat.parley.engine.domain.ErrorCode;
import chat.parley.engine.domain.RoomReply.Rejected;
import chat.parley.engine.session.SessionPush.Code;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * One connection's session, in phases: authenticating, active, closing. Here are the rules of the
 * connection itself; {@link ActiveSession} does what the client asks for.
 */
final class SessionActor {

  private static final String HELLO = "hello";

  private final ActorContext<SessionEvent> context;
  private final TimerScheduler<SessionEvent> timers;
  private final SessionShared shared;
  private final SessionSettings settings;
  private final Connection connection;
  private final SessionOutbox outbox;
  private final BadFrames badFrames;
  private final Heartbeat heartbeat;
  private final SessionTokens tokens;
  private final String sessionId = UUID.randomUUID().toString();

  /** What came while the token of hello was looked at; null before hello. */
  private List<SessionRequest> early;

  private ActiveSession active;
  private boolean closing;

  static Behavior<SessionEvent> of(
      SessionShared shared, Connection connection, SessionOutbox outbox) {
    return Behaviors.setup(
        context ->
            Behaviors.withTimers(
                timers ->
                    new SessionActor(context, timers, shared, connection, outbox)
                        .authenticating()));
  }

  private SessionActor(
      ActorContext<SessionEvent> context,
      TimerScheduler<SessionEvent> timers,
      SessionShared shared,
      Connection connection,
      SessionOutbox outbox) {
    this.context = context;
    this.timers = timers;
    this.shared = shared;
    this.settings = shared.settings();
    this.connection = connection;
    this.outbox = outbox;
    this.badFrames = new BadFrames(settings, outbox);
    this.heartbeat = new Heartbeat(settings.heartbeat(), settings.grace(), now());
    this.tokens = new SessionTokens(context, timers, shared);
    outbox.reportTo(context.getSelf()::tell);
    timers.startSingleTimer(HELLO, new SessionEvent.HelloTimeout(), settings.helloTimeout());
  }

  private long now() {
    return shared.nanos().getAsLong();
  }

  private BehaviorBuilder<SessionEvent> common() {
    return Behaviors.receive(SessionEvent.class)
        .onMessage(SessionEvent.Gone.class, m -> gone())
        .onMessage(SessionEvent.Drain.class, this::onDrain)
        .onMessage(SessionEvent.DrainNow.class, m -> bye(Code.DRAIN))
        .onMessage(SessionEvent.Flooded.class, m -> bye(Code.OVERLOADED))
        .onSignal(PostStop.class, s -> onPostStop());
  }

  // Phase one: nobody knows yet who it is.

  private Behavior<SessionEvent> authenticating() {
    return common()
        .onMessage(SessionEvent.Asked.class, m -> onFirst(m.request()))
        .onMessage(SessionEvent.Verified.class, this::onVerified)
        .onMessage(SessionEvent.HelloTimeout.class, m -> onHelloTimeout())
        .build();
  }

  private Behavior<SessionEvent> onFirst(SessionRequest request) {
    if (BadFrames.isOne(request)) {
      return onBadFrame(request);
    }
    if (early != null) {
      if (early.size() < settings.inFlight()) {
        early.add(request);
      } else {
        overloaded(request.id());
      }
      return Behaviors.same();
    }
    if (request instanceof SessionRequest.Hello hello) {
      early = new ArrayList<>();
      String token = hello.token() == null ? connection.token() : hello.token();
      tokens.look(hello, token);
      return Behaviors.same();
    }
    if (request instanceof SessionRequest.Ping ping) {
      outbox.answer(new SessionPush.Pong(ping.id()));
      return Behaviors.same();
    }
    return refuse(request.id(), Rejected.of(ErrorCode.UNAUTHORIZED, "say hello first"));
  }

  /** A client whose token could not be looked at in time is not to blame. */
  private Behavior<SessionEvent> onHelloTimeout() {
    return bye(early == null ? Code.HELLO_TIMEOUT : Code.INTERNAL);
  }

  private Behavior<SessionEvent> onVerified(SessionEvent.Verified verified) {
    SessionRequest.Hello hello = (SessionRequest.Hello) verified.request();
    Rejected complaint = tokens.complaint(verified);
    if (complaint != null) {
      return refuse(hello.id(), complaint);
    }
    begin(hello, verified.token());
    // It may have been revoked before the session was in the index.
    if (tokens.isRevoked()) {
      return bye(Code.REVOKED);
    }
    for (SessionRequest request : early) {
      if (!closing) {
        onAsked(request);
      }
    }
    return closing ? closing() : active();
  }

  private void begin(SessionRequest.Hello hello, TokenVerifier.Verified token) {
    Caller caller = token.caller();
    ActorRef<SessionEvent> self = context.getSelf();
    active =
        new ActiveSession(timers, shared, outbox, self::tell, sessionId, caller, hello.device());
    shared.index().add(caller, self);
    timers.cancel(HELLO);
    tokens.goOnUnder(token);
    heartbeat.heard(now());
    lookAgain();
    outbox.answer(
        new SessionPush.Hello(
            hello.id(),
            sessionId,
            caller.userId(),
            settings.heartbeat().toMillis(),
            shared.clock().instant()));
    active.subscriptions().startWith(hello.rooms());
  }

  private Behavior<SessionEvent> refuse(Object id, Rejected why) {
    fail(id, why);
    return bye(why.code() == ErrorCode.UNAUTHORIZED ? Code.UNAUTHORIZED : Code.OVERLOADED);
  }

  // Phase two: a known user.

  private Behavior<SessionEvent> active() {
    return common()
        .onMessage(SessionEvent.Asked.class, m -> onAsked(m.request()))
        .onMessage(SessionEvent.Answered.class, m -> then(active::answered))
        .onMessage(SessionEvent.Begun.class, m -> begun(m.subscription()))
        .onMessage(SessionEvent.Ended.class, m -> ended(m.subscription()))
        .onMessage(SessionEvent.ReadOn.class, m -> then(active.subscriptions()::goOn))
        .onMessage(
            SessionEvent.RoomsChanged.class, m -> then(() -> active.inbox().changed(m.rooms())))
        .onMessage(
            SessionEvent.Notified.class, m -> then(() -> active.inbox().notified(m.notification())))
        .onMessage(SessionEvent.MarkersDue.class, m -> then(() -> active.markersDue(m.roomId())))
        .onMessage(SessionEvent.MarkersMoved.class, m -> then(() -> active.markersMoved(m)))
        .onMessage(SessionEvent.Verified.class, this::onRenewed)
        .onMessage(SessionEvent.TokenDue.class, m -> onTokenDue())
        .onMessage(SessionEvent.Revoked.class, m -> onRevoked())
        .onMessage(SessionEvent.HeartbeatDue.class, m -> onHeartbeatDue())
        .onMessage(SessionEvent.Full.class, this::onFull)
        .onMessage(SessionEvent.StillFull.class, this::onStillFull)
        .build();
  }

  private Behavior<SessionEvent> then(Runnable work) {
    work.run();
    return Behaviors.same();
  }

  private Behavior<SessionEvent> begun(RoomSubscription subscription) {
    return then(() -> active.subscriptions().begun(subscription));
  }

  private Behavior<SessionEvent> ended(RoomSubscription subscription) {
    return then(() -> active.subscriptions().ended(subscription));
  }

  private Behavior<SessionEvent> onAsked(SessionRequest request) {
    heartbeat.heard(now());
    if (BadFrames.isOne(request)) {
      return onBadFrame(request);
    }
    if (request instanceof SessionRequest.Pong) {
      return Behaviors.same();
    }
    boolean counts = request.id() != null || request instanceof SessionRequest.Auth;
    if (counts && active.unanswered() >= settings.inFlight()) {
      overloaded(request.id());
    } else if (request instanceof SessionRequest.Hello) {
      fail(request.id(), Rejected.of(ErrorCode.BAD_REQUEST, "hello was said already"));
    } else if (request instanceof SessionRequest.Auth auth) {
      active.began();
      tokens.look(auth, auth.token());
    } else {
      active.handle(request);
    }
    return Behaviors.same();
  }

  private void overloaded(Object id) {
    fail(id, new Rejected(ErrorCode.OVERLOADED, "too many unanswered requests", 200));
  }

  /** A token that does not help changes nothing: the session has the one that it has. */
  private Behavior<SessionEvent> onRenewed(SessionEvent.Verified verified) {
    active.answered();
    Object id = verified.request().id();
    Rejected complaint = tokens.complaint(verified);
    if (complaint != null) {
      fail(id, complaint);
    } else if (!isSame(verified.token().caller(), active.caller())) {
      fail(id, Rejected.of(ErrorCode.FORBIDDEN, "the token is of another user, tenant or role"));
    } else {
      active.renewed(verified.token().caller());
      tokens.goOnUnder(verified.token());
      if (id != null) {
        outbox.answer(new SessionPush.Ok(id));
      }
    }
    // It may have been revoked since it was looked at, before the session went on under it.
    return onRevoked();
  }

  /** Another role would leave subscriptions that it must not have. */
  private static boolean isSame(Caller a, Caller b) {
    return a.tenant().equals(b.tenant()) && a.userId().equals(b.userId()) && a.role() == b.role();
  }

  private Behavior<SessionEvent> onRevoked() {
    return tokens.isRevoked() ? bye(Code.REVOKED) : Behaviors.same();
  }

  private Behavior<SessionEvent> onTokenDue() {
    return tokens.hasExpired() ? bye(Code.TOKEN_EXPIRED) : Behaviors.same();
  }

  private Behavior<SessionEvent> onHeartbeatDue() {
    Heartbeat.Verdict verdict = heartbeat.look(now());
    if (verdict == Heartbeat.Verdict.DEAD) {
      return bye(Code.NO_PONG);
    }
    if (verdict == Heartbeat.Verdict.PING) {
      outbox.say(new SessionPush.Ping());
    }
    lookAgain();
    return Behaviors.same();
  }

  private void lookAgain() {
    timers.startSingleTimer(new SessionEvent.HeartbeatDue(), heartbeat.next(now()));
  }

  private Behavior<SessionEvent> onFull(SessionEvent.Full full) {
    timers.startSingleTimer(
        SessionEvent.StillFull.class, new SessionEvent.StillFull(full.time()), settings.slow());
    return Behaviors.same();
  }

  private Behavior<SessionEvent> onStillFull(SessionEvent.StillFull still) {
    if (!outbox.isFullSince(still.time())) {
      return Behaviors.same();
    }
    outbox.forgetEvents();
    return bye(Code.SLOW);
  }

  private Behavior<SessionEvent> onBadFrame(SessionRequest request) {
    Code end = badFrames.take(request, now());
    return end == null ? Behaviors.same() : bye(end);
  }

  private void fail(Object id, Rejected why) {
    SessionPush push = new SessionPush.Failed(id, null, why);
    if (id == null) {
      outbox.say(push);
    } else {
      outbox.answer(push);
    }
  }

  // Phase three: the last word is said.

  private Behavior<SessionEvent> onDrain(SessionEvent.Drain drain) {
    timers.startSingleTimer(new SessionEvent.DrainNow(), drain.after());
    return Behaviors.same();
  }

  private Behavior<SessionEvent> bye(Code code) {
    closing = true;
    outbox.finish(lastWord(code));
    leave();
    timers.cancelAll();
    timers.startSingleTimer(new SessionEvent.LingerOver(), settings.linger());
    return closing();
  }

  private SessionPush.Bye lastWord(Code code) {
    return new SessionPush.Bye(code, code.reconnect() ? 1 + shared.random().applyAsInt(1_000) : 0);
  }

  private Behavior<SessionEvent> closing() {
    return Behaviors.receive(SessionEvent.class)
        .onMessage(SessionEvent.Gone.class, m -> gone())
        .onMessage(SessionEvent.LingerOver.class, m -> gone())
        .onAnyMessage(m -> Behaviors.same())
        .build();
  }

  private Behavior<SessionEvent> gone() {
    outbox.abandon();
    return Behaviors.stopped();
  }

  private void leave() {
    if (active != null) {
      active.subscriptions().leaveAll();
      active.presence().leave();
      shared.index().remove(active.caller(), context.getSelf());
    }
  }

  /** Whatever ended it, an exception too: the socket hears of it, the feeds forget it. */
  private Behavior<SessionEvent> onPostStop() {
    outbox.finish(lastWord(Code.INTERNAL));
    leave();
    return Behaviors.same();
  }
}
