package chat.parley.browser;

import chat.parley.bench.client.ParleyHttp;
import chat.parley.bench.client.TokenSigner;
import chat.parley.bench.fault.LocalCluster;
import chat.parley.node.DataDirectory;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;

/**
 * One node in a process of its own that lets people in by a name, with a durable PostgreSQL beside
 * it. What it answers can be asked for without a browser, too.
 */
public final class ChatServer implements AutoCloseable {

  private final LocalCluster cluster;
  private final TokenSigner tokens;

  /**
   * @param home an empty directory
   * @param javaOptions of the node
   */
  public ChatServer(Path home, String... javaOptions) {
    LocalCluster.Builder builder = LocalCluster.of(home, 1).set("PARLEY_JWT_SECRET", "");
    for (String option : javaOptions) {
      builder.option(option);
    }
    cluster = builder.start();
    tokens = new TokenSigner(DataDirectory.secret(home.resolve("node-1")));
  }

  public URI url() {
    return cluster.node(1).url();
  }

  /** SIGKILL: the node is gone and has said good-bye to nobody. */
  public void kill() {
    cluster.node(1).kill();
  }

  /** Starts it again at the same address; comes back when it serves. */
  public void startAgain() {
    cluster.node(1).launch();
    cluster.node(1).awaitUp();
  }

  /** The calls of somebody who is named so at the door. */
  public ParleyHttp user(String id) {
    return new ParleyHttp(url(), token(id, id, "USER"));
  }

  public ParleyHttp admin() {
    return new ParleyHttp(url(), token("root", "Root", "ADMIN"));
  }

  /** A token as the node itself makes it. */
  public String token(String id, String name, String role) {
    return tokens.token(id, name, role, Duration.ofHours(2));
  }

  /** The database, for what is too much to be said one by one. */
  public LocalCluster cluster() {
    return cluster;
  }

  @Override
  public void close() {
    cluster.close();
  }
}
