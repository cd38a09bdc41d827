package chat.parley.it;

import chat.parley.bench.client.TokenSigner;
import chat.parley.node.ChatNode;
import chat.parley.node.LocalPostgres;
import chat.parley.node.NodeSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A whole node in this JVM with a PostgreSQL of its own, for all tests of a class. */
final class RunningNode implements BeforeAllCallback, AfterAllCallback {

  static final String SECRET = "a secret of more than thirty-two bytes";

  private final Map<String, String> environment = environment();
  private ChatNode node;

  /** What every node of a test is given: free ports, a known secret, rates that do not matter. */
  static Map<String, String> environment() {
    Map<String, String> environment = new HashMap<>();
    environment.put("PARLEY_HTTP_PORT", "0");
    environment.put("PARLEY_MANAGEMENT_PORT", "0");
    environment.put("PARLEY_REMOTING_PORT", "0");
    environment.put("PARLEY_JWT_SECRET", SECRET);
    environment.put("PARLEY_DRAIN", "1");
    environment.put("PARLEY_USER_RATE", "1000/1000");
    environment.put("PARLEY_ROOM_RATE", "1000/1000");
    return environment;
  }

  RunningNode with(String name, String value) {
    environment.put(name, value);
    return this;
  }

  @Override
  public void beforeAll(ExtensionContext context) throws IOException {
    Path target = Files.createDirectories(Path.of("target", "it"));
    environment.put("PARLEY_DATA_DIR", Files.createTempDirectory(target, "node").toString());
    start();
  }

  @Override
  public void afterAll(ExtensionContext context) {
    stop();
  }

  void start() {
    node = ChatNode.start(NodeSettings.of(environment, null));
  }

  void stop() {
    node.stop().toCompletableFuture().join();
  }

  void restart() {
    stop();
    start();
  }

  /** A connection to the node's own database, as an operator has it. */
  Connection database() throws SQLException {
    String url =
        LocalPostgres.urlOfRunning(Path.of(environment.get("PARLEY_DATA_DIR")).toAbsolutePath())
            .orElseThrow();
    return DriverManager.getConnection(url, "postgres", "");
  }

  TestUser user(String id) {
    return new TestUser(address(), token(id, "USER"));
  }

  TestUser admin() {
    return new TestUser(address(), token("root", "ADMIN"));
  }

  String address() {
    return node.address();
  }

  static String token(String id, String role) {
    return new TokenSigner(SECRET.getBytes(StandardCharsets.UTF_8))
        .token(id, "Name of " + id, role, Duration.ofHours(1));
  }
}
