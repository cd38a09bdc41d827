package chat.parley.http.rest;

import akka.http.javadsl.model.HttpHeader;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.Query;
import akka.http.scaladsl.model.IllegalUriException;
import akka.stream.Materializer;
import chat.parley.engine.domain.Caller;
import chat.parley.engine.domain.Ids;
import chat.parley.engine.domain.RoomKey;
import chat.parley.http.wire.WireException;
import chat.parley.http.wire.WireJson;
import chat.parley.http.wire.WireReader;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** A request whose sender is known. What is wrong with it is a {@link WireException}. */
record Call(HttpRequest request, Caller caller, Materializer materializer) {

  private static final int MESSAGE_ID = 64;

  /** The room that a segment of the path names. */
  RoomKey room(String roomId) {
    return new RoomKey(caller.tenant(), id("roomId", roomId));
  }

  String id(String name, String segment) {
    if (!Ids.isValid(segment)) {
      throw WireException.bad(name + " must be a valid id (1 to 64 of A-Z a-z 0-9 . _ : ~ -)");
    }
    return segment;
  }

  String messageId(String segment) {
    if (segment.length() > MESSAGE_ID || !WireJson.isClean(segment)) {
      throw WireException.bad("messageId must be the id of a message");
    }
    return segment;
  }

  /** A query parameter, or null. */
  String query(String name) {
    try {
      Query query = request.getUri().query();
      return query.get(name).orElse(null);
    } catch (IllegalUriException e) {
      throw WireException.bad("the query string is malformed");
    }
  }

  int limit(int byDefault, int max) {
    Long limit = number("limit", 1, max);
    return limit == null ? byDefault : limit.intValue();
  }

  long minRev() {
    Long rev = number("minRev", 0, WireJson.NUMBERS_BELOW - 1);
    return rev == null ? 0 : rev;
  }

  private Long number(String name, long min, long max) {
    String text = query(name);
    if (text == null) {
      return null;
    }
    if (text.matches("[0-9]{1,16}")) {
      long number = Long.parseLong(text);
      if (number >= min && number <= max) {
        return number;
      }
    }
    throw WireException.bad(name + " must be an integer from " + min + " to " + max);
  }

  Optional<String> header(String name) {
    return request.getHeader(name).map(HttpHeader::value);
  }

  /** The body, which has to be a JSON object. */
  CompletionStage<WireReader> body() {
    return Bodies.read(request, materializer).thenApply(WireJson::readObject);
  }

  /** The body; one that is left out is an empty object. */
  CompletionStage<WireReader> optionalBody() {
    return Bodies.read(request, materializer)
        .thenApply(
            bytes -> bytes.length == 0 ? WireJson.readObject("{}") : WireJson.readObject(bytes));
  }
}
