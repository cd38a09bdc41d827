package chat.parley.http.rest;

import akka.http.javadsl.model.ContentTypes;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.StatusCode;
import akka.http.javadsl.model.StatusCodes;
import akka.http.javadsl.model.headers.RawHeader;
import chat.parley.engine.domain.ErrorCode;
import chat.parley.engine.domain.RoomReply.Rejected;
import chat.parley.http.wire.Problem;
import chat.parley.http.wire.WireJson;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.function.Function;
import java.util.function.Supplier;

/** Answers of every form that the protocol has. */
final class Answers {

  /** When to come again, where neither room nor limit says it more exactly. */
  private static final long SOON_MS = 1_000;

  private static final int TAG_BYTES = 12;

  private Answers() {}

  static HttpResponse json(WireJson.Body body) {
    return json(StatusCodes.OK, body);
  }

  static HttpResponse json(StatusCode status, WireJson.Body body) {
    return HttpResponse.create()
        .withStatus(status)
        .withEntity(ContentTypes.APPLICATION_JSON, WireJson.bytes(body))
        .addHeader(RawHeader.create("Cache-Control", "no-store"));
  }

  /** One object in an object: {@code {"room":{…}}}. */
  static HttpResponse json(StatusCode status, String name, WireJson.Body object) {
    return json(
        status,
        json -> {
          json.writeStartObject();
          json.writeFieldName(name);
          object.write(json);
          json.writeEndObject();
        });
  }

  static HttpResponse nothing() {
    return HttpResponse.create().withStatus(StatusCodes.NO_CONTENT);
  }

  /** As {@link #tagged(Call, String, WireJson.Body)}, for what only its bytes tell apart. */
  static HttpResponse tagged(Call call, WireJson.Body body) {
    byte[] bytes = WireJson.bytes(body);
    return tagged(call, '"' + tag(bytes) + '"', () -> bytes);
  }

  /**
   * To be kept by its reader alone and asked for again each time; 304, and not even written, where
   * nothing changed.
   *
   * @param tag another one for every other answer that this call may have
   */
  static HttpResponse tagged(Call call, String tag, WireJson.Body body) {
    return tagged(call, tag, () -> WireJson.bytes(body));
  }

  private static HttpResponse tagged(Call call, String tag, Supplier<byte[]> body) {
    boolean known = call.header("If-None-Match").filter(tags -> matches(tags, tag)).isPresent();
    HttpResponse response =
        known
            ? HttpResponse.create().withStatus(StatusCodes.NOT_MODIFIED)
            : HttpResponse.create().withEntity(ContentTypes.APPLICATION_JSON, body.get());
    return response
        .addHeader(RawHeader.create("ETag", tag))
        .addHeader(RawHeader.create("Cache-Control", "private, no-cache"))
        .addHeader(RawHeader.create("Vary", "Authorization"));
  }

  /** RFC 9110, section 13.1.2: any of the list, whether weak or strong. */
  private static boolean matches(String tags, String tag) {
    return Arrays.stream(tags.split(","))
        .map(String::strip)
        .anyMatch(one -> one.equals("*") || one.equals(tag) || one.equals("W/" + tag));
  }

  private static String tag(byte[] body) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(body);
      return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(hash, TAG_BYTES));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /**
   * What a room said.
   *
   * @param reply an answer or a {@link Rejected}
   * @param expected the only kind of answer that this question has
   */
  static <T> HttpResponse of(Object reply, Class<T> expected, Function<T, HttpResponse> write) {
    if (reply instanceof Rejected no) {
      return problem(no);
    }
    return write.apply(expected.cast(reply));
  }

  static HttpResponse problem(Rejected no) {
    return Problem.of(no.code(), no.detail(), waiting(no.code(), no.retryAfterMs()));
  }

  static HttpResponse problem(ErrorCode code, String detail) {
    return Problem.of(code, detail, waiting(code, 0));
  }

  private static long waiting(ErrorCode code, long retryAfterMs) {
    boolean comeAgain = code == ErrorCode.UNAVAILABLE || code == ErrorCode.OVERLOADED;
    return comeAgain && retryAfterMs == 0 ? SOON_MS : retryAfterMs;
  }
}
