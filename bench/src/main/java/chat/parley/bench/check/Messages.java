package chat.parley.bench.check;

import com.fasterxml.jackson.databind.JsonNode;

/** Reads the protocol's message object. */
final class Messages {

  private Messages() {}

  static Entry.Seen seen(JsonNode message) {
    return new Entry.Seen(
        message.path("seq").asLong(),
        message.path("id").asText(),
        hash(message),
        message.hasNonNull("deletedAt"));
  }

  static String hash(JsonNode message) {
    return Hashes.of(message.path("content").asText(""));
  }
}
