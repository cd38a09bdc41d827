package chat.parley.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The views stand still (a transaction holds the line back): no list of a room shows it. */
class StandingViewsIT {

  @RegisterExtension static final RunningNode NODE = new RunningNode();

  /** A minute in the long run. */
  private static final Duration HOLD =
      Boolean.getBoolean("parley.full") ? Duration.ofSeconds(60) : Duration.ofSeconds(6);

  private final TestUser ann = NODE.user("ann");
  private final TestUser bob = NODE.user("bob");

  @Test
  void listsAndPagesStayCompleteAndFresh() throws Exception {
    String room = ann.room("bob");
    String early = ann.say(room, "early").body().path("message").path("id").asText();
    await().untilAsserted(() -> assertThat(unreadInList(room)).isEqualTo(1));

    try (Connection operator = NODE.database();
        Statement statement = operator.createStatement()) {
      operator.setAutoCommit(false);
      statement.execute("select pg_current_xact_id()");
      List<String> expected = new ArrayList<>(List.of("early, edited"));
      ann.patch("/rooms/" + room + "/messages/" + early, "{\"content\":\"early, edited\"}");
      long until = System.nanoTime() + HOLD.toNanos();
      while (expected.size() < 251 || System.nanoTime() < until) {
        String content = "m" + expected.size();
        TestUser.Answer posted = ann.say(room, content);
        expected.add(content);
        if (expected.size() % 25 == 0) {
          fresh(room, posted.body().path("message").path("seq").asLong());
        }
      }

      assertThat(contents(room)).isEqualTo(expected);
      JsonNode old = bob.get("/rooms/" + room + "/messages?after=0&limit=5").body();
      assertThat(old.path("messages").get(0).path("content").asText()).isEqualTo("early, edited");
      assertThat(old.path("lastSeq").asInt()).isEqualTo(expected.size());
      assertThat(bob.get("/rooms/" + room + "/meta").body().path("unreadCount").asInt())
          .isEqualTo(expected.size());
      assertThat(unreadInList(room)).as("the views do stand still").isEqualTo(1);
      assertThat(new TestUser(NODE.address(), null).root("/health").status()).isEqualTo(200);
      operator.rollback();
      int all = expected.size();
      await()
          .atMost(Duration.ofSeconds(30))
          .untilAsserted(() -> assertThat(unreadInList(room)).isEqualTo(all));
    }
  }

  /** The newest list and a page far back both show what was acked, without a hole. */
  private void fresh(String room, long acked) {
    for (String where : List.of("", "&before=" + (1 + acked / 2))) {
      JsonNode page = bob.get("/rooms/" + room + "/messages?limit=20" + where).body();
      assertThat(page.path("lastSeq").asLong()).isEqualTo(acked);
      JsonNode messages = page.path("messages");
      long last = where.isEmpty() ? acked : acked / 2;
      for (int i = messages.size() - 1; i >= 0; i--) {
        assertThat(messages.get(i).path("seq").asLong()).isEqualTo(last--);
      }
    }
  }

  private int unreadInList(String room) {
    for (JsonNode one : bob.get("/rooms").body().path("rooms")) {
      if (one.path("id").asText().equals(room)) {
        return one.path("unreadCount").asInt();
      }
    }
    return -1;
  }

  private List<String> contents(String room) {
    List<String> contents = new ArrayList<>();
    long before = Integer.MAX_VALUE;
    while (before > 1) {
      JsonNode page = bob.get("/rooms/" + room + "/messages?limit=50&before=" + before).body();
      List<String> these = new ArrayList<>();
      page.path("messages").forEach(message -> these.add(message.path("content").asText()));
      Collections.reverse(these);
      contents.addAll(these);
      before = page.path("nextBefore").asLong(0);
    }
    Collections.reverse(contents);
    return contents;
  }
}
