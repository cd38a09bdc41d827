package chat.parley.http.wire;

import akka.http.javadsl.model.HttpCharsets;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.MediaType;
import akka.http.javadsl.model.MediaTypes;
import akka.http.javadsl.model.StatusCode;
import akka.http.javadsl.model.StatusCodes;
import akka.http.javadsl.model.headers.RawHeader;
import chat.parley.engine.domain.ErrorCode;
import chat.parley.engine.domain.RoomReply;

/** An error as HTTP says it: {@code application/problem+json} (RFC 9457) with the coded error. */
public final class Problem {

  private static final MediaType.WithFixedCharset TYPE =
      MediaTypes.applicationWithFixedCharset("problem+json", HttpCharsets.UTF_8);

  private Problem() {}

  public static HttpResponse of(WireException e) {
    return of(e.code(), e.detail(), 0);
  }

  public static HttpResponse of(RoomReply.Rejected why) {
    return of(why.code(), why.detail(), why.retryAfterMs());
  }

  /**
   * @param retryAfterMs milliseconds after which it may succeed, 0 where waiting does not help
   */
  public static HttpResponse of(ErrorCode code, String detail, long retryAfterMs) {
    return of(status(code), code, detail, retryAfterMs);
  }

  /** The same with a status that says more than the code's own does. */
  public static HttpResponse of(
      StatusCode status, ErrorCode code, String detail, long retryAfterMs) {
    byte[] body =
        WireJson.bytes(
            json -> {
              json.writeStartObject();
              json.writeStringField("type", "about:blank");
              json.writeStringField("title", status.reason());
              json.writeNumberField("status", status.intValue());
              json.writeStringField("detail", detail);
              json.writeStringField("code", code.wire());
              if (retryAfterMs > 0) {
                json.writeNumberField("retryAfterMs", retryAfterMs);
              }
              json.writeEndObject();
            });
    HttpResponse response =
        HttpResponse.create().withStatus(status).withEntity(TYPE.toContentType(), body);
    if (retryAfterMs > 0) {
      long seconds = (retryAfterMs + 999) / 1_000;
      response = response.addHeader(RawHeader.create("Retry-After", Long.toString(seconds)));
    }
    return code == ErrorCode.UNAUTHORIZED
        ? response.addHeader(RawHeader.create("WWW-Authenticate", "Bearer"))
        : response;
  }

  /** The status of each code, as the protocol's table has it. */
  public static StatusCode status(ErrorCode code) {
    return switch (code) {
      case BAD_REQUEST -> StatusCodes.BAD_REQUEST;
      case UNAUTHORIZED -> StatusCodes.UNAUTHORIZED;
      case FORBIDDEN, SILENCED -> StatusCodes.FORBIDDEN;
      case NOT_FOUND -> StatusCodes.NOT_FOUND;
      case CONFLICT, ROOM_CLOSED -> StatusCodes.CONFLICT;
      case TOO_LARGE -> StatusCodes.CONTENT_TOO_LARGE;
      case REJECTED -> StatusCodes.UNPROCESSABLE_CONTENT;
      case RATE_LIMITED, QUOTA_EXCEEDED -> StatusCodes.TOO_MANY_REQUESTS;
      case INTERNAL -> StatusCodes.INTERNAL_SERVER_ERROR;
      case UNSUPPORTED -> StatusCodes.NOT_IMPLEMENTED;
      case UNAVAILABLE, OVERLOADED -> StatusCodes.SERVICE_UNAVAILABLE;
    };
  }
}
