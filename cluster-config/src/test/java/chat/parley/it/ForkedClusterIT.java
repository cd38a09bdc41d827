package chat.parley.it;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.bench.fault.NodeProcess;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What three real nodes do when something between them, or one of them, is broken. */
class ForkedClusterIT {

  private static final Duration AT_MOST = Duration.ofSeconds(60);

  @RegisterExtension static final ForkedCluster CLUSTER = ForkedCluster.of(3);

  @Test
  void aSendWhoseCommitWasNotHeardOfIsOneMessageAckedOnce() {
    String room = CLUSTER.user("ada", 1).room("bo");
    for (NodeProcess node : CLUSTER.get().members()) {
      CLUSTER.get().databaseLink(node.number()).cutAtCommit(1);
    }
    String body = "{\"content\":\"once\",\"clientMessageId\":\"k-1\"}";
    Awaitility.await()
        .atMost(AT_MOST)
        .until(() -> post(2, room, body).status() == 200 && cut() > 0);
    TestUser.Answer again = post(3, room, body);
    assertThat(again.body().path("duplicate").asBoolean()).isTrue();
    TestUser.Answer list = CLUSTER.user("bo", 1).get("/rooms/" + room + "/messages");
    assertThat(list.body().path("messages")).hasSize(1);
    CLUSTER.get().heal();
  }

  private static TestUser.Answer post(int node, String room, String body) {
    return CLUSTER.user("ada", node).post("/rooms/" + room + "/messages", body);
  }

  private static int cut() {
    return CLUSTER.get().members().stream()
        .mapToInt(node -> CLUSTER.get().databaseLink(node.number()).cutCommits())
        .sum();
  }

  @Test
  void oneOfThreeThatIsLeftAloneStopsServing() {
    String room = CLUSTER.user("ada", 1).room("bo");
    long seq =
        CLUSTER.user("ada", 1).say(room, "before").body().path("message").path("seq").asLong();
    CLUSTER.get().node(1).kill();
    CLUSTER.get().node(2).kill();
    CLUSTER.get().node(3).awaitEnd();
    CLUSTER.get().members().forEach(NodeProcess::launch);
    CLUSTER.get().members().forEach(NodeProcess::awaitUp);
    Awaitility.await()
        .atMost(AT_MOST)
        .ignoreExceptions()
        .untilAsserted(
            () ->
                assertThat(
                        CLUSTER
                            .user("bo", 3)
                            .get("/rooms/" + room + "/messages")
                            .body()
                            .path("lastSeq")
                            .asLong())
                    .isEqualTo(seq));
  }
}
