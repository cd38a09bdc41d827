package chat.parley.http.token;

import akka.http.javadsl.model.AttributeKeys;
import akka.http.javadsl.model.HttpHeader;
import akka.http.javadsl.model.HttpRequest;
import chat.parley.engine.session.Connection;

/** What a request's surroundings say of who sends it. */
public final class Arrival {

  private static final String BEARER = "Bearer ";

  private Arrival() {}

  /** The token in {@code Authorization: Bearer}, or null. */
  public static String token(HttpRequest request) {
    String value = request.getHeader("Authorization").map(HttpHeader::value).orElse("");
    boolean bearer = value.regionMatches(true, 0, BEARER, 0, BEARER.length());
    String token = bearer ? value.substring(BEARER.length()).strip() : "";
    return token.isEmpty() ? null : token;
  }

  /** The same as a session wants to know it. */
  public static Connection connection(HttpRequest request) {
    return new Connection(
        token(request),
        request
            .getAttribute(AttributeKeys.remoteAddress)
            .flatMap(address -> address.getAddress())
            .map(address -> address.getHostAddress())
            .orElse("unknown"));
  }
}
