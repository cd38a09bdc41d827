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
import chat.parley.engine.feed.Feeds;
import chat.parley.engine.room.Rooms;
import chat.parley.engine.session.SessionPush.Code;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.function.IntUnaryOperator;

/**
 * One connection's session, in phases: authenticating, active, closing. The phases hold the rules
 * of the connection itself; {@link ActiveSession} does what the client asks for.
 */
final class SessionActor {

  /** What happens to a session. */
  sealed interface Event {}

  /** The client asks. */
  record Asked(SessionRequest request) implements Event {}

  /** The connection is gone. */
  record Gone() implements Event {}

  /** The node leaves: say so after a while. */
  record Drain(Duration after) implements Event {}

  private record DrainNow() implements Event {}

  /** A token was looked at. */
  record Verified(SessionRequest request, TokenVerifier.Verified token, Throwable failure)
      implements Event {}

  /** A request that was in flight has its answer. */
  record Answered() implements Event {}

  /** A subscription was answered. */
  record Begun(String subscriptionId) implements Event {}

  /** A subscription is over. */
  record Ended(String roomId, String subscriptionId) implements Event {}

  /** The markers of a room may pass again. */
  record MarkersOf(String roomId) implements Event {}

  private record HelloTimeout() implements Event {}

  private record Tick() implements Event {}

  private record TokenExpired() implements Event {}

  /** What every session of a node shares. */
  record Shared(
      Rooms rooms,
      ActorRef<Feeds.Message> feeds,
      TokenVerifier tokens,
      SessionSettings settings,
      Clock clock,
      IntUnaryOperator random) {}

  private static final Duration LINGER = Duration.ofSeconds(5);

  private final ActorContext<Event> context;
  private final TimerScheduler<Event> timers;
  private final Shared shared;
  private final Connection connection;
  private final SessionOutbox outbox;
  private final String sessionId = UUID.randomUUID().toString();
  private ActiveSession active;
  private Instant heard;
  private boolean pinged;
  private boolean sawGarbage;
  private int badFrames;

  static Behavior<Event> of(Shared shared, Connection connection, SessionOutbox outbox) {
    return Behaviors.setup(
        context ->
            Behaviors.withTimers(
                timers ->
                    new SessionActor(context, timers, shared, connection, outbox)
                        .authenticating()));
  }

  private SessionActor(
      ActorContext<Event> context,
      TimerScheduler<Event> timers,
      Shared shared,
      Connection connection,
      SessionOutbox outbox) {
    this.context = context;
    this.timers = timers;
    this.shared = shared;
    this.connection = connection;
    this.outbox = outbox;
    this.heard = shared.clock().instant();
    timers.startSingleTimer(new HelloTimeout(), shared.settings().helloTimeout());
  }

  // Phase one: nobody knows yet who it is.

  private Behavior<Event> authenticating() {
    return common()
        .onMessage(Asked.class, this::onFirst)
        .onMessage(Verified.class, this::onVerified)
        .onMessage(HelloTimeout.class, m -> bye(Code.HELLO_TIMEOUT))
        .build();
  }

  private BehaviorBuilder<Event> common() {
    return Behaviors.receive(Event.class)
        .onMessage(Gone.class, m -> Behaviors.stopped())
        .onMessage(Drain.class, this::onDrain)
        .onMessage(DrainNow.class, m -> bye(Code.DRAIN))
        .onSignal(PostStop.class, s -> onPostStop());
  }

  private Behavior<Event> onFirst(Asked asked) {
    SessionRequest request = asked.request();
    if (request instanceof SessionRequest.Hello hello) {
      String token = hello.token() == null ? connection.token() : hello.token();
      return verify(hello, token);
    }
    if (request instanceof SessionRequest.Ping ping) {
      outbox.answer(new SessionPush.Pong(ping.id()));
      return Behaviors.same();
    }
    if (malformed(request)) {
      return onMalformed(request);
    }
    fail(request.id(), ErrorCode.UNAUTHORIZED, "say hello first");
    return bye(Code.UNAUTHORIZED);
  }

  private Behavior<Event> verify(SessionRequest request, String token) {
    if (token == null) {
      return onVerified(
          new Verified(request, null, new TokenVerifier.Invalid("there is no token")));
    }
    context.pipeToSelf(
        shared.tokens().verify(token),
        (verified, failure) -> new Verified(request, verified, failure));
    return Behaviors.same();
  }

  private Behavior<Event> onVerified(Verified verified) {
    SessionRequest.Hello hello = (SessionRequest.Hello) verified.request();
    if (verified.failure() != null) {
      return refuse(hello, verified.failure());
    }
    if (active != null) {
      return Behaviors.same();
    }
    Caller caller = verified.token().caller();
    active = new ActiveSession(context, timers, shared, outbox, sessionId, caller);
    timers.cancel(new HelloTimeout());
    expireAt(verified.token().expiresAt());
    timers.startTimerWithFixedDelay(new Tick(), Duration.ofSeconds(1));
    outbox.answer(
        new SessionPush.Hello(
            hello.id(),
            sessionId,
            caller.userId(),
            shared.settings().heartbeat().toMillis(),
            shared.clock().instant()));
    active.subscribeAll(hello.rooms());
    return active();
  }

