package chat.parley.http;

import akka.event.LoggingAdapter;
import akka.http.ParsingErrorHandler;
import akka.http.javadsl.model.HttpResponse;
import akka.http.scaladsl.model.ErrorInfo;
import akka.http.scaladsl.model.StatusCode;
import akka.http.scaladsl.settings.ServerSettings;
import chat.parley.engine.domain.ErrorCode;
import chat.parley.http.wire.Problem;

/**
 * What is so malformed that no route gets to see it; akka-http makes an instance by this class's
 * name.
 */
public final class MalformedRequests extends ParsingErrorHandler {

  private static final int CONTENT_TOO_LARGE = 413;
  private static final int NOT_IMPLEMENTED = 501;

  @Override
  public HttpResponse handle(
      StatusCode status, ErrorInfo error, LoggingAdapter log, ServerSettings settings) {
    return Problem.of(status, code(status.intValue()), error.summary(), 0);
  }

  private static ErrorCode code(int status) {
    return switch (status) {
      case CONTENT_TOO_LARGE -> ErrorCode.TOO_LARGE;
      case NOT_IMPLEMENTED -> ErrorCode.UNSUPPORTED;
      default -> ErrorCode.BAD_REQUEST;
    };
  }
}
