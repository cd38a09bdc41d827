package chat.parley.bench.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ParleySocketTest {

  private final ParleySockets sockets = new ParleySockets();
  private final List<Long> revs = new CopyOnWriteArrayList<>();
  private final List<JsonNode> connected = new CopyOnWriteArrayList<>();
  private final List<String> ends = new CopyOnWriteArrayList<>();
  private ScriptedServer server;
  private ParleySocket socket;

  @BeforeEach
  void open() throws IOException {
    server = new ScriptedServer();
    socket = sockets.open(server.url(), "test", () -> "token", new Recording());
  }

  @AfterEach
  void close() throws IOException {
    sockets.close();
    server.close();
  }

  @Test
  void matchesAnswersThatTravelTogetherWithTheirRequests() throws Exception {
    // given
    var peer = server.connection();
    assertThat(peer.greet().path("token").asText()).isEqualTo("token");

    // when
    CompletableFuture<JsonNode> first = socket.send("r", "c-1", "one");
    CompletableFuture<JsonNode> second = socket.send("r", "c-2", "two");
    JsonNode sendOne = peer.read("send");
    JsonNode sendTwo = peer.read("send");
    peer.push(
        "{'type':'error','re':"
            + sendTwo.path("id")
            + ",'code':'rate_limited','message':'slow',"
            + "'temporary':true,'retryAfterMs':400}",
        "{'type':'typing','roomId':'r','users':[]}",
        "{'type':'ack','re':" + sendOne.path("id") + ",'seq':18}");

    // then
    assertThat(first.get(5, TimeUnit.SECONDS).path("seq").asLong()).isEqualTo(18);
    assertThatThrownBy(() -> second.get(5, TimeUnit.SECONDS))
        .hasCauseInstanceOf(ProblemException.class)
        .hasMessageContaining("rate_limited");
  }

  @Test
  void keepsWhatIsAboveTheServersLimitUntilAnAnswerComes() throws Exception {
    var peer = server.connection();
    peer.greet();
    await().until(() -> connected.size() == 1);
    socket.send("r", "c-1", "one");
    socket.send("r", "c-2", "two");
    socket.send("r", "c-3", "three");
    socket.tell(Json.object().put("type", "typing").put("roomId", "r").put("on", true));

    JsonNode first = peer.read("send");
    peer.read("send");
    peer.read("typing");
    peer.answer(first, "{'type':'ack','seq':1}");

    assertThat(peer.read("send").path("clientMessageId").asText()).isEqualTo("c-3");
  }

  @Test
  void comesBackAfterALossWithItsPositionsAndRepeatsWhatWasNotAnswered() throws Exception {
    // given a room at rev 7 and a send without an answer
    var peer = server.connection();
    peer.greet();
    CompletableFuture<JsonNode> synced = socket.subscribe("r", -1);
    peer.answer(peer.read("subscribe"), "{'type':'synced','roomId':'r','mode':'reset','rev':6}");
    synced.get(5, TimeUnit.SECONDS);
    peer.push(event(7));
    await().until(() -> revs.equals(List.of(7L)));
    CompletableFuture<JsonNode> ack = socket.send("r", "c-1", "one");
    JsonNode send = peer.read("send");

    // when
    peer.drop();

    // then
    var again = server.connection();
    assertThat(Json.write(again.greet().path("rooms"))).isEqualTo("[{\"roomId\":\"r\",\"rev\":7}]");
    JsonNode repeated = again.read("send");
    assertThat(repeated).isEqualTo(send);
    again.push(
        "{'type':'synced','roomId':'r','mode':'resumed','rev':9,'events':["
            + event(7)
            + ","
            + event(8)
            + ","
            + event(9)
            + "]}",
        event(9),
        event(10));
    again.answer(repeated, "{'type':'ack','seq':3,'duplicate':true}");
    assertThat(ack.get(5, TimeUnit.SECONDS).path("duplicate").asBoolean()).isTrue();
    assertThat(revs).containsExactly(7L, 8L, 9L, 10L);
    assertThat(ends).containsExactly("4500 again");
  }

  @Test
  void subscribesAgainWhenARevIsMissingAndWhenItFellBehind() throws Exception {
    var peer = server.connection();
    peer.greet();
    socket.subscribe("r", 3);
    peer.answer(
        peer.read("subscribe"),
        "{'type':'synced','roomId':'r','mode':'resumed','rev':3,'events':[]}");

    peer.push(event(4), event(6), event(7));
    JsonNode afterGap = peer.read("subscribe");
    assertThat(afterGap.path("rev").asLong()).isEqualTo(4);
    peer.answer(
        afterGap,
        "{'type':'synced','roomId':'r','mode':'resumed','rev':7,'events':["
            + event(5)
            + ","
            + event(6)
            + ","
            + event(7)
            + "]}");
    peer.push("{'type':'behind','roomId':'r','rev':30}");

    assertThat(peer.read("subscribe").path("rev").asLong()).isEqualTo(7);
    assertThat(revs).containsExactly(4L, 5L, 6L, 7L);
  }

  @Test
  void staysAwayWhenTheByeSaysSo() throws Exception {
    var peer = server.connection();
    peer.greet();
    CompletableFuture<JsonNode> ack = socket.send("r", "c-1", "one");
    peer.read("send");

    peer.push("{'type':'bye','code':4403,'reason':'forbidden','reconnect':false}");
    peer.drop();

    assertThatThrownBy(() -> ack.get(5, TimeUnit.SECONDS))
        .isInstanceOf(ExecutionException.class)
        .hasMessageContaining("4403");
    assertThat(ends).containsExactly("4403 stays");
    assertThat(server.connectsWithin(300)).isFalse();
  }

  @Test
  void answersPings() throws Exception {
    var peer = server.connection();
    peer.greet();

    peer.push("{'type':'ping'}");

    assertThat(peer.read().path("type").asText()).isEqualTo("pong");
  }

  private static String event(long rev) {
    return "{'type':'event','roomId':'r','rev':" + rev + ",'kind':'message.posted'}";
  }

  private final class Recording implements SocketListener {
    @Override
    public void connected(JsonNode hello) {
      connected.add(hello);
    }

    @Override
    public void event(String roomId, JsonNode event) {
      revs.add(event.path("rev").asLong());
    }

    @Override
    public void disconnected(int code, String reason, boolean again) {
      ends.add(code + (again ? " again" : " stays"));
    }
  }
}
