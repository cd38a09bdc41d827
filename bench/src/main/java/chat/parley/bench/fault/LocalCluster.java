package chat.parley.bench.fault;

import chat.parley.bench.client.TokenSigner;
import java.io.IOException;
import java.io.UncheckedIOException;
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
 * Several nodes on this machine, a PostgreSQL of their own, and a network that can be broken
 * between each pair of nodes and between each node and the database. Nodes know each other by name
 * (n1, n2 …), each by a hosts file of its own.
 */
public final class LocalCluster implements AutoCloseable {

  private static final String SECRET = "only-for-checks-on-this-machine-0123456789";

  private final Path home;
  private final int size;
  private final int most;
  private final Map<String, String> environment;
  private final List<String> options;
  private final JavaProgram java = JavaProgram.ofThisOne();
  private final Network network;
  private final PostgresProcess postgres;
  private final boolean clocks;
  private final List<NodeProcess> nodes = new ArrayList<>();

  private LocalCluster(Builder builder) {
    this.home = builder.home;
    this.size = builder.size;
    this.most = builder.size + builder.spare;
    this.environment = builder.environment;
    this.options = builder.options;
    this.clocks = builder.clocks;
    this.network = builder.network.open(most);
    Path place = home.resolve("postgres");
    Optional<Disk> disk =
        builder.diskMegabytes == 0
            ? Optional.empty()
            : Optional.of(Disk.mount(home.resolve("disk"), place, builder.diskMegabytes));
    this.postgres = new PostgresProcess(java, network.database(), place, builder.database, disk);
  }

  /** What a cluster is made of. */
  public static final class Builder {
    private final Path home;
    private final int size;
    private int spare;
    private int diskMegabytes;
    private boolean clocks;
    private Network.Kind network = Network.Kind.PROXIES;
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

    /** What it is connected by; by default proxies. */
    public Builder network(Network.Kind kind) {
      network = kind;
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
    for (int number = 1; number <= most; number++) {
      nodes.add(node(number, network.node(number)));
    }
    members().forEach(NodeProcess::launch);
    members().forEach(NodeProcess::awaitUp);
  }

  private NodeProcess node(int number, NodePlace place) {
    Path data = home.resolve("node-" + number);
    List<String> all = new ArrayList<>(options);
    all.add("-Djdk.net.hosts.file=" + hosts(place, data));
    all.addAll(place.options());
    all.add("-Xlog:gc,safepoint:file=" + home.resolve("node-" + number + ".gc.log"));
    return new NodeProcess(
        number,
        java,
        place,
        all,
        environmentOf(number, place, data),
        home.resolve("node-" + number + ".log"));
  }

  private static Path hosts(NodePlace place, Path data) {
    try {
      return HostsFile.write(Files.createDirectories(data).resolve("hosts"), place.hosts());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Map<String, String> environmentOf(int number, NodePlace place, Path data) {
    Map<String, String> all = new HashMap<>();
    all.put("PARLEY_JWT_SECRET", SECRET);
    all.put("PARLEY_USER_RATE", "100000/100000");
    all.put("PARLEY_ROOM_RATE", "100000/100000");
    all.put("PARLEY_DRAIN", "3");
    all.putAll(environment);
    if (clocks) {
      all.putAll(new NodeClock(data).environment());
    }
    all.put("PARLEY_HOST", "n" + number);
    all.put("PARLEY_HTTP_HOST", place.host());
    all.put("PARLEY_HTTP_PORT", Integer.toString(place.httpPort()));
    all.put("PARLEY_MANAGEMENT_PORT", Integer.toString(place.managementPort()));
    all.put("PARLEY_REMOTING_PORT", Integer.toString(network.remotingPort()));
    all.put("PARLEY_SEED_NODES", seeds());
    all.put("PARLEY_DATA_DIR", data.toString());
    all.put("PARLEY_DATABASE_URL", "jdbc:postgresql://" + place.database() + "/postgres");
    all.put("PARLEY_DATABASE_USER", "postgres");
    return all;
  }

  private String seeds() {
    return IntStream.rangeClosed(1, size)
        .mapToObj(i -> "n" + i + ":" + network.remotingPort())
        .collect(Collectors.joining(","));
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

  /** What carries bytes between a node and the database; for networks of proxies. */
  public FaultProxy databaseLink(int node) {
    if (network instanceof ProxiedNetwork proxied) {
      return proxied.databaseLink(node);
    }
    throw new IllegalStateException("only a network of proxies has links");
  }

  /** Two nodes do not hear each other any more, and nobody tells them. */
  public void part(int one, int other) {
    network.part(one, other);
  }

  /** What one node sends to another is lost. */
  public void partOneWay(int from, int to) {
    network.partOneWay(from, to);
  }

  /** A node and the database do not hear each other any more, and nobody tells them. */
  public void partFromDatabase(int node) {
    network.partFromDatabase(node);
  }

  /** The clock of a node, where nodes have such. */
  public NodeClock clock(int node) {
    return new NodeClock(home.resolve("node-" + node));
  }

  /** Everything that is sent arrives again. */
  public void heal() {
    network.heal();
  }

  /** Makes the tokens that this cluster takes. */
  public TokenSigner tokens() {
    return new TokenSigner(SECRET.getBytes(StandardCharsets.UTF_8));
  }

  /** A token for an hour or a day does: no check runs longer. */
  public String token(String user, String role) {
    return tokens().token(user, user, role, Duration.ofHours(24));
  }

  @Override
  public void close() {
    nodes.stream().filter(NodeProcess::isAlive).forEach(NodeProcess::kill);
    postgres.close();
    network.close();
  }
}
