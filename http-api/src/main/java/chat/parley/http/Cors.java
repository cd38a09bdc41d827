package chat.parley.http;

import akka.http.javadsl.model.HttpHeader;
import akka.http.javadsl.model.HttpMethods;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.StatusCodes;
import akka.http.javadsl.model.headers.RawHeader;
import akka.http.javadsl.server.Directives;
import akka.http.javadsl.server.Route;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which pages of other origins may read answers (the Fetch standard's CORS protocol). Without any
 * allowed origin nothing is added and browsers keep other pages out. Cookies are never asked for:
 * the token is in a header of its own.
 */
final class Cors {

  private static final List<HttpHeader> TO_ALL_METHODS =
      List.of(
          RawHeader.create("Access-Control-Allow-Methods", "GET, POST, PUT, PATCH, DELETE"),
          RawHeader.create(
              "Access-Control-Allow-Headers",
              "Authorization, Content-Type, Idempotency-Key, If-None-Match, Last-Event-ID"),
          RawHeader.create("Access-Control-Max-Age", "3600"));

  private static final HttpHeader EXPOSED =
      RawHeader.create(
          "Access-Control-Expose-Headers", "ETag, Retry-After, X-Parley-Source, WWW-Authenticate");

  private static final HttpHeader VARY = RawHeader.create("Vary", "Origin");

  private final Set<String> allowed;

  Cors(Set<String> allowed) {
    this.allowed =
        allowed.stream()
            .map(origin -> origin.toLowerCase(Locale.ROOT))
            .collect(Collectors.toUnmodifiableSet());
  }

  /** Around a route that answers everything. */
  Route around(Route inner) {
    if (allowed.isEmpty()) {
      return inner;
    }
    return Directives.extractRequest(
        request ->
            isPreflight(request) && isAllowed(request)
                ? Directives.complete(
                    onto(request, HttpResponse.create().withStatus(StatusCodes.NO_CONTENT))
                        .addHeaders(TO_ALL_METHODS))
                : Directives.mapResponse(response -> onto(request, response), () -> inner));
  }

  /** An answer as the page that asked for it may read it. */
  HttpResponse onto(HttpRequest request, HttpResponse response) {
    if (allowed.isEmpty()) {
      return response;
    }
    HttpResponse varying = response.addHeader(VARY);
    return isAllowed(request)
        ? varying
            .addHeader(EXPOSED)
            .addHeader(RawHeader.create("Access-Control-Allow-Origin", header(request, "Origin")))
        : varying;
  }

  private boolean isAllowed(HttpRequest request) {
    String origin = header(request, "Origin");
    return origin != null && allowed.contains(origin.toLowerCase(Locale.ROOT));
  }

  private static boolean isPreflight(HttpRequest request) {
    return request.method().equals(HttpMethods.OPTIONS)
        && header(request, "Access-Control-Request-Method") != null;
  }

  private static String header(HttpRequest request, String name) {
    return request.getHeader(name).map(HttpHeader::value).orElse(null);
  }
}
