package chat.parley.cli.demo;

import chat.parley.bench.client.ParleySocket;
import chat.parley.bench.client.SocketListener;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.function.Function;

/** A member's second device: it has not opened the room and shows what is unread there. */
final class Phone implements SocketListener {

  private final UnreadCount count;
  private final Function<SocketListener, ParleySocket> door;
  private ParleySocket socket;

  Phone(String roomId, String owner, Function<SocketListener, ParleySocket> door) {
    this.count = new UnreadCount(roomId, owner + "'s phone:");
    this.door = door;
  }

  /** Does nothing where it is on. */
  void on() {
    if (socket == null) {
      socket = door.apply(this);
    }
  }

  void off() {
    if (socket != null) {
      socket.close();
      socket = null;
    }
  }

  List<String> lines() {
    return count.lines();
  }

  @Override
  public void push(JsonNode frame) {
    count.take(frame);
  }
}
