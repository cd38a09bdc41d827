package chat.parley.it;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/** Somebody who speaks HTTP to a node, in plain bytes, so that nonsense can be sent too. */
final class TestUser {

  static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final String address;
  private final String token;

  TestUser(String address, String token) {
    this.address = address;
    this.token = token;
  }

  /** What came back. */
  record Answer(int status, JsonNode body, HttpResponse<String> response) {
    String code() {
      return body.path("code").asText();
    }

    String header(String name) {
      return response.headers().firstValue(name).orElse("");
    }
  }

  Answer get(String path, String... headers) {
    return call("GET", path, null, headers);
  }

  Answer post(String path, String body, String... headers) {
    return call("POST", path, body, headers);
  }

  Answer put(String path, String body) {
    return call("PUT", path, body);
  }

  Answer patch(String path, String body) {
    return call("PATCH", path, body);
  }

  Answer delete(String path) {
    return call("DELETE", path, null);
  }

  /** A path outside the chat's own. */
  Answer root(String path) {
    return send(
        HttpRequest.newBuilder(URI.create(address.substring(0, address.length() - 1) + path))
            .build());
  }

  Answer call(String method, String path, String body, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(address + "api/chat" + path))
            .method(
                method,
                body == null
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(body));
    if (token != null) {
      request.header("Authorization", "Bearer " + token);
    }
    if (body != null) {
      request.header("Content-Type", "application/json");
    }
    for (int i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    return send(request.build());
  }

  private static Answer send(HttpRequest request) {
    try {
      HttpResponse<String> response = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
      String body = response.body();
      JsonNode json = body.isEmpty() ? JSON.createObjectNode() : JSON.readTree(body);
      return new Answer(response.statusCode(), json, response);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Makes a room with these other members and answers its id. */
  String room(String... members) {
    StringBuilder list = new StringBuilder();
    for (String member : members) {
      list.append(list.isEmpty() ? "" : ",").append('"').append(member).append('"');
    }
    Answer answer = post("/rooms", "{\"kind\":\"GROUP\",\"members\":[" + list + "]}");
    if (answer.status() != 201) {
      throw new AssertionError(answer.body().toString());
    }
    return answer.body().path("room").path("id").asText();
  }

  Answer say(String room, String content) {
    return post(
        "/rooms/" + room + "/messages", JSON.createObjectNode().put("content", content).toString());
  }

  TestSocket socket() {
    return TestSocket.open(address, token);
  }

  /** Opens a stream of events; either may be null. */
  TestEvents events(String rooms, String lastEventId) {
    return TestEvents.open(address, token, rooms, lastEventId);
  }

  /** The same place with another token. */
  TestUser with(String otherToken) {
    return new TestUser(address, otherToken);
  }
}
