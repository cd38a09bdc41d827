package chat.parley.bench.fault;

import java.util.Locale;
import java.util.Optional;

/** What carries bytes between the nodes of a cluster, and to their database; and can fail to. */
public interface Network extends AutoCloseable {

  /** What it is made of. */
  enum Kind {
    /**
     * TCP proxies on loopback, for any user: each connection can be cut, even between two bytes.
     */
    PROXIES,
    /** A network namespace for each node, for root on Linux: packets are lost as on a wire. */
    NAMESPACES;

    Network open(int nodes) {
      return this == PROXIES ? ProxiedNetwork.open(nodes) : NamespaceNetwork.open(nodes);
    }

    /** Why it cannot be had on this machine; empty where it can. */
    public Optional<String> obstacle() {
      return this == PROXIES ? Optional.empty() : NamespaceNetwork.obstacle();
    }

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** The port of every node for the others. */
  int remotingPort();

  /** Where a node runs. */
  NodePlace node(int number);

  /** Where the database runs. */
  DatabasePlace database();

  /** Two nodes do not hear each other any more, and nobody tells them. */
  void part(int one, int other);

  /** What one node sends to another is lost. */
  void partOneWay(int from, int to);

  /** A node and the database do not hear each other any more, and nobody tells them. */
  void partFromDatabase(int node);

  /** All is carried again. */
  void heal();

  @Override
  void close();
}
