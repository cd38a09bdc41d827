package chat.parley.http.rest;

import chat.parley.engine.domain.ErrorCode;
import chat.parley.http.wire.WireException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says of a view's failure what it means to the one who asked. */
final class Views {

  private static final Logger LOG = LoggerFactory.getLogger(Views.class);

  private Views() {}

  /** A cursor that is none is the caller's fault; anything else passes. */
  static <T> CompletionStage<T> answer(CompletionStage<T> view) {
    return view.handle(
        (answer, failure) -> {
          if (failure == null) {
            return answer;
          }
          Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
          if (cause instanceof IllegalArgumentException) {
            throw WireException.bad("cursor must be a nextCursor of this list");
          }
          LOG.warn("a view did not answer: {}", String.valueOf(cause));
          throw new WireException(ErrorCode.UNAVAILABLE, "the lists cannot be read now");
        });
  }
}
