package chat.parley.engine.room;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * The answer to an ask, for what follows on it to run where the answer arrived.
 *
 * <p>The stage that Akka's ask returns runs every function that follows in {@link
 * CompletableFuture}'s default executor, and on two cores or fewer that is a new thread each time:
 * half of the CPU of a send went there.
 */
public final class Asked {

  private Asked() {}

  /** The same answer as a stage like any other. */
  public static <T> CompletableFuture<T> of(CompletionStage<T> asked) {
    CompletableFuture<T> answer = new CompletableFuture<>();
    asked.whenCompleteAsync(
        (value, failure) -> {
          if (failure == null) {
            answer.complete(value);
          } else {
            answer.completeExceptionally(failure);
          }
        },
        Runnable::run);
    return answer;
  }
}
