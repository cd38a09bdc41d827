package chat.parley.bench.fault;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * A proxy between each pair of nodes, and between each node and the database.
 *
 * <p>Each node has a hosts file of its own in which node b is 127.0.a.b, where the link from a to b
 * listens: so a link can be cut in one direction, and no rights are needed.
 */
final class ProxiedNetwork implements Network {

  private static final String LOOPBACK = "127.0.0.1";

  private final int nodes;
  private final int remotingPort = freePort();
  private final DatabasePlace database = DatabasePlace.loopback(freePort());
  private final int[] bound;
  private final Map<String, FaultProxy> links = new LinkedHashMap<>();
  private final List<FaultProxy> databaseLinks = new ArrayList<>();

  private ProxiedNetwork(int nodes) {
    this.nodes = nodes;
    bound = IntStream.range(0, nodes).map(i -> freePort()).toArray();
  }

  static ProxiedNetwork open(int nodes) {
    ProxiedNetwork network = new ProxiedNetwork(nodes);
    try {
      network.openLinks();
      return network;
    } catch (UncheckedIOException e) {
      network.close();
      throw e;
    }
  }

  private void openLinks() {
    for (int a = 1; a <= nodes; a++) {
      for (int b = 1; b <= nodes; b++) {
        links.put(a + ">" + b, FaultProxy.open(address(a, b), loopback(bound[b - 1])));
      }
      databaseLinks.add(FaultProxy.open(loopback(0), loopback(database.port())));
    }
  }

  private InetSocketAddress address(int from, int to) {
    return new InetSocketAddress("127.0." + from + "." + to, remotingPort);
  }

  private static InetSocketAddress loopback(int port) {
    return new InetSocketAddress(LOOPBACK, port);
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public int remotingPort() {
    return remotingPort;
  }

  @Override
  public NodePlace node(int number) {
    Map<String, String> hosts = new LinkedHashMap<>();
    for (int other = 1; other <= nodes; other++) {
      hosts.put("n" + other, address(number, other).getHostString());
    }
    List<String> options =
        List.of(
            "-Dakka.remote.artery.bind.hostname=" + LOOPBACK,
            "-Dakka.remote.artery.bind.port=" + bound[number - 1],
            "-Dakka.management.http.bind-hostname=" + LOOPBACK);
    String link = LOOPBACK + ":" + databaseLink(number).port();
    return new NodePlace(List.of(), LOOPBACK, freePort(), freePort(), hosts, options, link);
  }

  @Override
  public DatabasePlace database() {
    return database;
  }

  /** What carries bytes between a node and the database. */
  FaultProxy databaseLink(int node) {
    return databaseLinks.get(node - 1);
  }

  /** What carries bytes from one node to another, over connections that the first one opened. */
  private FaultProxy link(int from, int to) {
    return links.get(from + ">" + to);
  }

  @Override
  public void part(int one, int other) {
    link(one, other).drop(Direction.BOTH);
    link(other, one).drop(Direction.BOTH);
  }

  @Override
  public void partOneWay(int from, int to) {
    link(from, to).drop(Direction.TO_TARGET);
  }

  @Override
  public void partFromDatabase(int node) {
    databaseLink(node).drop(Direction.BOTH);
  }

  @Override
  public void heal() {
    links.values().forEach(FaultProxy::pass);
    databaseLinks.forEach(FaultProxy::pass);
  }

  @Override
  public void close() {
    links.values().forEach(FaultProxy::close);
    databaseLinks.forEach(FaultProxy::close);
  }
}
