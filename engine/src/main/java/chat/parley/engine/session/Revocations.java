package chat.parley.engine.session;

import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Props;
import chat.parley.engine.domain.Revocation;
import java.time.Clock;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Whose tokens are good no more, as every node knows it from memory. All revocations are kept, as
 * long as their rows are there: a token may hold for years, and nobody tells when the last one
 * ends.
 */
public final class Revocations {

  private record User(String tenant, String userId) {}

  private final Map<User, Revocation> newest = new ConcurrentHashMap<>();
  private final RevocationStore store;
  private final Clock clock;
  private volatile SessionIndex sessions = new SessionIndex();
  private volatile Set<ActorRef<RevocationNews>> nodes = Set.of();

  private Revocations(RevocationStore store, Clock clock) {
    this.store = store;
    this.clock = clock;
  }

  /** Completes when everything that is in the store is known here. */
  public static CompletionStage<Revocations> start(
      ActorSystem<?> system, RevocationStore store, Clock clock) {
    Revocations revocations = new Revocations(store, clock);
    SessionSettings settings = SessionSettings.of(system.settings().config());
    long now = System.nanoTime();
    return store
        .all()
        .thenApply(
            saved -> {
              saved.forEach(revocations::learn);
              system.systemActorOf(
                  RevocationWatch.of(revocations, store, now, settings.revocationsRead()),
                  "revocations",
                  Props.empty());
              return revocations;
            });
  }

  /**
   * Refuses a user's tokens issued up to now and ends the sessions that they opened. Completes when
   * this is durable, holds on this node, and the other nodes have been told.
   */
  public CompletionStage<Void> revoke(String tenant, String userId) {
    Revocation revocation = new Revocation(tenant, userId, clock.instant());
    return store
        .save(revocation)
        .thenRun(
            () -> {
              learn(revocation);
              nodes.forEach(node -> node.tell(new RevocationNews.Revoked(revocation)));
            });
  }

  /** The same tokens, but for those that were revoked. */
  public TokenVerifier over(TokenVerifier tokens) {
    return token ->
        tokens
            .verify(token)
            .thenCompose(
                verified ->
                    isRevoked(verified)
                        ? CompletableFuture.failedFuture(
                            new TokenVerifier.Invalid("the token was revoked"))
                        : CompletableFuture.completedFuture(verified));
  }

  boolean isRevoked(TokenVerifier.Verified token) {
    Revocation revocation = newest.get(new User(token.caller().tenant(), token.caller().userId()));
    return revocation != null && revocation.covers(token.issuedAt());
  }

  /** The sessions that are to hear of it when their user's tokens are revoked. */
  void endIn(SessionIndex index) {
    sessions = index;
  }

  void tellFromNowOn(Set<ActorRef<RevocationNews>> all) {
    nodes = all;
  }

  /**
   * First the map, then the sessions: one that is about to begin is in the index before it looks
   * into the map.
   */
  void learn(Revocation revocation) {
    User user = new User(revocation.tenant(), revocation.userId());
    Revocation known = newest.get(user);
    if (known != null && !revocation.issuedUntil().isAfter(known.issuedUntil())) {
      return;
    }
    newest.merge(user, revocation, Revocations::later);
    sessions
        .of(user.tenant(), user.userId())
        .forEach(session -> session.tell(new SessionEvent.Revoked()));
  }

  private static Revocation later(Revocation a, Revocation b) {
    return a.issuedUntil().isAfter(b.issuedUntil()) ? a : b;
  }
}