  private Behavior<Event> refuse(SessionRequest request, Throwable failure) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    if (cause instanceof TokenVerifier.Invalid invalid) {
      fail(request.id(), ErrorCode.UNAUTHORIZED, invalid.getMessage());
      return bye(Code.UNAUTHORIZED);
    }
    outbox.answer(
        new SessionPush.Failed(
            request.id(),
            null,
            new Rejected(ErrorCode.UNAVAILABLE, "tokens cannot be checked now", 1_000)));
    return bye(Code.OVERLOADED);
  }

  private void expireAt(Instant expiresAt) {
    Duration left = Duration.between(shared.clock().instant(), expiresAt);
    timers.startSingleTimer(new TokenExpired(), left.isNegative() ? Duration.ZERO : left);
  }

  // Phase two: a known user.

  private Behavior<Event> active() {
    return common()
        .onMessage(Asked.class, this::onAsked)
        .onMessage(Answered.class, m -> active.answered())
        .onMessage(Begun.class, m -> active.begun(m))
        .onMessage(Ended.class, m -> active.ended(m))
        .onMessage(MarkersOf.class, m -> active.markersOf(m.roomId()))
        .onMessage(Verified.class, this::onRenewed)
        .onMessage(Tick.class, m -> onTick())
        .onMessage(TokenExpired.class, m -> bye(Code.TOKEN_EXPIRED))
        .build();
  }

  private Behavior<Event> onAsked(Asked asked) {
    heard = shared.clock().instant();
    pinged = false;
    SessionRequest request = asked.request();
    if (malformed(request)) {
      return onMalformed(request);
    }
    if (request instanceof SessionRequest.Hello) {
      fail(request.id(), ErrorCode.BAD_REQUEST, "hello was said already");
    } else if (request instanceof SessionRequest.Auth auth) {
      return verify(auth, auth.token());
    } else if (request instanceof SessionRequest.Ping) {
      outbox.answer(new SessionPush.Pong(request.id()));
    } else if (!(request instanceof SessionRequest.Pong)) {
      active.handle(request);
    }
    return Behaviors.same();
  }

  private Behavior<Event> onRenewed(Verified verified) {
    if (verified.failure() != null) {
      return refuse(verified.request(), verified.failure());
    }
    Caller renewed = verified.token().caller();
    if (!active.isSameUser(renewed)) {
      fail(verified.request().id(), ErrorCode.FORBIDDEN, "the token is another user's");
      return Behaviors.same();
    }
    expireAt(verified.token().expiresAt());
    active.renewed(renewed);
    outbox.answer(new SessionPush.Ok(verified.request().id()));
    return Behaviors.same();
  }

  /** Once a second: the heartbeat, and whether the reader is too slow. */
  private Behavior<Event> onTick() {
    if (outbox.fullForNanos() > shared.settings().slow().toNanos()) {
      return bye(Code.SLOW);
    }
    badFrames = Math.max(0, badFrames - Math.max(1, shared.settings().badFrames() / 10));
    Duration silence = Duration.between(heard, shared.clock().instant());
    Duration heartbeat = shared.settings().heartbeat();
    if (silence.compareTo(heartbeat.plus(shared.settings().grace())) >= 0) {
      return bye(Code.NO_PONG);
    }
    if (!pinged && silence.compareTo(heartbeat) >= 0) {
      pinged = true;
      outbox.answer(new SessionPush.Ping());
    }
    return Behaviors.same();
  }

  // Frames that are none.

  private static boolean malformed(SessionRequest request) {
    return request instanceof SessionRequest.Bad
        || request instanceof SessionRequest.Garbage
        || request instanceof SessionRequest.TooLarge;
  }

  private Behavior<Event> onMalformed(SessionRequest request) {
    if (request instanceof SessionRequest.Bad bad) {
      fail(bad.id(), bad.code(), bad.detail());
      return ++badFrames > shared.settings().badFrames() ? bye(Code.ABUSE) : Behaviors.same();
    }
    if (request instanceof SessionRequest.Garbage garbage) {
      fail(null, ErrorCode.BAD_REQUEST, garbage.detail());
      if (sawGarbage) {
        return bye(Code.BAD_FRAME);
      }
      sawGarbage = true;
      return Behaviors.same();
    }
    fail(null, ErrorCode.TOO_LARGE, "the frame is above the limit");
    return bye(Code.TOO_LARGE);
  }

  private void fail(Object re, ErrorCode code, String detail) {
    outbox.answer(new SessionPush.Failed(re, null, Rejected.of(code, detail)));
  }

  // Phase three: the last word was said.

  private Behavior<Event> onDrain(Drain drain) {
    timers.startSingleTimer(new DrainNow(), drain.after());
    return Behaviors.same();
  }

  private Behavior<Event> bye(Code code) {
    long retryAfterMs = code.reconnect() ? 1 + shared.random().applyAsInt(1_000) : 0;
    outbox.finish(new SessionPush.Bye(code, retryAfterMs));
    onPostStop();
    timers.cancelAll();
    timers.startSingleTimer(new Gone(), LINGER);
    return Behaviors.receive(Event.class)
        .onMessage(Gone.class, m -> Behaviors.stopped())
        .onAnyMessage(m -> Behaviors.same())
        .build();
  }

  private Behavior<Event> onPostStop() {
    if (active != null) {
      active.leaveAll();
    }
    outbox.finish(null);
    return Behaviors.same();
  }
}
