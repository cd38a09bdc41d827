package chat.parley.engine.session;

import chat.parley.engine.domain.Revocation;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/** A store that forgets with the test, and fails when it is told to. */
final class MemoryRevocations implements RevocationStore {

  /** Saved long ago. */
  final List<Revocation> old = new CopyOnWriteArrayList<>();

  final List<Revocation> saved = new CopyOnWriteArrayList<>();
  volatile boolean away;

  @Override
  public CompletionStage<Void> save(Revocation revocation) {
    if (away) {
      return CompletableFuture.failedFuture(new IllegalStateException("away on purpose"));
    }
    saved.add(revocation);
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public CompletionStage<List<Revocation>> all() {
    return answer(Stream.concat(old.stream(), saved.stream()).toList());
  }

  @Override
  public CompletionStage<List<Revocation>> savedWithin(Duration time) {
    return answer(List.copyOf(saved));
  }

  private CompletionStage<List<Revocation>> answer(List<Revocation> found) {
    return away
        ? CompletableFuture.failedFuture(new IllegalStateException("away on purpose"))
        : CompletableFuture.completedFuture(found);
  }
}
