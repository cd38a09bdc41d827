package chat.parley.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.parley.node.ChatNode;
import chat.parley.node.NodeSettings;
import chat.parley.node.SettingsException;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** One database, one cluster: who cannot reach it does not found another. */
class ClusterGuardIT {

  @RegisterExtension
  static final RunningCluster CLUSTER =
      new RunningCluster(1).configured("parley.cluster.join-within", "5 s");

  private static void start(String seedNodes) {
    Map<String, String> environment = new HashMap<>(CLUSTER.environment());
    environment.put("PARLEY_REMOTING_PORT", "25599");
    environment.put("PARLEY_SEED_NODES", seedNodes);
    environment.put("PARLEY_DATA_DIR", "target/it/guarded");
    ChatNode.start(NodeSettings.of(environment, null)).stop().toCompletableFuture().join();
  }

  @Test
  void aNodeWithoutSeedsIsToldOfTheOneThatRuns() {
    assertThatThrownBy(() -> start(""))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("PARLEY_SEED_NODES");
  }

  @Test
  void theFirstSeedWaitsForOthersThatItCannotReach() {
    assertThatThrownBy(() -> start("127.0.0.1:25599,127.0.0.1:1"))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("no seed node");
    assertThat(CLUSTER.user(0, "ada").room("bo")).isNotEmpty();
  }
}
