package chat.parley.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WireTest {

  private final List<String> said = new ArrayList<>();
  private final List<String> happened = new ArrayList<>();
  private boolean samples;

  private final Wire.Events events =
      new Wire.Events() {
        @Override
        public void ready() {
          happened.add("ready");
        }

        @Override
        public void acked(int number) {
          happened.add("acked " + number);
        }

        @Override
        public void refused(int number, String why) {
          happened.add("refused " + number);
        }

        @Override
        public void delivered(int number, long order) {
          happened.add("delivered " + number + " as " + order);
        }

        @Override
        public boolean samples() {
          return samples;
        }

        @Override
        public void sampled(int number, long order, String room, String content) {
          happened.add("sampled " + number + " as " + order + " in " + room + ": " + content);
        }

        @Override
        public void behind() {
          happened.add("behind");
        }
      };

  private final Wire.Out out = bytes -> said.add(Bytes.text(bytes));

  private final Wire.Session parley =
      new ParleyWire(user -> "token-" + user, room -> "ref~" + room)
          .session(3, List.of(1, 2), out, events);

  private final Wire.Session socketIo =
      new SocketIoWire(user -> "token-" + user).session(3, List.of(1, 2), out, events);

  @Test
  void aParleySessionIsReadyWhenAllItsRoomsAreSynced() {
    parley.opened();
    assertThat(said).hasSize(1);
    assertThat(said.get(0)).contains("token-3", "ref~1", "ref~2");
    hear(
        parley,
        "{\"type\":\"hello\",\"re\":\"hello\"}\n{\"type\":\"synced\",\"roomId\":\"ref~1\"}");
    assertThat(happened).isEmpty();
    hear(parley, "{\"type\":\"synced\",\"roomId\":\"ref~2\"}");
    assertThat(happened).containsExactly("ready");
  }

  @Test
  void takesParleysObjectsApartThatShareAFrame() {
    hear(
        parley,
        "{\"type\":\"ack\",\"re\":7,\"roomId\":\"ref~1\",\"seq\":4}\n"
            + event(4, 7)
            + "\n{\"type\":\"event\",\"roomId\":\"ref~1\",\"rev\":9,\"kind\":\"member.joined\"}\n"
            + event(5, 8)
            + "\n{\"type\":\"receipt\",\"roomId\":\"ref~1\"}\n{\"type\":\"ping\"}");
    assertThat(happened).containsExactly("acked 7", "delivered 7 as 4", "delivered 8 as 5");
    assertThat(said).containsExactly("{\"type\":\"pong\"}");
  }

  @Test
  void readsSamplesStrictly() {
    samples = true;
    hear(parley, event(4, 7));
    assertThat(happened)
        .containsExactly("sampled 7 as 4 in ref~1: @@@@00000007 hi \"seq\":99", "delivered 7 as 4");
  }

  @Test
  void subscribesAgainWhenItFellBehindAndTakesWhatItMissed() {
    parley.opened();
    hear(
        parley,
        "{\"type\":\"hello\"}\n{\"type\":\"synced\"}\n{\"type\":\"synced\"}\n"
            + "{\"type\":\"behind\",\"roomId\":\"ref~1\",\"rev\":41}\n"
            + "{\"type\":\"synced\",\"roomId\":\"ref~1\",\"events\":["
            + event(4, 7)
            + "]}");
    assertThat(happened).containsExactly("ready", "behind", "delivered 7 as 4");
    assertThat(said.get(1)).contains("subscribe", "ref~1", "41");
  }

  @Test
  void aSocketIoSessionConnectsJoinsAndSends() {
    hear(socketIo, "0{\"sid\":\"x\"}");
    hear(socketIo, "40{\"sid\":\"y\"}");
    assertThat(said.get(0)).isEqualTo("40{\"token\":\"token-3\"}");
    for (String join : said.subList(1, 3)) {
      assertThat(join).contains("room:join");
      hear(socketIo, "43" + join.replaceAll("^42(\\d+).*", "$1") + "[{\"ok\":true}]");
    }
    hear(socketIo, "2");
    assertThat(said.get(3)).isEqualTo("3");
    socketIo.send(1, 7, Texts.ofBytes(40).inJson(7));
    assertThat(said.get(4)).startsWith("427[\"message:send\",{\"roomId\":\"r1\"");
    hear(socketIo, "437[{\"ok\":true,\"message\":{\"id\":12}}]");
    hear(socketIo, "438[{\"ok\":false,\"code\":\"internal\"}]");
    hear(socketIo, "42[\"message:new\",{\"id\":12,\"content\":\"@@@@00000007 hi\"}]");
    assertThat(happened).containsExactly("ready", "acked 7", "refused 8", "delivered 7 as 12");
  }

  private static String event(long seq, int number) {
    String text = "@@@@0000000" + number + " hi \\\"seq\\\":99";
    return "{\"type\":\"event\",\"roomId\":\"ref~1\",\"rev\":8,\"kind\":\"message.posted\","
        + "\"message\":{\"id\":\"x\",\"roomId\":\"ref~1\",\"seq\":"
        + seq
        + ",\"content\":\""
        + text
        + "\"}}";
  }

  private static void hear(Wire.Session session, String text) {
    byte[] bytes = Bytes.of(text);
    session.received(bytes, 0, bytes.length);
  }
}
