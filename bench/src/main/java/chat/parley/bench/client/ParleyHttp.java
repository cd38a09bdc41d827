package chat.parley.bench.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/**
 * The HTTP calls of one user. Every method throws {@link ProblemException} when the answer is no
 * success. Safe for many threads; each thread that waits takes a connection of its own.
 */
public final class ParleyHttp {

  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  /** An answer of success. */
  public record Answer(HttpResponse<String> response) {

    /** Reads the body; null where there is none. */
    public JsonNode body() {
      return Json.parse(response.body().isEmpty() ? "null" : response.body());
    }

    public Optional<String> header(String name) {
      return response.headers().firstValue(name);
    }
  }

  private final HttpClient client;
  private final String base;
  private final String token;
  private final Duration timeout;

  private ParleyHttp(HttpClient client, String base, String token, Duration timeout) {
    this.client = client;
    this.base = base;
    this.token = token;
    this.timeout = timeout;
  }

  /**
   * @param url where the server is, such as {@code http://127.0.0.1:8080}
   * @param token the user's token
   */
  public ParleyHttp(URI url, String token) {
    this(
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT_TIMEOUT)
            .build(),
        url.toString().replaceAll("/+$", ""),
        token,
        TIMEOUT);
  }

  /** The same, giving up on an answer after so long. */
  public ParleyHttp within(Duration otherTimeout) {
    return new ParleyHttp(client, base, token, otherTimeout);
  }

  /** The same server and connections, another user. */
  public ParleyHttp as(String otherToken) {
    return new ParleyHttp(client, base, otherToken, timeout);
  }

  /** Whether the server is up and serves. */
  public boolean isServing() {
    try {
      return exchange(request("/health/simple").GET().build()).statusCode() == 200;
    } catch (ProblemException e) {
      return false;
    }
  }

  /** What {@code /health} says, whatever its status; empty when there is no answer. */
  public Optional<JsonNode> health() {
    try {
      return Optional.of(leniently(exchange(request("/health").GET().build()).body()));
    } catch (ProblemException e) {
      return Optional.empty();
    }
  }

  public JsonNode createRoom(JsonNode body) {
    return call("POST", "/rooms", body).body().path("room");
  }

  /** Gets or creates the room of the host application's object. */
  public JsonNode roomByRef(String externalRef, JsonNode body) {
    return call("PUT", "/rooms/by-ref/" + segment(externalRef), body).body().path("room");
  }

  public JsonNode putMember(String roomId, String userId, JsonNode body) {
    return call("PUT", room(roomId) + "/members/" + segment(userId), body).body();
  }

  public JsonNode post(String roomId, JsonNode body) {
    return call("POST", room(roomId) + "/messages", body).body();
  }

  /**
   * A page of messages.
   *
   * @param query such as {@code limit=30&before=41}
   */
  public Answer messages(String roomId, String query) {
    return call("GET", room(roomId) + "/messages?" + query, null);
  }

  public JsonNode meta(String roomId) {
    return call("GET", room(roomId) + "/meta", null).body();
  }

  /**
   * The room's numbers, or status 304.
   *
   * @param tag the ETag of the answer before; empty where there was none
   */
  public Answer meta(String roomId, String tag) {
    HttpRequest.Builder request = request("/api/chat" + room(roomId) + "/meta").GET();
    return send(tag.isEmpty() ? request : request.header("If-None-Match", tag));
  }

  /** Takes over lines of history (JSONL, see docs/import.md). ADMIN. */
  public JsonNode importLines(String jsonl) {
    return send(request("/api/chat/import")
            .header("Content-Type", "application/x-ndjson")
            .POST(BodyPublishers.ofString(jsonl)))
        .body();
  }

  /**
   * Any call.
   *
   * @param path below {@code /api/chat}, encoded
   * @param body null for none
   */
  public Answer call(String method, String path, JsonNode body) {
    HttpRequest.Builder request = request("/api/chat" + path);
    if (body == null) {
      return send(request.method(method, BodyPublishers.noBody()));
    }
    return send(
        request
            .header("Content-Type", "application/json")
            .method(method, BodyPublishers.ofString(Json.write(body))));
  }

  /** A value as one segment of a path. */
  public static String segment(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private static String room(String roomId) {
    return "/rooms/" + segment(roomId);
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(base + path)).timeout(timeout);
  }

  private Answer send(HttpRequest.Builder request) {
    HttpResponse<String> response =
        exchange(request.header("Authorization", "Bearer " + token).build());
    if (response.statusCode() >= 400) {
      throw ProblemException.ofHttp(response.statusCode(), leniently(response.body()));
    }
    return new Answer(response);
  }

  /** What stands between us and the server may answer with anything. */
  private static JsonNode leniently(String text) {
    try {
      return Json.parse(text);
    } catch (IllegalArgumentException e) {
      return Json.object();
    }
  }

  private HttpResponse<String> exchange(HttpRequest request) {
    try {
      return client.send(request, BodyHandlers.ofString());
    } catch (IOException e) {
      throw ProblemException.gone(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw ProblemException.gone(new InterruptedIOException("interrupted"));
    }
  }
}
