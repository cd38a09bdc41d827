package chat.parley.http;

import chat.parley.engine.domain.Revocation;
import chat.parley.engine.session.RevocationStore;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Keeps nothing: what is revoked is known to the node that lives with it. */
public final class TestRevocations implements RevocationStore {

  /** A user whose revocations cannot be saved. */
  public static final String BROKEN = "broken";

  @Override
  public CompletionStage<Void> save(Revocation revocation) {
    return revocation.userId().equals(BROKEN)
        ? CompletableFuture.failedFuture(new IllegalStateException("broken on purpose"))
        : CompletableFuture.completedFuture(null);
  }

  @Override
  public CompletionStage<List<Revocation>> all() {
    return CompletableFuture.completedFuture(List.of());
  }

  @Override
  public CompletionStage<List<Revocation>> savedWithin(Duration time) {
    return all();
  }
}
