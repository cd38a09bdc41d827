package chat.parley.browser;

import chat.parley.bench.client.Json;
import com.fasterxml.jackson.databind.JsonNode;

/** One object that a client said on a socket. */
public record ClientFrame(JsonNode body) {

  static ClientFrame of(byte[] text) {
    return new ClientFrame(Json.parse(new String(text, java.nio.charset.StandardCharsets.UTF_8)));
  }

  public String type() {
    return body.path("type").asText();
  }

  public String roomId() {
    return body.path("roomId").asText();
  }
}
