package chat.parley.bench.load;

import chat.parley.bench.client.Json;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.util.List;

/** One session, which says what it is told to and counts what it hears. For the loop's thread. */
final class Guest implements Wire, Wire.Session, WebSocket.Owner {

  private static final byte[] TYPE = Bytes.of("{\"type\":\"");
  private static final byte[] USER = Bytes.of("\"userId\":");
  private static final byte[] ROOM = Bytes.of("\"roomId\":");
  private static final byte[] PONG = Bytes.of("{\"type\":\"pong\"}");

  private final Guests guests;
  private final WebSocket socket;
  private final String token;

  Guest(Guests guests, URI server, String token) {
    this.guests = guests;
    this.token = token;
    socket = new WebSocket(guests.loop(), server, this, 0, List.of(), this);
  }

  void open() {
    socket.open();
  }

  void leave() {
    socket.end();
  }

  void say(String object) {
    socket.text(Bytes.of(object));
  }

  @Override
  public String path(int user, List<Integer> rooms) {
    return "/api/chat/ws";
  }

  @Override
  public String headers() {
    return "Sec-WebSocket-Protocol: parley.v1\r\n";
  }

  @Override
  public Session session(int user, List<Integer> rooms, Out out, Events events) {
    return this;
  }

  @Override
  public void opened() {
    ObjectNode hello = Json.object().put("type", "hello").put("id", "hello");
    say(Json.write(hello.put("token", token).put("device", "bench")));
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
    int start = Scan.after(bytes, from, to, TYPE);
    int end = start;
    while (end < to && bytes[end] != '"') {
      end++;
    }
    String type = Bytes.text(bytes, start, end);
    guests.heard(type);
    switch (type) {
      case "hello" -> guests.entered();
      case "ping" -> socket.text(PONG);
      case "presence" -> guests.heard("person", Scan.count(bytes, end, to, USER));
      case "inbox" -> guests.heard("inbox room", Scan.count(bytes, end, to, ROOM));
      case "error", "behind", "bye" -> guests.trouble(Bytes.text(bytes, from, to));
      default -> {}
    }
  }

  @Override
  public void lost(String why) {
    guests.lost(why);
  }

  // A guest takes what it hears apart by itself.

  @Override
  public void send(int room, int number, byte[] contentInJson) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void ready() {}
}
