package chat.parley.engine.room;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import scala.compat.java8.FutureConverters;
import scala.concurrent.Promise;

class AskedTest {

  private final Promise<String> promise = scala.concurrent.Promise$.MODULE$.apply();
  private final CompletableFuture<String> asked =
      Asked.of(FutureConverters.toJava(promise.future()));

  @Test
  void whatFollowsOnAnAnswerRunsInTheThreadThatBroughtIt() {
    CompletableFuture<Thread> followed = asked.thenApply(answer -> Thread.currentThread());

    promise.success("yes");

    assertThat(followed.join()).isSameAs(Thread.currentThread());
  }

  @Test
  void aFailureStaysWhatItIs() {
    promise.failure(new IllegalStateException("nobody there"));

    assertThatThrownBy(asked::join).hasRootCauseMessage("nobody there");
  }
}
