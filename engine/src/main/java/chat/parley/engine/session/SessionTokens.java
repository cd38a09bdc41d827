package chat.parley.engine.session;

import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.TimerScheduler;
import chat.parley.engine.domain.Caller;
import chat.parley.engine.domain.ErrorCode;
import chat.parley.engine.domain.Ids;
import chat.parley.engine.domain.RoomReply.Rejected;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletionException;

/** The tokens of one session: has them looked at, and knows until when the newest one is good. */
final class SessionTokens {

  /** The scheduler takes no delays of many months; tokens may hold for years. */
  private static final Duration LOOK_AGAIN = Duration.ofDays(1);

  private final ActorContext<SessionEvent> context;
  private final TimerScheduler<SessionEvent> timers;
  private final SessionShared shared;
  private TokenVerifier.Verified current;

  SessionTokens(
      ActorContext<SessionEvent> context,
      TimerScheduler<SessionEvent> timers,
      SessionShared shared) {
    this.context = context;
    this.timers = timers;
    this.shared = shared;
  }

  /**
   * Has a token looked at; the session hears {@link SessionEvent.Verified}. Null: there is none.
   */
  void look(SessionRequest request, String token) {
    if (token == null) {
      TokenVerifier.Invalid none = new TokenVerifier.Invalid("there is no token");
      context.getSelf().tell(new SessionEvent.Verified(request, null, none));
      return;
    }
    context.pipeToSelf(
        shared.tokens().verify(token),
        (verified, failure) -> new SessionEvent.Verified(request, verified, failure));
  }

  /** What is wrong with a token, or null. UNAVAILABLE: it cannot be told now. */
  Rejected complaint(SessionEvent.Verified verified) {
    Throwable failure = causeOf(verified.failure());
    if (failure instanceof TokenVerifier.Invalid invalid) {
      return Rejected.of(ErrorCode.UNAUTHORIZED, invalid.getMessage());
    } else if (failure != null) {
      context.getLog().warn("a token cannot be checked: {}", failure.toString());
      return new Rejected(ErrorCode.UNAVAILABLE, "tokens cannot be checked now", 1_000);
    }
    Caller caller = verified.token().caller();
    if (!Ids.isValid(caller.tenant()) || !Ids.isValid(caller.userId())) {
      return Rejected.of(ErrorCode.UNAUTHORIZED, "the token names no user");
    }
    return isOver(verified.token().expiresAt())
        ? Rejected.of(ErrorCode.UNAUTHORIZED, "the token has expired")
        : null;
  }

  private static Throwable causeOf(Throwable failure) {
    return failure instanceof CompletionException && failure.getCause() != null
        ? failure.getCause()
        : failure;
  }

  /**
   * The session goes on under this token. It hears {@link SessionEvent.TokenDue} when it is to ask
   * {@link #hasExpired}, and {@link SessionEvent.Revoked} when it is to ask {@link #isRevoked}.
   */
  void goOnUnder(TokenVerifier.Verified token) {
    current = token;
    lookAgain();
  }

  private void lookAgain() {
    Duration left = Duration.between(shared.clock().instant(), current.expiresAt());
    Duration wait = left.compareTo(LOOK_AGAIN) > 0 ? LOOK_AGAIN : left;
    SessionEvent due = new SessionEvent.TokenDue();
    timers.startSingleTimer(due, due, wait.isNegative() ? Duration.ZERO : wait);
  }

  boolean hasExpired() {
    if (isOver(current.expiresAt())) {
      return true;
    }
    lookAgain();
    return false;
  }

  boolean isRevoked() {
    return shared.revocations().isRevoked(current);
  }

  private boolean isOver(Instant time) {
    return !time.isAfter(shared.clock().instant());
  }
}
