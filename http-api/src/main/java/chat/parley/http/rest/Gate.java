package chat.parley.http.rest;

import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.server.Directives;
import akka.http.javadsl.server.Route;
import akka.stream.Materializer;
import chat.parley.engine.domain.ErrorCode;
import chat.parley.engine.session.TokenVerifier;
import chat.parley.engine.session.TokenVerifier.Verified;
import chat.parley.http.token.Arrival;
import chat.parley.http.wire.Problem;
import chat.parley.http.wire.WireException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets a request in by its token, and turns whatever goes wrong behind it into a problem. */
public final class Gate {

  private static final Logger LOG = LoggerFactory.getLogger(Gate.class);

  private final TokenVerifier tokens;
  private final Materializer materializer;

  public Gate(TokenVerifier tokens, Materializer materializer) {
    this.tokens = tokens;
    this.materializer = materializer;
  }

  /** What answers a call. */
  interface Handler extends Function<Call, CompletionStage<HttpResponse>> {}

  /** A route that ends here: everything has been matched, the sender is still unknown. */
  Route to(Handler handler) {
    return Directives.handle(request -> answer(request, handler));
  }

  private CompletionStage<HttpResponse> answer(HttpRequest request, Handler handler) {
    String token = Arrival.token(request);
    if (token == null) {
      return refuse(request, ErrorCode.UNAUTHORIZED, "a token is needed: Authorization: Bearer …");
    }
    return tokens
        .verify(token)
        .handle(
            (verified, failure) ->
                failure == null ? run(request, verified, handler) : doubt(request, cause(failure)))
        .thenCompose(Function.identity());
  }

  private CompletionStage<HttpResponse> run(
      HttpRequest request, Verified verified, Handler handler) {
    try {
      return handler
          .apply(new Call(request, verified.caller(), materializer))
          .exceptionally(failure -> response(request, cause(failure)));
    } catch (WireException e) {
      Bodies.drop(request, materializer);
      return CompletableFuture.completedFuture(response(request, e));
    }
  }

  /** A token that is not good, or of which it cannot be told. */
  private CompletionStage<HttpResponse> doubt(HttpRequest request, Throwable cause) {
    if (cause instanceof TokenVerifier.Invalid) {
      return refuse(request, ErrorCode.UNAUTHORIZED, cause.getMessage());
    }
    LOG.debug("a token could not be checked", cause);
    return refuse(request, ErrorCode.UNAVAILABLE, "tokens cannot be checked now");
  }

  private CompletionStage<HttpResponse> refuse(HttpRequest request, ErrorCode code, String why) {
    Bodies.drop(request, materializer);
    return CompletableFuture.completedFuture(Answers.problem(code, why));
  }

  private static HttpResponse response(HttpRequest request, Throwable cause) {
    if (cause instanceof WireException e) {
      return Answers.problem(e.code(), e.detail());
    }
    LOG.error("{} {} failed", request.method().name(), request.getUri().path(), cause);
    return Problem.of(ErrorCode.INTERNAL, "this is a fault of the server", 0);
  }

  private static Throwable cause(Throwable failure) {
    return failure instanceof CompletionException && failure.getCause() != null
        ? failure.getCause()
        : failure;
  }
}
