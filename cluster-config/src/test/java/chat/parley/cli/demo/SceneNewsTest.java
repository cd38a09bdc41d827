package chat.parley.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.bench.client.Json;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SceneNewsTest {

  private final SceneNews news =
      new SceneNews(Map.of("a", "ada", "b", "bo", "c", "cy", "d", "di", "e", "ed", "f", "fay"));

  @Test
  void toldHowPeopleAreItTellsWhoChangesSince() {
    news.presence(presence("a", "ONLINE", "b", "OFFLINE"));
    assertThat(lines(Map.of())).isEmpty();

    news.presence(presence("a", "OFFLINE", "b", "ONLINE", "c", "ONLINE"));
    assertThat(lines(Map.of("b", " (ios, web)", "c", " (web)")))
        .containsExactly("ada went offline", "bo came online (ios, web)");
    assertThat(lines(Map.of())).isEmpty();
  }

  @Test
  void tellsOnlyThoseWhoBeganToType() {
    news.typing(users("a"));
    news.typing(users("a", "b"));
    assertThat(news.typingLines()).containsExactly("ada, bo are typing");

    news.typing(users("b"));
    assertThat(news.typingLines()).isEmpty();
    news.typing(users("a", "b"));
    assertThat(news.typingLines()).containsExactly("ada is typing");
  }

  @Test
  void tellsTheNewestMarkersAndNamesFour() {
    for (String userId : List.of("a", "b", "c", "d", "e", "f", "stranger")) {
      news.receipt(marker(userId, 3));
    }
    news.receipt(marker("a", 5));

    assertThat(news.receiptLines())
        .containsExactly("ada read up to 5, bo up to 3, cy up to 3, di up to 3 and 2 more");
    assertThat(news.receiptLines()).isEmpty();
  }

  private List<String> lines(Map<String, String> platforms) {
    return news.presenceLines(news.takePresence(), platforms);
  }

  private static JsonNode presence(String... idsAndStatuses) {
    ObjectNode frame = Json.object();
    ArrayNode users = frame.putArray("users");
    for (int i = 0; i < idsAndStatuses.length; i += 2) {
      users.addObject().put("userId", idsAndStatuses[i]).put("status", idsAndStatuses[i + 1]);
    }
    return frame;
  }

  private static JsonNode users(String... userIds) {
    ObjectNode frame = Json.object();
    ArrayNode users = frame.putArray("users");
    for (String userId : userIds) {
      users.addObject().put("userId", userId);
    }
    return frame;
  }

  private static JsonNode marker(String userId, long readSeq) {
    ObjectNode frame = Json.object();
    frame.putArray("markers").addObject().put("userId", userId).put("readSeq", readSeq);
    return frame;
  }
}
