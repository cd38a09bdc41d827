package chat.parley.it;

import chat.parley.bench.fault.LocalCluster;
import chat.parley.bench.fault.Network;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Real nodes in processes of their own with a real, durable PostgreSQL, for the tests of a class
 * ({@code @RegisterExtension static ForkedCluster cluster = ForkedCluster.of(3)}). What is broken
 * in one test has to be made good in it.
 */
final class ForkedCluster implements BeforeAllCallback, AfterAllCallback {

  private final int nodes;
  private final Network.Kind network;
  private final Map<String, String> environment = new HashMap<>();
  private final List<String> options = new ArrayList<>();
  private LocalCluster cluster;

  private ForkedCluster(int nodes, Network.Kind network) {
    this.nodes = nodes;
    this.network = network;
  }

  static ForkedCluster of(int nodes) {
    return new ForkedCluster(nodes, Network.Kind.PROXIES);
  }

  /** Each node in a network namespace; where there are none, the tests are skipped. */
  static ForkedCluster inNamespaces(int nodes) {
    return new ForkedCluster(nodes, Network.Kind.NAMESPACES);
  }

  /** A switch of every node. */
  ForkedCluster with(String name, String value) {
    environment.put(name, value);
    return this;
  }

  /** What no switch of a node sets. */
  ForkedCluster configured(String path, String value) {
    options.add("-D" + path + "=" + value);
    return this;
  }

  @Override
  public void beforeAll(ExtensionContext context) throws IOException {
    network.obstacle().ifPresent(Assumptions::abort);
    Path home = Files.createTempDirectory(Files.createDirectories(Path.of("target/it")), "cluster");
    LocalCluster.Builder builder =
        LocalCluster.of(home.toAbsolutePath(), nodes)
            .network(network)
            .option("-XX:TieredStopAtLevel=1");
    environment.forEach(builder::set);
    options.forEach(builder::option);
    cluster = builder.start();
  }

  @Override
  public void afterAll(ExtensionContext context) {
    if (cluster != null) {
      cluster.close();
    }
  }

  LocalCluster get() {
    return cluster;
  }

  /** A user, through one node. */
  TestUser user(String id, int node) {
    return new TestUser(cluster.node(node).url() + "/", cluster.token(id, "USER"));
  }
}
