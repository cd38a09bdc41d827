package chat.parley.cli.demo;

import chat.parley.bench.client.ParleyHttp;
import chat.parley.cli.ServerOptions;
import chat.parley.node.ChatNode;
import java.io.PrintStream;
import java.net.URI;

/** A node to speak to: the one that serves at a URL, or one in this process. */
final class LocalNode implements AutoCloseable {

  private final URI url;
  private final ChatNode node;

  /**
   * @param node null where it runs elsewhere
   */
  private LocalNode(URI url, ChatNode node) {
    this.url = url;
    this.node = node;
  }

  /** Starts one, unless somebody serves at the URL; with port 0 one of its own on a free port. */
  static LocalNode unlessServed(ServerOptions server, PrintStream out) {
    if (new ParleyHttp(server.url(), "").isServing()) {
      return new LocalNode(server.url(), null);
    }
    out.println("no node at " + server.url() + ", starting one");
    ChatNode node = ChatNode.start(server.settings());
    return new LocalNode(URI.create(node.address()), node);
  }

  URI url() {
    return url;
  }

  @Override
  public void close() {
    if (node != null) {
      node.stop().toCompletableFuture().join();
    }
  }
}
