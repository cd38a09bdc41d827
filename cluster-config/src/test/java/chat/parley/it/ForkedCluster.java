package chat.parley.it;

import chat.parley.bench.fault.LocalCluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
  private LocalCluster cluster;

  private ForkedCluster(int nodes) {
    this.nodes = nodes;
  }

  static ForkedCluster of(int nodes) {
    return new ForkedCluster(nodes);
  }

  @Override
  public void beforeAll(ExtensionContext context) throws IOException {
    Path home = Files.createTempDirectory(Files.createDirectories(Path.of("target/it")), "cluster");
    cluster =
        LocalCluster.of(home.toAbsolutePath(), nodes).option("-XX:TieredStopAtLevel=1").start();
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
