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
        request -> {
          String origin = header(request, "Origin");
          if (origin == null || !allowed.contains(origin.toLowerCase(Locale.ROOT))) {
            return Directives.mapResponse(response -> response.addHeader(VARY), () -> inner);
          }
          HttpHeader allow = RawHeader.create("Access-Control-Allow-Origin", origin);
          return isPreflight(request)
              ? Directives.complete(preflight(allow))
              : Directives.mapResponse(
                  response -> response.addHeaders(List.of(allow, EXPOSED, VARY)), () -> inner);
        });
  }

  private static HttpResponse preflight(HttpHeader allow) {
    return HttpResponse.create()
        .withStatus(StatusCodes.NO_CONTENT)
        .addHeaders(List.of(allow, VARY))
        .addHeaders(TO_ALL_METHODS);
  }

  private static boolean isPreflight(HttpRequest request) {
    return request.method().equals(HttpMethods.OPTIONS)
        && header(request, "Access-Control-Request-Method") != null;
  }

  private static String header(HttpRequest request, String name) {
    return request.getHeader(name).map(HttpHeader::value).orElse(null);
  }
}
