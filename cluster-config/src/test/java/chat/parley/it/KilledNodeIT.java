package chat.parley.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** kill -9 in the middle of sends: every acked message is there, and a repeat is the same one. */
class KilledNodeIT {

  private static final int SENDERS = 4;

  /** What was acked: seq by the content that is its clientMessageId, too. */
  private final Map<String, Long> acked = new ConcurrentHashMap<>();

  @Test
  void nothingThatWasAckedIsLost() throws Exception {
    Path target = Files.createDirectories(Path.of("target", "it"));
    Path dataDir = Files.createTempDirectory(target, "killed").toAbsolutePath();
    try (ForkedNode node = new ForkedNode(dataDir)) {
      node.start();
      String room = node.user("u0").room("u1", "u2", "u3");
      sendUntilKilled(node, room, true);
      node.start();
      check(node, room);
      sendUntilKilled(node, room, false);
      node.start();
      check(node, room);
      node.stop();
      assertThat(node.hasDatabase()).as("its database has ended with it").isFalse();
      node.start();
      check(node, room);
    }
  }

  private void sendUntilKilled(ForkedNode node, String room, boolean withDatabase)
      throws Exception {
    int enough = acked.size() + 300;
    ExecutorService senders = Executors.newFixedThreadPool(SENDERS);
    Future<?>[] ends = new Future<?>[SENDERS];
    for (int i = 0; i < SENDERS; i++) {
      String userId = "u" + i;
      ends[i] = senders.submit(() -> send(node.user(userId), userId, room));
    }
    Awaitility.await().until(() -> acked.size() >= enough);
    if (withDatabase) {
      node.killWithDatabase();
    } else {
      node.kill();
    }
    for (Future<?> end : ends) {
      end.get();
    }
    senders.shutdown();
  }

  private void send(TestUser user, String userId, String room) {
    while (true) {
      String content = userId + "-" + acked.size() + "-" + System.nanoTime();
      try {
        TestUser.Answer answer = post(user, room, content);
        if (answer.status() == 200) {
          acked.put(content, answer.body().path("message").path("seq").asLong());
        }
      } catch (java.io.UncheckedIOException e) {
        return; // the node is gone
      }
    }
  }

  private static TestUser.Answer post(TestUser user, String room, String content) {
    return user.post(
        "/rooms/" + room + "/messages",
        "{\"content\":\"" + content + "\",\"clientMessageId\":\"" + content + "\"}");
  }

  private void check(ForkedNode node, String room) throws IOException {
    TestUser reader = node.user("u1");
    Map<String, Long> there = new LinkedHashMap<>();
    long expected = reader.get("/rooms/" + room + "/meta").body().path("lastSeq").asLong();
    for (long before = expected + 1; before > 1; ) {
      JsonNode page = reader.get("/rooms/" + room + "/messages?limit=50&before=" + before).body();
      for (JsonNode message : page.path("messages")) {
        there.put(message.path("content").asText(), message.path("seq").asLong());
      }
      before = page.path("nextBefore").asLong(0);
    }
    assertThat(there).hasSize((int) expected);
    assertThat(there).containsAllEntriesOf(acked);
    Map.Entry<String, Long> any = acked.entrySet().iterator().next();
    TestUser sender = node.user(any.getKey().substring(0, 2));
    TestUser.Answer repeat = post(sender, room, any.getKey());
    assertThat(repeat.body().path("duplicate").asBoolean()).isTrue();
    assertThat(repeat.body().path("message").path("seq").asLong()).isEqualTo(any.getValue());
  }
}
