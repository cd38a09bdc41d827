package chat.parley.bench.load;

import chat.parley.bench.client.Json;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** One user's connection, and what comes over it, as the ledger is to know it. */
final class Person implements WebSocket.Owner {

  private static final int SAMPLE_EVERY = 1_000;

  private final Crowd crowd;
  private final int user;
  private final Map<Integer, Ledger.View> views = new HashMap<>();
  private final WebSocket socket;
  private int deliveries;

  Person(Crowd crowd, URI server, Wire wire, int user, List<Integer> followed) {
    this.crowd = crowd;
    this.user = user;
    followed.forEach(room -> views.put(room, crowd.ledger().follow(room)));
    socket = new WebSocket(crowd.loop(), server, wire, user, followed, this);
    deliveries = user;
  }

  void open() {
    socket.open();
  }

  void leave() {
    socket.end();
  }

  void send(int room, int number, byte[] text) {
    socket.send(room, number, text);
  }

  @Override
  public void ready() {
    crowd.entered();
  }

  @Override
  public void acked(int number) {
    crowd.ledger().acked(number, System.nanoTime());
    crowd.answered(user);
  }

  @Override
  public void refused(int number, String why) {
    crowd.ledger().refused();
    crowd.refused(user, why);
  }

  @Override
  public void delivered(int number, long order) {
    Ledger.View view = number < crowd.ledger().sends() ? viewOf(number) : null;
    if (view == null) {
      crowd.wrong("user " + user + " got send " + number + ", which was not for him");
    } else {
      crowd.ledger().delivered(view, number, order, System.nanoTime());
    }
  }

  private Ledger.View viewOf(int number) {
    return views.get(crowd.ledger().roomOf(number));
  }

  @Override
  public boolean samples() {
    deliveries++;
    return deliveries % SAMPLE_EVERY == 0;
  }

  @Override
  public void sampled(int number, long order, String room, String content) {
    String sent = Json.parse('"' + Bytes.text(crowd.text(number)) + '"').asText();
    boolean right =
        order > 0 && content.equals(sent) && room.equals(crowd.room(crowd.ledger().roomOf(number)));
    if (!right) {
      crowd.wrong("send " + number + " came as " + order + " of " + room + ": " + content);
    }
  }

  @Override
  public void behind() {
    crowd.behind();
  }

  @Override
  public void lost(String why) {
    crowd.lost(user, why);
  }
}
