package chat.parley.it;

import static org.awaitility.Awaitility.await;

import akka.actor.typed.ActorSystem;
import akka.actor.typed.javadsl.AskPattern;
import akka.cluster.ClusterEvent;
import akka.cluster.MemberStatus;
import akka.cluster.sharding.ShardRegion.CurrentShardRegionState;
import akka.cluster.sharding.ShardRegion.ShardState;
import akka.cluster.sharding.typed.GetShardRegionState;
import akka.cluster.sharding.typed.javadsl.ClusterSharding;
import akka.cluster.typed.Cluster;
import chat.parley.engine.room.RoomRegion;
import chat.parley.node.ChatNode;
import chat.parley.node.LocalPostgres;
import chat.parley.node.NodeSettings;
import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Whole nodes of one cluster in this JVM, with one PostgreSQL, for all tests of a class. */
final class RunningCluster implements BeforeAllCallback, AfterAllCallback {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final int size;
  private final Map<String, String> environment = RunningNode.environment();
  private final Map<String, String> configuration = new HashMap<>();
  private final Map<Integer, ChatNode> nodes = new TreeMap<>();
  private Path directory;
  private LocalPostgres postgres;
  private boolean apart;
  private int started;

  RunningCluster(int size) {
    this.size = size;
    // Shards move as soon as there is a reason, and quickly.
    configured("akka.cluster.sharding.rebalance-interval", "1s");
  }

  RunningCluster with(String name, String value) {
    environment.put(name, value);
    return this;
  }

  /** The nodes do not know each other, as in a partition: each believes that it owns every room. */
  RunningCluster apart() {
    apart = true;
    return configured("parley.cluster.one-per-database", "off");
  }

  /** What no switch of a node sets. */
  RunningCluster configured(String path, String value) {
    configuration.put(path, value);
    return this;
  }

  @Override
  public void beforeAll(ExtensionContext context) throws IOException {
    Path target = Files.createDirectories(Path.of("target", "it"));
    directory = Files.createTempDirectory(target, "cluster").toAbsolutePath();
    configuration.forEach(System::setProperty);
    ConfigFactory.invalidateCaches();
    postgres = LocalPostgres.start(directory);
    environment.put("PARLEY_DATABASE_URL", postgres.url());
    environment.put("PARLEY_DATABASE_USER", postgres.user());
    for (int i = 0; i < size; i++) {
      add();
    }
  }

  @Override
  public void afterAll(ExtensionContext context) {
    nodes.values().forEach(node -> node.stop().toCompletableFuture().join());
    postgres.close();
    configuration.keySet().forEach(System::clearProperty);
    ConfigFactory.invalidateCaches();
  }

  /** Starts one more node; answers its number when all know it. */
  int add() {
    int number = started++;
    Map<String, String> own = new HashMap<>(environment);
    own.put("PARLEY_DATA_DIR", directory.resolve("node" + number).toString());
    nodes.values().stream()
        .findFirst()
        .filter(seed -> !apart)
        .ifPresent(seed -> own.put("PARLEY_SEED_NODES", hostAndPort(seed)));
    nodes.put(number, ChatNode.start(NodeSettings.of(own, null)));
    awaitAllUp();
    return number;
  }

  private static String hostAndPort(ChatNode node) {
    akka.actor.Address address = Cluster.get(node.system()).selfMember().address();
    return address.host().get() + ":" + address.getPort().orElseThrow();
  }

  /** Drains and stops a node, as SIGTERM does; returns when it is gone and the others know. */
  void stop(int number) {
    nodes.remove(number).stop().toCompletableFuture().join();
    awaitAllUp();
  }

  private void awaitAllUp() {
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                nodes.values().stream().allMatch(node -> seesOnly(node, apart ? 1 : nodes.size())));
  }

  private static boolean seesOnly(ChatNode node, int members) {
    ClusterEvent.CurrentClusterState state = Cluster.get(node.system()).state();
    long up = 0;
    for (akka.cluster.Member member : state.getMembers()) {
      if (member.status() != MemberStatus.up()) {
        return false;
      }
      up++;
    }
    return up == members && state.getUnreachable().isEmpty();
  }

  TestUser user(int node, String id) {
    return new TestUser(nodes.get(node).address(), RunningNode.token(id, "USER"));
  }

  TestUser admin(int node) {
    return new TestUser(nodes.get(node).address(), RunningNode.token("root", "ADMIN"));
  }

  /** The switches of its nodes, the database's too. */
  Map<String, String> environment() {
    return Map.copyOf(environment);
  }

  Set<Integer> nodes() {
    return Set.copyOf(nodes.keySet());
  }

  /** The rooms that a node has in memory. */
  Set<String> roomsOn(int number) {
    ActorSystem<?> system = nodes.get(number).system();
    CurrentShardRegionState state =
        AskPattern.<akka.cluster.sharding.typed.ClusterShardingQuery, CurrentShardRegionState>ask(
                ClusterSharding.get(system).shardState(),
                replyTo -> new GetShardRegionState(RoomRegion.ROOM, replyTo),
                PATIENCE,
                system.scheduler())
            .toCompletableFuture()
            .join();
    Set<String> rooms = new TreeSet<>();
    for (ShardState shard : state.getShards()) {
      for (String entityId : shard.getEntityIds()) {
        rooms.add(entityId.substring(entityId.indexOf('/') + 1));
      }
    }
    return rooms;
  }

  /** The rooms in memory, wherever. */
  Set<String> roomsInMemory() {
    Set<String> rooms = new TreeSet<>();
    nodes.keySet().forEach(number -> rooms.addAll(roomsOn(number)));
    return rooms;
  }
}
