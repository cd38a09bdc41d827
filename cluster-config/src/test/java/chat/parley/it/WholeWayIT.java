package chat.parley.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The whole way of a message: socket, room, disk, subscribers, lists, counts, history, restart. */
class WholeWayIT {

  @RegisterExtension static final RunningNode NODE = new RunningNode();

  private final TestUser ann = NODE.user("ann");
  private final TestUser bob = NODE.user("bob");

  @Test
  void aMessageReachesDiskSubscribersListsAndCounts() {
    String room = ann.room("bob");
    try (TestSocket annSocket = ann.socket();
        TestSocket bobSocket = bob.socket()) {
      annSocket.hello();
      bobSocket.hello();
      JsonNode synced = bobSocket.subscribe(room);
      assertThat(synced.path("rev").asLong()).isZero();

      JsonNode ack = annSocket.say(room, "你好, hello", "c-1");
      assertThat(ack.path("type").asText()).isEqualTo("ack");
      assertThat(ack.path("seq").asLong()).isEqualTo(1);
      assertThat(ack.path("duplicate").asBoolean()).isFalse();

      JsonNode event = bobSocket.takeType("event");
      assertThat(event.path("kind").asText()).isEqualTo("message.posted");
      assertThat(event.path("rev").asLong()).isEqualTo(1);
      assertThat(event.path("message").path("content").asText()).isEqualTo("你好, hello");
      assertThat(event.path("message").path("senderName").asText()).isEqualTo("Name of ann");

      TestUser.Answer list = bob.get("/rooms/" + room + "/messages");
      assertThat(list.header("X-Parley-Source")).isEqualTo("window");
      assertThat(list.body().path("messages").get(0).path("id"))
          .isEqualTo(event.path("message").path("id"));
      assertThat(bob.get("/rooms/" + room + "/meta").body().path("unreadCount").asInt())
          .isEqualTo(1);
      await()
          .untilAsserted(
              () -> {
                JsonNode mine = bob.get("/rooms").body().path("rooms").path(0);
                assertThat(mine.path("id").asText()).isEqualTo(room);
                assertThat(mine.path("unreadCount").asInt()).isEqualTo(1);
                assertThat(mine.path("lastMessage").path("content").asText())
                    .isEqualTo("你好, hello");
              });

      JsonNode read = bobSocket.ask("read", "\"roomId\":\"" + room + "\",\"seq\":1");
      assertThat(read.path("unreadCount").asInt()).isZero();
      JsonNode again = annSocket.say(room, "你好, hello", "c-1");
      assertThat(again.path("duplicate").asBoolean()).isTrue();
      assertThat(again.path("messageId")).isEqualTo(ack.path("messageId"));
    }
  }

  @Test
  void editsReactionsAndDeletionsReachEverybody() {
    String room = ann.room("bob");
    try (TestSocket socket = bob.socket()) {
      socket.hello();
      socket.subscribe(room);
      String id = ann.say(room, "frist").body().path("message").path("id").asText();
      String path = "/rooms/" + room + "/messages/" + id;

      assertThat(ann.patch(path, "{\"content\":\"first\"}").status()).isEqualTo(200);
      assertThat(bob.put(path + "/reactions/%F0%9F%91%8D", "{}").status()).isEqualTo(200);
      assertThat(ann.delete(path).status()).isEqualTo(200);

      List<String> kinds = new ArrayList<>();
      for (int rev = 1; rev <= 4; rev++) {
        JsonNode event = socket.takeType("event");
        assertThat(event.path("rev").asInt()).isEqualTo(rev);
        kinds.add(event.path("kind").asText());
      }
      assertThat(kinds)
          .containsExactly("message.posted", "message.edited", "reaction.added", "message.deleted");
      assertThat(ann.get("/rooms/" + room + "/meta").body().path("lastSeq").asInt()).isEqualTo(1);
      assertThat(bob.get("/rooms/" + room + "/meta").body().path("unreadCount").asInt()).isZero();
    }
  }

