package chat.parley.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What a node says of how it is. */
class HealthDoorTest {

  private static final String SOON = "parley.http.health-timeout = 100 ms";

  private static void ask(
      CompletionStage<Map<String, Health.Component>> health, Consumer<TestClient> asking) {
    try (TestServer server = TestServer.of(null, new TestQueries(), () -> health, SOON)) {
      asking.accept(server.nobody());
    }
  }

  @Test
  void healthShowsEachComponent() {
    Map<String, Health.Component> components = new LinkedHashMap<>();
    components.put("database", new Health.Component(true, 3, true, null, Map.of()));
    components.put(
        "views", new Health.Component(false, 1, false, "slow", Map.of("lagEvents", 12L)));

    ask(
        CompletableFuture.completedFuture(components),
        anybody -> {
          HttpResponse<String> answer = anybody.get("//health");

          assertThat(answer.statusCode()).isEqualTo(200);
          assertThat(answer.body())
              .isEqualTo(
                  "{\"status\":\"UP\",\"components\":{"
                      + "\"database\":{\"status\":\"UP\",\"latencyMs\":3,\"matters\":true},"
                      + "\"views\":{\"status\":\"DOWN\",\"latencyMs\":1,\"matters\":false,"
                      + "\"detail\":\"slow\",\"lagEvents\":12}}}");
          assertThat(anybody.get("//health/simple").body()).isEqualTo("{\"status\":\"UP\"}");
        });
  }

  @Test
  void aNodeWithoutWhatMattersIsDown() {
    ask(
        CompletableFuture.completedFuture(
            Map.of("database", new Health.Component(false, 5, true, "away", Map.of()))),
        anybody -> {
          HttpResponse<String> simple = anybody.get("//health/simple");

          assertThat(anybody.get("//health").statusCode()).isEqualTo(503);
          assertThat(simple.statusCode()).isEqualTo(503);
          assertThat(simple.body()).isEqualTo("{\"status\":\"DOWN\"}");
        });
  }

  @Test
  void aCheckThatFailsOrDoesNotEndIsADownNode() {
    ask(
        new CompletableFuture<>(),
        anybody -> assertThat(anybody.get("//health/simple").statusCode()).isEqualTo(503));
    ask(
        CompletableFuture.failedFuture(new IllegalStateException("no")),
        anybody -> assertThat(anybody.get("//health").statusCode()).isEqualTo(503));
  }
}
