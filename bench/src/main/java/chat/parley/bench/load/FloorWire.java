package chat.parley.bench.load;

import chat.parley.bench.client.Json;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.Collectors;

/** What the floor speaks: who one is stands in the URL, the rest is small JSON. */
final class FloorWire implements Wire {

  private static final byte[] EVENT = Bytes.of("{\"room\":");
  private static final byte[] ACK = Bytes.of("{\"re\":");
  private static final byte[] SEQ = Bytes.of("\"seq\":");
  private static final byte[] END = Bytes.of("\"}");

  @Override
  public String path(int user, List<Integer> rooms) {
    String list = rooms.stream().map(String::valueOf).collect(Collectors.joining(","));
    return "/ws?user=" + user + "&rooms=" + list;
  }

  @Override
  public String headers() {
    return "";
  }

  @Override
  public Session session(int user, List<Integer> rooms, Out out, Events events) {
    return new Session() {
      /** Whoever gets the upgrade's answer follows the rooms already. */
      @Override
      public void opened() {
        events.ready();
      }

      @Override
      public void send(int room, int number, byte[] contentInJson) {
        String head = "{\"id\":" + number + ",\"room\":" + room + ",\"text\":\"";
        out.text(Bytes.join(Bytes.of(head), contentInJson, END));
      }

      @Override
      public void received(byte[] bytes, int from, int to) {
        if (Scan.startsWith(bytes, from, to, ACK)) {
          events.acked((int) Scan.number(bytes, from + ACK.length, to));
          return;
        }
        int tag = Tag.find(bytes, from, to);
        if (tag < 0 || !Scan.startsWith(bytes, from, to, EVENT)) {
          throw new IllegalStateException(Bytes.text(bytes, from, to));
        }
        int number = Tag.number(bytes, tag);
        if (events.samples()) {
          JsonNode event = Json.parse(Bytes.text(bytes, from, to));
          events.sampled(
              number,
              event.path("seq").asLong(),
              event.path("room").asText(),
              event.path("text").asText());
        }
        events.delivered(number, Scan.number(bytes, from, tag, SEQ));
      }
    };
  }
}