  @Test
  void aRoomOfManyPagesIsReadToItsFirstMessageAndOutlivesARestart() {
    String room = ann.room("bob");
    for (int i = 1; i <= 230; i++) {
      assertThat(ann.say(room, "m" + i).status()).isEqualTo(200);
    }
    assertThat(chain(room)).hasSize(230);
    assertThat(bob.get("/rooms/" + room + "/messages?before=50").header("X-Parley-Source"))
        .isEqualTo("history");

    NODE.restart();
    TestUser later = NODE.user("bob");

    JsonNode newest = later.get("/rooms/" + room + "/messages?limit=1").body();
    assertThat(newest.path("messages").get(0).path("content").asText()).isEqualTo("m230");
    assertThat(newest.path("rev").asInt()).isEqualTo(230);
    TestUser sender = NODE.user("ann");
    assertThat(sender.say(room, "on it goes").body().path("message").path("seq").asInt())
        .isEqualTo(231);
  }

  private List<Integer> chain(String room) {
    List<Integer> seqs = new ArrayList<>();
    String cursor = "";
    while (true) {
      JsonNode page = bob.get("/rooms/" + room + "/messages?limit=50" + cursor).body();
      List<Integer> these = new ArrayList<>();
      page.path("messages").forEach(message -> these.add(message.path("seq").asInt()));
      seqs.addAll(0, these);
      if (page.path("nextBefore").isMissingNode() || page.path("nextBefore").isNull()) {
        return seqs;
      }
      cursor = "&before=" + page.path("nextBefore").asLong();
    }
  }

  @Test
  void whoWasAwayResumesWithoutAGap() {
    String room = ann.room("bob");
    ann.say(room, "one");
    try (TestSocket socket = bob.socket()) {
      socket.hello();
      assertThat(socket.subscribe(room).path("mode").asText()).isEqualTo("reset");
    }
    ann.say(room, "two");
    ann.say(room, "three");
    try (TestSocket socket = bob.socket()) {
      socket.send(
          "{\"type\":\"hello\",\"id\":1,\"rooms\":[{\"roomId\":\"" + room + "\",\"rev\":1}]}");
      JsonNode synced = socket.takeType("synced");
      assertThat(synced.path("mode").asText()).isEqualTo("resumed");
      assertThat(synced.has("re")).isFalse();
      assertThat(synced.path("events")).hasSize(2);
      assertThat(synced.path("rev").asInt()).isEqualTo(3);
    }
  }

  @Test
  void whoIsRemovedHearsItAndNothingAfterIt() {
    String room = ann.room("bob");
    try (TestSocket socket = bob.socket()) {
      socket.hello();
      socket.subscribe(room);
      assertThat(ann.delete("/rooms/" + room + "/members/bob").status()).isLessThan(300);
      ann.say(room, "not for bob");

      assertThat(socket.takeType("event").path("kind").asText()).isEqualTo("member.left");
      JsonNode refused = socket.subscribe(room);
      assertThat(refused.path("code").asText()).isEqualTo("forbidden");
    }
    assertThat(bob.get("/rooms/" + room + "/messages").code()).isEqualTo("forbidden");
  }

  @Test
  void typingIsShownToTheOthersAndEnds() {
    String room = ann.room("bob");
    try (TestSocket annSocket = ann.socket();
        TestSocket bobSocket = bob.socket()) {
      annSocket.hello();
      bobSocket.hello();
      annSocket.subscribe(room);
      bobSocket.subscribe(room);
      annSocket.send("{\"type\":\"typing\",\"roomId\":\"" + room + "\",\"on\":true}");

      JsonNode typing = bobSocket.takeType("typing");
      assertThat(typing.path("users").get(0).path("userId").asText()).isEqualTo("ann");
      annSocket.send("{\"type\":\"typing\",\"roomId\":\"" + room + "\",\"on\":false}");
      assertThat(bobSocket.takeType("typing").path("users")).isEmpty();
    }
  }

  @Test
  void headAsksForWhatGetWouldAnswer() {
    String room = ann.room("bob");
    TestUser.Answer head = ann.call("HEAD", "/rooms/" + room + "/meta", null);
    assertThat(head.status()).isEqualTo(200);
    assertThat(head.header("ETag")).isNotEmpty();
  }

  @Test
  void theHealthOfANodeIsToldWithEachPart() {
    await()
        .atMost(Duration.ofSeconds(10))
        .untilAsserted(
            () -> {
              TestUser.Answer health = new TestUser(NODE.address(), null).root("/health");
              assertThat(health.status()).isEqualTo(200);
              assertThat(health.body().toString())
                  .contains("database", "journal", "views", "cluster");
            });
  }
}
