package chat.parley.bench.fault;

import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Each node and the database in a network namespace of its own, a cable (veth) from each to a
 * router in one more, and one from there to this machine, for clients. Nothing leads further.
 *
 * <p>What is to be lost is lost in the router: packets vanish on their way, neither end is told by
 * a reset, an end of stream or an error, and each direction can be cut by itself. The addresses are
 * of the range that is kept for tests of networks (RFC 2544), which no real network uses.
 */
final class NamespaceNetwork implements Network {

  private static final String ROUTER = "router";
  private static final String DATABASE = "db";
  private static final String ROUTER_ADDRESS = "254";
  private static final String CLIENTS_ADDRESS = "1";
  private static final String DATABASE_ADDRESS = "2";
  private static final int FIRST_NODE = 10;
  private static final int HTTP_PORT = 8080;
  private static final int MANAGEMENT_PORT = 8558;
  private static final int REMOTING_PORT = 25520;
  private static final int POSTGRES_PORT = 5432;

  /** What the router does not forward. */
  private record Cut(String from, String to) {}

  private final int nodes;
  private final Namespaces namespaces;
  private final Set<Cut> cuts = new LinkedHashSet<>();

  private NamespaceNetwork(int nodes, Namespaces namespaces) {
    this.nodes = nodes;
    this.namespaces = namespaces;
  }

  static NamespaceNetwork open(int nodes) {
    NamespaceNetwork network = new NamespaceNetwork(nodes, Namespaces.claim());
    try {
      network.build();
      return network;
    } catch (RuntimeException e) {
      network.close();
      throw e;
    }
  }

  /** Tries: no other way tells whether all of it is permitted. */
  static Optional<String> obstacle() {
    try (NamespaceNetwork network = open(2)) {
      network.part(1, 2);
      network.heal();
      return Optional.empty();
    } catch (IllegalStateException | UncheckedIOException e) {
      return Optional.of(
          "network namespaces need Linux, root, and ip (iproute2) and nsenter: " + e.getMessage());
    }
  }

  private void build() {
    namespaces.add(ROUTER);
    namespaces.ip(ROUTER, "addr add " + address(ROUTER_ADDRESS) + "/32 dev lo");
    forward();
    connect(DATABASE, address(DATABASE_ADDRESS));
    for (int number = 1; number <= nodes; number++) {
      connect(name(number), address(number));
    }
    connectClients();
  }

  private void forward() {
    List<String> command = new ArrayList<>(namespaces.entry(ROUTER));
    command.addAll(List.of("sh", "-c", "echo 1 > /proc/sys/net/ipv4/ip_forward"));
    Command.run(command.toArray(String[]::new));
  }

  private void connect(String name, String address) {
    namespaces.add(name);
    namespaces.ip(
        ROUTER, "link add " + name + " type veth peer name eth0 netns " + namespaces.name(name));
    toRouter("ip -n " + namespaces.name(name), "eth0", address);
    fromRouter(name, address);
  }

  private void connectClients() {
    String door = namespaces.door();
    Command.run(
        "ip",
        "link",
        "add",
        door,
        "type",
        "veth",
        "peer",
        "name",
        "clients",
        "netns",
        namespaces.name(ROUTER));
    toRouter("ip", door, address(CLIENTS_ADDRESS));
    fromRouter("clients", address(CLIENTS_ADDRESS));
  }

  /** One end of a cable: all of this network is behind it. */
  private void toRouter(String ip, String device, String address) {
    run(ip + " addr add " + address + "/32 dev " + device);
    run(ip + " link set " + device + " up");
    run(ip + " route add " + address(ROUTER_ADDRESS) + " dev " + device);
    run(ip + " route add " + subnet() + " via " + address(ROUTER_ADDRESS) + " src " + address);
  }

  private void fromRouter(String device, String address) {
    namespaces.ip(ROUTER, "link set " + device + " up");
    namespaces.ip(ROUTER, "route add " + address + " dev " + device);
  }

  private static void run(String command) {
    Command.run(command.split(" "));
  }

  private String subnet() {
    return address("0") + "/24";
  }

  private String address(String host) {
    return "198.18." + namespaces.number() + "." + host;
  }

  private String address(int node) {
    return address(Integer.toString(FIRST_NODE + node));
  }

  private static String name(int node) {
    return "n" + node;
  }

  @Override
  public int remotingPort() {
    return REMOTING_PORT;
  }

  @Override
  public NodePlace node(int number) {
    Map<String, String> hosts = new LinkedHashMap<>();
    for (int other = 1; other <= nodes; other++) {
      hosts.put(name(other), address(other));
    }
    return new NodePlace(
        namespaces.entry(name(number)),
        address(number),
        HTTP_PORT,
        MANAGEMENT_PORT,
        hosts,
        List.of(),
        database().address());
  }

  @Override
  public DatabasePlace database() {
    return new DatabasePlace(
        namespaces.entry(DATABASE),
        address(DATABASE_ADDRESS),
        POSTGRES_PORT,
        Optional.of(subnet()));
  }

  @Override
  public void part(int one, int other) {
    cut(name(one), address(other));
    cut(name(other), address(one));
  }

  @Override
  public void partOneWay(int from, int to) {
    cut(name(from), address(to));
  }

  @Override
  public void partFromDatabase(int node) {
    cut(name(node), address(DATABASE_ADDRESS));
    cut(DATABASE, address(node));
  }

  private void cut(String from, String to) {
    Cut cut = new Cut(from, to);
    if (cuts.add(cut)) {
      namespaces.ip(ROUTER, "rule add " + rule(cut));
    }
  }

  private static String rule(Cut cut) {
    return "iif " + cut.from() + " to " + cut.to() + " blackhole";
  }

  @Override
  public void heal() {
    cuts.forEach(cut -> namespaces.ip(ROUTER, "rule del " + rule(cut)));
    cuts.clear();
  }

  @Override
  public void close() {
    namespaces.close();
  }
}
