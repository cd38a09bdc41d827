package chat.parley.bench.load;

import chat.parley.bench.client.Json;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.function.IntFunction;

/**
 * Engine.IO 4 and Socket.IO 5 over a plain WebSocket, as their official client speaks it with
 * {@code transports: ["websocket"]}; and the events of bench/yardsticks/socketio.
 */
final class SocketIoWire implements Wire {

  private static final byte[] EVENT = Bytes.of("42[\"message:new\",");
  private static final byte[] ID = Bytes.of("\"id\":");
  private static final byte[] OK = Bytes.of("{\"ok\":true");
  private static final byte[] END = Bytes.of("\"}]");
  private static final int JOIN = 1 << 30;

  private final IntFunction<String> tokens;

  /**
   * @param tokens of users by number
   */
  SocketIoWire(IntFunction<String> tokens) {
    this.tokens = tokens;
  }

  /** The name of a room by its number. */
  static String room(int number) {
    return "r" + number;
  }

  @Override
  public String path(int user, List<Integer> rooms) {
    return "/socket.io/?EIO=4&transport=websocket";
  }

  @Override
  public String headers() {
    return "";
  }

  @Override
  public Session session(int user, List<Integer> rooms, Out out, Events events) {
    return new Conversation(user, rooms, out, events);
  }

  /** One session: connect to the namespace with the token, join each room, then sends. */
  private final class Conversation implements Session {
    private final int user;
    private final List<Integer> rooms;
    private final Out out;
    private final Events events;
    private int joined;

    Conversation(int user, List<Integer> rooms, Out out, Events events) {
      this.user = user;
      this.rooms = rooms;
      this.out = out;
      this.events = events;
    }

    /** The server speaks first. */
    @Override
    public void opened() {}

    @Override
    public void send(int room, int number, byte[] contentInJson) {
      String head =
          "42"
              + number
              + "[\"message:send\",{\"roomId\":\""
              + room(room)
              + "\",\"clientMessageId\":\"c"
              + number
              + "\",\"content\":\"";
      out.text(Bytes.join(Bytes.of(head), contentInJson, END));
    }

    @Override
    public void received(byte[] bytes, int from, int to) {
      switch (bytes[from]) {
        case '0' -> out.text(Bytes.of("40{\"token\":\"" + tokens.apply(user) + "\"}"));
        case '2' -> out.text(Bytes.of("3"));
        case '4' -> message(bytes, from, to);
        default -> throw new IllegalStateException(Bytes.text(bytes, from, to));
      }
    }

    private void message(byte[] bytes, int from, int to) {
      switch (bytes[from + 1]) {
        case '0' -> join();
        case '2' -> event(bytes, from, to);
        case '3' -> acked(bytes, from + 2, to);
        default -> throw new IllegalStateException(Bytes.text(bytes, from, to));
      }
    }

    private void join() {
      if (rooms.isEmpty()) {
        events.ready();
      }
      for (int room : rooms) {
        out.text(
            Bytes.of("42" + (JOIN + room) + "[\"room:join\",{\"roomId\":\"" + room(room) + "\"}]"));
      }
    }

    private void event(byte[] bytes, int from, int to) {
      int tag = Tag.find(bytes, from, to);
      if (tag < 0 || !Scan.startsWith(bytes, from, to, EVENT)) {
        return;
      }
      int number = Tag.number(bytes, tag);
      long id = Scan.number(bytes, from, to, ID);
      if (events.samples()) {
        JsonNode message = Json.parse(Bytes.text(bytes, from + 2, to)).path(1);
        events.sampled(
            number,
            message.path("id").asLong(),
            message.path("roomId").asText(),
            message.path("content").asText());
      }
      events.delivered(number, id);
    }

    private void acked(byte[] bytes, int from, int to) {
      int id = (int) Scan.number(bytes, from, to);
      boolean good = Scan.after(bytes, from, to, OK) >= 0;
      if (id >= JOIN) {
        if (!good) {
          throw new IllegalStateException("a join failed: " + Bytes.text(bytes, from, to));
        }
        joined++;
        if (joined == rooms.size()) {
          events.ready();
        }
      } else if (good) {
        events.acked(id);
      } else {
        events.refused(id, Bytes.text(bytes, from, to));
      }
    }
  }
}
