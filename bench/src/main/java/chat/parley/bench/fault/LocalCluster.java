package chat.parley.bench.fault;

import chat.parley.bench.client.TokenSigner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Several nodes on this machine, a PostgreSQL of their own, and a link that can be broken between
 * each pair of nodes and between each node and the database.
 *
 * <p>Nodes know each other by name (n1, n2 …). Each has a hosts file of its own in which node b is
 * 127.0.a.b, where the link from a to b listens: so a link can be cut in one direction, and no
 * rights are needed.
 */
public final class LocalCluster implements AutoCloseable {

  private static final String SECRET = "only-for-checks-on-this-machine-0123456789";

  private final Path home;
  private final int size;
  private final int most;
  private final Map<String, String> environment;
  private final List<String> options;
  private final JavaProgram java = JavaProgram.ofThisOne();
  private final int remotingPort = freePort();
  private final PostgresProcess postgres;
  private final boolean clocks;
  private final List<NodeProcess> nodes = new ArrayList<>();
  private final Map<String, FaultProxy> links = new LinkedHashMap<>();
  private final List<FaultProxy> databaseLinks = new ArrayList<>();

  private LocalCluster(Builder builder) {
    this.home = builder.home;
    this.size = builder.size;
    this.most = builder.size + builder.spare;
    this.environment = builder.environment;
    this.options = builder.options;
    this.clocks = builder.clocks;
    Path place = home.resolve("postgres");
    Optional<Disk> disk =
        builder.diskMegabytes == 0
            ? Optional.empty()
            : Optional.of(Disk.mount(home.resolve("disk"), place, builder.diskMegabytes));
    this.postgres = new PostgresProcess(java, place, freePort(), builder.database, disk);
  }

  /** What a cluster is made of. */
  public static final class Builder {
    private final Path home;
    private final int size;
    private int spare;
    private int diskMegabytes;
    private boolean clocks;
    private final Map<String, String> environment = new HashMap<>();
    private final Map<String, String> database = new LinkedHashMap<>();
    private final List<String> options = new ArrayList<>(List.of("-Xmx512m"));

    private Builder(Path home, int size) {
      this.home = home;
      this.size = size;
    }

    /** Nodes that may join later. */
    public Builder spare(int nodes) {
      spare = nodes;
      return this;
    }

    /** A switch of every node. */
    public Builder set(String name, String value) {
      environment.put(name, value);
      return this;
    }

    /** A setting of postgresql.conf. */
    public Builder database(String name, String value) {
      database.put(name, value);
      return this;
    }

    /** Gives the database a small disk of its own, which can be filled. Needs root. */
    public Builder smallDisk(int megabytes) {
      diskMegabytes = megabytes;
      return this;
    }

    /** Gives each node a clock that can be set. Needs Debian's libfaketime. */
    public Builder clocks() {
      clocks = true;
      return this;
    }

    /** An option of every node's Java. */
    public Builder option(String option) {
      options.add(option);
      return this;
    }

    /** Starts everything and waits until all nodes serve. */
    public LocalCluster start() {
      LocalCluster cluster = new LocalCluster(this);
      try {
        cluster.start();
        return cluster;
      } catch (RuntimeException e) {
        cluster.close();
        throw e;
      }
    }
  }

  /**
   * @param home an empty directory for data and logs
   */
  public static Builder of(Path home, int nodes) {
    return new Builder(home, nodes);
  }

  private void start() {
    postgres.start();
    int[] bound = IntStream.range(0, most).map(i -> freePort()).toArray();
    openLinks(bound);
    for (int number = 1; number <= most; number++) {
      nodes.add(node(number, bound[number - 1]));
    }
    members().forEach(NodeProcess::launch);
    members().forEach(NodeProcess::awaitUp);
  }

  private void openLinks(int[] bound) {
    for (int a = 1; a <= most; a++) {
      for (int b = 1; b <= most; b++) {
        links.put(a + ">" + b, FaultProxy.open(address(a, b), loopback(bound[b - 1])));
      }
      databaseLinks.add(FaultProxy.open(loopback(0), loopback(postgres.port())));
    }
  }

