package chat.parley.bench.load;

import chat.parley.bench.client.Json;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.function.IntFunction;

/** The protocol of this project (docs/protocol.md). */
final class ParleyWire implements Wire {

  private static final byte[] EVENT = Bytes.of("{\"type\":\"event\"");
  private static final byte[] ACK = Bytes.of("{\"type\":\"ack\"");
  private static final byte[] RE = Bytes.of("\"re\":");
  private static final byte[] SEQ = Bytes.of("\"seq\":");
  private static final byte[] PONG = Bytes.of("{\"type\":\"pong\"}");
  private static final byte[] END = Bytes.of("\"}");

  private final IntFunction<String> tokens;
  private final IntFunction<String> rooms;

  /**
   * @param tokens of users by number
   * @param rooms ids of rooms by number
   */
  ParleyWire(IntFunction<String> tokens, IntFunction<String> rooms) {
    this.tokens = tokens;
    this.rooms = rooms;
  }

  @Override
  public String path(int user, List<Integer> followed) {
    return "/api/chat/ws";
  }

  @Override
  public String headers() {
    return "Sec-WebSocket-Protocol: parley.v1\r\n";
  }

  @Override
  public Session session(int user, List<Integer> followed, Out out, Events events) {
    return new Conversation(user, followed, out, events);
  }

  /** One session: hello with all rooms, then sends and what comes. */
  private final class Conversation implements Session {
    private final int user;
    private final List<Integer> followed;
    private final Out out;
    private final Events events;
    private int awaited;

    Conversation(int user, List<Integer> followed, Out out, Events events) {
      this.user = user;
      this.followed = followed;
      this.out = out;
      this.events = events;
    }

    @Override
    public void opened() {
      ObjectNode hello = Json.object().put("type", "hello").put("id", "hello");
      hello.put("token", tokens.apply(user)).put("device", "bench");
      ArrayNode list = hello.putArray("rooms");
      followed.forEach(room -> list.addObject().put("roomId", rooms.apply(room)));
      awaited = 1 + followed.size();
      out.text(Bytes.of(Json.write(hello)));
    }

    @Override
    public void send(int room, int number, byte[] contentInJson) {
      String head =
          "{\"type\":\"send\",\"id\":"
              + number
              + ",\"roomId\":\""
              + rooms.apply(room)
              + "\",\"clientMessageId\":\"c"
              + number
              + "\",\"content\":\"";
      out.text(Bytes.join(Bytes.of(head), contentInJson, END));
    }

    @Override
    public void received(byte[] bytes, int from, int to) {
      int start = from;
      for (int i = from; i < to; i++) {
        if (bytes[i] == '\n') {
          object(bytes, start, i);
          start = i + 1;
        }
      }
      object(bytes, start, to);
    }

    private void object(byte[] bytes, int from, int to) {
      if (Scan.startsWith(bytes, from, to, EVENT)) {
        event(bytes, from, to);
      } else if (Scan.startsWith(bytes, from, to, ACK)) {
        events.acked((int) Scan.number(bytes, from + ACK.length, to, RE));
      } else if (from < to) {
        other(Json.parse(Bytes.text(bytes, from, to)));
      }
    }

    /** Changes of members and rooms are events without a mark. */
    private void event(byte[] bytes, int from, int to) {
      int tag = Tag.find(bytes, from, to);
      if (tag < 0) {
        return;
      }
      int number = Tag.number(bytes, tag);
      long seq = Scan.number(bytes, from + EVENT.length, tag, SEQ);
      if (events.samples()) {
        sample(Json.parse(Bytes.text(bytes, from, to)), number);
      }
      events.delivered(number, seq);
    }

    private void sample(JsonNode event, int number) {
      JsonNode message = event.path("message");
      events.sampled(
          number,
          message.path("seq").asLong(),
          message.path("roomId").asText(),
          message.path("content").asText());
    }

    private void other(JsonNode object) {
      switch (object.path("type").asText()) {
        case "hello" -> entered();
        case "synced" -> synced(object);
        case "ping" -> out.text(PONG);
        case "behind" -> behind(object);
        case "error" -> failed(object);
        default -> {}
      }
    }

    private void entered() {
      awaited--;
      if (awaited == 0) {
        events.ready();
      }
    }

    private void synced(JsonNode object) {
      if (awaited > 0) {
        entered();
        return;
      }
      object.path("events").forEach(event -> missed(event.path("message")));
      object.path("messages").forEach(this::missed);
    }

    private void missed(JsonNode message) {
      byte[] content = Bytes.of(message.path("content").asText());
      int tag = Tag.find(content, 0, content.length);
      if (tag >= 0) {
        events.delivered(Tag.number(content, tag), message.path("seq").asLong());
      }
    }

    private void behind(JsonNode object) {
      events.behind();
      ObjectNode again = Json.object().put("type", "subscribe").put("id", "again");
      again.put("roomId", object.path("roomId").asText()).put("rev", object.path("rev").asLong());
      out.text(Bytes.of(Json.write(again)));
    }

    private void failed(JsonNode error) {
      String why = error.path("code").asText() + ": " + error.path("message").asText();
      if (!error.path("re").isIntegralNumber()) {
        throw new IllegalStateException(why);
      }
      events.refused(error.path("re").asInt(), why);
    }
  }
}
