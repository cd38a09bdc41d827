package chat.parley.http;

import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.StatusCodes;
import akka.http.javadsl.model.headers.RawHeader;
import akka.http.javadsl.server.Directives;
import akka.http.javadsl.server.ExceptionHandler;
import akka.http.javadsl.server.MethodRejection;
import akka.http.javadsl.server.Rejection;
import akka.http.javadsl.server.RejectionHandler;
import chat.parley.engine.domain.ErrorCode;
import chat.parley.http.wire.Problem;
import java.util.List;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the server says where no door answered: always a problem, never a page of its own. */
final class Refusals {

  private static final Logger LOG = LoggerFactory.getLogger(Refusals.class);
  private static final long COME_AGAIN_MS = 1_000;

  private Refusals() {}

  static RejectionHandler rejections() {
    return RejectionHandler.newBuilder()
        .handleAll(MethodRejection.class, methods -> Directives.complete(methodNotAllowed(methods)))
        .handleAll(
            Rejection.class,
            others ->
                Directives.complete(
                    Problem.of(ErrorCode.BAD_REQUEST, "the request does not fit this path", 0)))
        .handleNotFound(
            Directives.complete(Problem.of(ErrorCode.NOT_FOUND, "there is no such path", 0)))
        .build();
  }

  private static HttpResponse methodNotAllowed(List<MethodRejection> methods) {
    String allowed =
        methods.stream()
            .map(one -> one.supported().name())
            .distinct()
            .sorted()
            .collect(Collectors.joining(", "));
    return Problem.of(
            StatusCodes.METHOD_NOT_ALLOWED,
            ErrorCode.BAD_REQUEST,
            "this path takes " + allowed + " only",
            0)
        .addHeader(RawHeader.create("Allow", allowed));
  }

  static ExceptionHandler exceptions() {
    return ExceptionHandler.newBuilder()
        .matchAny(
            failure -> {
              LOG.error("a request failed", failure);
              return Directives.complete(
                  Problem.of(ErrorCode.INTERNAL, "this is a fault of the server", 0));
            })
        .build();
  }

  /** No answer within the request timeout: nobody knows what came of it. */
  static HttpResponse timeout() {
    return Problem.of(ErrorCode.UNAVAILABLE, "no answer in time", COME_AGAIN_MS);
  }
}
