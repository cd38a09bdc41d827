package chat.parley.http.rest;

import akka.http.javadsl.model.HttpEntity;
import akka.http.javadsl.model.HttpRequest;
import akka.http.scaladsl.model.EntityStreamSizeException;
import akka.stream.Materializer;
import akka.util.ByteString;
import chat.parley.engine.domain.ErrorCode;
import chat.parley.http.wire.WireException;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;

/** Reads bodies of bounded size in bounded time. */
final class Bodies {

  /** Bytes that a body may have. */
  static final int LIMIT = 256 * 1024;

  /**
   * Bytes that are read at most: a little more is read and dropped, since a client that is cut off
   * while it writes does not get to see the answer.
   */
  private static final int READ = 4 * LIMIT;

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private Bodies() {}

  static CompletionStage<byte[]> read(HttpRequest request, Materializer materializer) {
    if (request.entity() instanceof HttpEntity.Strict strict) {
      ByteString data = strict.getData();
      return data.length() > LIMIT
          ? CompletableFuture.failedFuture(tooLarge())
          : CompletableFuture.completedFuture(data.toArrayUnsafe());
    }
    return request
        .entity()
        .withSizeLimit(READ)
        .getDataBytes()
        .completionTimeout(PATIENCE)
        .runFold(new Gathered(), Gathered::plus, materializer)
        .handle(
            (gathered, failure) -> {
              if (failure != null) {
                throw refusal(failure);
              }
              return gathered.bytes();
            });
  }

  /** Drops the rest of a request that is refused unread, unless there is much of it. */
  static void drop(HttpRequest request, Materializer materializer) {
    request.entity().withSizeLimit(READ).discardBytes(materializer);
  }

  private static WireException refusal(Throwable failure) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    if (cause instanceof EntityStreamSizeException) {
      return tooLarge();
    }
    return cause instanceof TimeoutException
        ? WireException.bad("the body did not come within " + PATIENCE.toSeconds() + " s")
        : WireException.bad("the body ended before its end");
  }

  private static WireException tooLarge() {
    return new WireException(
        ErrorCode.TOO_LARGE, "the body is longer than " + LIMIT / 1024 + " KiB");
  }

  /** What has come so far; above the limit only its length. */
  private static final class Gathered {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private long length;

    Gathered plus(ByteString more) {
      length += more.length();
      if (length <= LIMIT) {
        bytes.writeBytes(more.toArrayUnsafe());
      }
      return this;
    }

    byte[] bytes() {
      if (length > LIMIT) {
        throw tooLarge();
      }
      return bytes.toByteArray();
    }
  }
}
