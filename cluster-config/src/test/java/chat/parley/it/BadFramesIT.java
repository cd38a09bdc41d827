package chat.parley.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Nonsense through the socket: each gets its coded error, and everybody else goes on. */
class BadFramesIT {

  @RegisterExtension static final RunningNode NODE = new RunningNode();

  private final TestUser ann = NODE.user("ann");
  private String room;
  private TestSocket socket;
  private TestSocket other;

  @BeforeEach
  void sockets() {
    room = ann.room("bob");
    socket = ann.socket();
    socket.hello();
    other = NODE.user("bob").socket();
    other.hello();
    other.subscribe(room);
  }

  /** Whatever was sent: nothing was lost, and the node and other sessions go on. */
  @AfterEach
  void everybodyElseGoesOn() {
    JsonNode ack = other.say(room, "still here", "after");
    assertThat(ack.path("type").asText()).isEqualTo("ack");
    JsonNode list = ann.get("/rooms/" + room + "/messages").body();
    assertThat(list.path("lastSeq").asLong()).isEqualTo(ack.path("seq").asLong());
    socket.close();
    other.close();
  }

  private JsonNode error(String fields) {
    return socket.ask("send", "\"roomId\":\"" + room + "\"," + fields);
  }

  private static String quoted(String content) {
    return "\"content\":" + TestUser.JSON.valueToTree(content);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"content\":\"\"",
        "\"content\":\" \\n\\t\"",
        "\"content\":\"lone \\ud800 surrogate\"",
        "\"content\":\"nul \\u0000\"",
        "\"content\":5",
        "\"content\":null",
        "\"content\":[\"x\"]",
        "\"clientMessageId\":\"c\"",
        "\"content\":\"x\",\"clientMessageId\":7",
        "\"content\":\"x\",\"mentions\":\"u2\"",
        "\"content\":\"x\",\"mentions\":[\"a|b\"]",
        "\"content\":\"x\",\"content\":\"y\""
      })
  void aSendThatIsWrongIsNamedSo(String fields) {
    socket.send("{\"type\":\"send\",\"id\":77,\"roomId\":\"" + room + "\"," + fields + "}");

    JsonNode error = socket.takeType("error");
    assertThat(error.path("code").asText()).isEqualTo("bad_request");
    assertThat(error.path("temporary").asBoolean()).isFalse();
  }

  @Test
  void aReplyToNothingIsNotFound() {
    JsonNode error = error("\"content\":\"x\",\"replyTo\":\"nothing\"");
    assertThat(error.path("code").asText()).isEqualTo("not_found");
  }

  @Test
  void contentHasAtMostFourThousandCharacters() {
    assertThat(error(quoted("é".repeat(4_001))).path("code").asText()).isEqualTo("too_large");
    assertThat(error(quoted("😀".repeat(4_000))).path("type").asText()).isEqualTo("ack");
  }

  @ParameterizedTest
  @CsvSource({"a|b", "a/b", "房间", "' '", "-x"})
  void aRoomIdHasItsShape(String id) {
    JsonNode error = socket.ask("subscribe", "\"roomId\":\"" + id + "\"");
    assertThat(error.path("code").asText()).isEqualTo("bad_request");
  }

  @Test
  void anIdHasAtMostSixtyFourCharacters() {
    assertThat(socket.ask("subscribe", "\"roomId\":\"" + "a".repeat(65) + "\"").path("code"))
        .isEqualTo(TestUser.JSON.valueToTree("bad_request"));
    assertThat(socket.ask("subscribe", "\"roomId\":\"" + "a".repeat(64) + "\"").path("code"))
        .isEqualTo(TestUser.JSON.valueToTree("forbidden"));
  }

  @Test
  void aRoomOfOthersAndOneThatIsNotThereAreTheSame() {
    String others = NODE.user("carl").room("dora");

    JsonNode theirs = socket.ask("subscribe", "\"roomId\":\"" + others + "\"");
    JsonNode absent = socket.ask("subscribe", "\"roomId\":\"nowhere\"");
    assertThat(theirs.path("code").asText()).isEqualTo("forbidden");
    assertThat(theirs.path("message")).isEqualTo(absent.path("message"));
    assertThat(theirs.path("code")).isEqualTo(absent.path("code"));
  }

  @ParameterizedTest
  @CsvSource({"-1", "9223372036854775807", "99999999999999999999", "1.5", "\"3\""})
  void aSeqIsAnIntegerOfTheProtocol(String seq) {
    JsonNode answer = socket.ask("read", "\"roomId\":\"" + room + "\",\"seq\":" + seq);
    assertThat(answer.path("code").asText()).isEqualTo("bad_request");
  }

  @Test
  void anUnknownTypeIsUnsupported() {
    assertThat(socket.ask("dance", "").path("code").asText()).isEqualTo("unsupported");
    socket.send("{\"type\":\"dance\"}");
    assertThat(socket.ask("ping", "").path("type").asText()).isEqualTo("pong");
  }

  @Test
  void whatIsNoObjectIsAnErrorAndTheSecondTimeTheEnd() {
    socket.send("not json at all");
    assertThat(socket.takeType("error").path("code").asText()).isEqualTo("bad_request");
    socket.sendBinary(new byte[] {1, 2, 3});
    JsonNode bye = socket.takeType("bye");
    assertThat(bye.path("code").asInt()).isEqualTo(4400);
    assertThat(bye.path("reconnect").asBoolean()).isFalse();
    assertThat(socket.isClosed()).isTrue();
  }

  @Test
  void aHundredThousandLevelsAreTooDeep() {
    socket.send("[".repeat(30_000));
    assertThat(socket.takeType("error").path("code").asText()).isEqualTo("bad_request");
    TestSocket second = ann.socket();
    second.hello();
    second.sendPart("[".repeat(60_000), false);
    second.sendPart("[".repeat(40_000), true);
    assertThat(second.takeType("bye").path("code").asInt()).isEqualTo(4413);
    second.close();
  }

  @Test
  void aFrameAboveTheLimitIsTheEnd() {
    socket.send("{\"type\":\"ping\",\"id\":\"" + "x".repeat(65_536) + "\"}");
    assertThat(socket.takeType("bye").path("code").asInt()).isEqualTo(4413);
    assertThat(socket.isClosed()).isTrue();
  }

  @Test
  void soIsAMebibyteInFragments() {
    for (int i = 0; i < 64; i++) {
      socket.sendPart("x".repeat(16 * 1024), i == 63);
    }
    assertThat(socket.takeType("bye").path("code").asInt()).isEqualTo(4413);
    assertThat(socket.isClosed()).isTrue();
  }
}
