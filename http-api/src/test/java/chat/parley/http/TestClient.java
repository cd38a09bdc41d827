package chat.parley.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;

/** Somebody who calls over HTTP. */
public final class TestClient {

  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private final int port;
  private final String token;

  TestClient(int port, String token) {
    this.port = port;
    this.token = token;
  }

  /** The same place with another token. */
  public TestClient with(String otherToken) {
    return new TestClient(port, otherToken);
  }

  public String token() {
    return token;
  }

  public HttpResponse<String> get(String path, String... headers) {
    return call("GET", path, null, headers);
  }

  public HttpResponse<String> post(String path, String body, String... headers) {
    return call("POST", path, body, headers);
  }

  public HttpResponse<String> put(String path, String body) {
    return call("PUT", path, body);
  }

  public HttpResponse<String> patch(String path, String body) {
    return call("PATCH", path, body);
  }

  public HttpResponse<String> delete(String path) {
    return call("DELETE", path, null);
  }

  /**
   * Any call.
   *
   * @param path below {@code /api/chat}, or the whole of it after a leading {@code //}
   * @param body null for none
   */
  public HttpResponse<String> call(String method, String path, String body, String... headers) {
    return send(
        method,
        path,
        body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body),
        headers);
  }

  public HttpResponse<String> send(
      String method, String path, BodyPublisher body, String... headers) {
    String whole = path.startsWith("//") ? path.substring(1) : "/api/chat" + path;
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + whole)).method(method, body);
    if (token != null) {
      request.header("Authorization", "Bearer " + token);
    }
    if (headers.length > 0) {
      request.headers(headers);
    }
    try {
      return HTTP.send(request.build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What comes back for these very bytes, until the server closes. */
  public String raw(String request) throws IOException {
    try (Socket socket = new Socket("127.0.0.1", port)) {
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      InputStream in = socket.getInputStream();
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  public static JsonNode json(HttpResponse<String> response) {
    try {
      return MAPPER.readTree(response.body());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(response.statusCode() + " " + response.body(), e);
    }
  }

  public static String header(HttpResponse<?> response, String name) {
    return response.headers().firstValue(name).orElse(null);
  }
}