  private NodeProcess node(int number, int bound) {
    Path place = home.resolve("node-" + number);
    int http = freePort();
    List<String> all = new ArrayList<>(options);
    all.add("-Djdk.net.hosts.file=" + hosts(number, place));
    all.add("-Dakka.remote.artery.bind.hostname=127.0.0.1");
    all.add("-Dakka.remote.artery.bind.port=" + bound);
    all.add("-Dakka.management.http.bind-hostname=127.0.0.1");
    all.add("-Xlog:gc,safepoint:file=" + home.resolve("node-" + number + ".gc.log"));
    return new NodeProcess(
        number,
        java,
        all,
        environmentOf(number, place, http),
        home.resolve("node-" + number + ".log"),
        URI.create("http://127.0.0.1:" + http));
  }

  private Path hosts(int number, Path place) {
    Map<String, String> hosts = new LinkedHashMap<>();
    for (int other = 1; other <= most; other++) {
      hosts.put("n" + other, address(number, other).getHostString());
    }
    try {
      return HostsFile.write(Files.createDirectories(place).resolve("hosts"), hosts);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Map<String, String> environmentOf(int number, Path place, int http) {
    Map<String, String> all = new HashMap<>();
    all.put("PARLEY_JWT_SECRET", SECRET);
    all.put("PARLEY_USER_RATE", "100000/100000");
    all.put("PARLEY_ROOM_RATE", "100000/100000");
    all.put("PARLEY_DRAIN", "3");
    all.putAll(environment);
    if (clocks) {
      all.putAll(new NodeClock(place).environment());
    }
    all.put("PARLEY_HOST", "n" + number);
    all.put("PARLEY_HTTP_PORT", Integer.toString(http));
    all.put("PARLEY_MANAGEMENT_PORT", Integer.toString(freePort()));
    all.put("PARLEY_REMOTING_PORT", Integer.toString(remotingPort));
    all.put("PARLEY_SEED_NODES", seeds());
    all.put("PARLEY_DATA_DIR", place.toString());
    all.put(
        "PARLEY_DATABASE_URL",
        "jdbc:postgresql://127.0.0.1:" + databaseLink(number).port() + "/postgres");
    all.put("PARLEY_DATABASE_USER", "postgres");
    return all;
  }

  private String seeds() {
    return IntStream.rangeClosed(1, size)
        .mapToObj(i -> "n" + i + ":" + remotingPort)
        .collect(Collectors.joining(","));
  }

  private InetSocketAddress address(int from, int to) {
    return new InetSocketAddress("127.0." + from + "." + to, remotingPort);
  }

  private static InetSocketAddress loopback(int port) {
    return new InetSocketAddress("127.0.0.1", port);
  }

  /** The nodes that the cluster started with. */
  public List<NodeProcess> members() {
    return nodes.subList(0, size);
  }

  /** All nodes, those that have not joined yet too. */
  public List<NodeProcess> nodes() {
    return List.copyOf(nodes);
  }

  /** Nodes that live and are not paused. */
  public List<NodeProcess> running() {
    return nodes.stream().filter(NodeProcess::isRunning).toList();
  }

  /** By its number: 1, 2, 3 … */
  public NodeProcess node(int number) {
    return nodes.get(number - 1);
  }

  public PostgresProcess postgres() {
    return postgres;
  }

  /** What carries bytes from one node to another, over connections that the first one opened. */
  public FaultProxy link(int from, int to) {
    return links.get(from + ">" + to);
  }

  /** What carries bytes between a node and the database. */
  public FaultProxy databaseLink(int node) {
    return databaseLinks.get(node - 1);
  }

  /** Makes both links between two nodes silent, in both directions. */
  public void part(int one, int other) {
    link(one, other).drop(Direction.BOTH);
    link(other, one).drop(Direction.BOTH);
  }

  /** The clock of a node, where nodes have such. */
  public NodeClock clock(int node) {
    return new NodeClock(home.resolve("node-" + node));
  }

  /** All links carry again. */
  public void heal() {
    links.values().forEach(FaultProxy::pass);
    databaseLinks.forEach(FaultProxy::pass);
  }

  /** Makes the tokens that this cluster takes. */
  public TokenSigner tokens() {
    return new TokenSigner(SECRET.getBytes(StandardCharsets.UTF_8));
  }

  /** A token for an hour or a day does: no check runs longer. */
  public String token(String user, String role) {
    return tokens().token(user, user, role, Duration.ofHours(24));
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    heal();
    nodes.stream().filter(NodeProcess::isAlive).forEach(NodeProcess::kill);
    postgres.close();
    links.values().forEach(FaultProxy::close);
    databaseLinks.forEach(FaultProxy::close);
  }
}
