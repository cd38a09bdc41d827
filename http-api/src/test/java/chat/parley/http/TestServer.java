package chat.parley.http;

import akka.actor.ActorRef;
import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.javadsl.Adapter;
import akka.cluster.sharding.ClusterSharding;
import akka.cluster.typed.Cluster;
import akka.cluster.typed.Join;
import akka.persistence.testkit.PersistenceTestKitPlugin;
import akka.persistence.testkit.PersistenceTestKitSnapshotPlugin;
import chat.parley.engine.domain.Caller;
import chat.parley.engine.domain.Lookup;
import chat.parley.engine.domain.MessagePage;
import chat.parley.engine.domain.PageRequest;
import chat.parley.engine.domain.RoomKey;
import chat.parley.engine.domain.StoredMessage;
import chat.parley.engine.inbox.InboxViews;
import chat.parley.engine.inbox.Inboxes;
import chat.parley.engine.presence.Presences;
import chat.parley.engine.room.EngineSettings;
import chat.parley.engine.room.History;
import chat.parley.engine.room.RoomRegion;
import chat.parley.engine.room.Rooms;
import chat.parley.engine.session.Revocations;
import chat.parley.engine.session.SessionRegistry;
import chat.parley.engine.session.SessionSettings;
import chat.parley.http.push.PushDoor;
import chat.parley.http.push.PushDoorSettings;
import chat.parley.http.token.JwtVerifier;
import chat.parley.http.token.SecretTokenMinter;
import chat.parley.http.token.TokenSettings;
import chat.parley.http.wire.FrameWriter;
import chat.parley.projections.query.Queries;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** The server on a real socket, with rooms as actors over a journal in memory. */
public final class TestServer implements AutoCloseable {

  private static final Config CONFIG =
      ConfigFactory.parseString(
              """
              akka {
                loglevel = off
                actor { provider = cluster, allow-java-serialization = off }
                remote.artery.canonical { hostname = "127.0.0.1", port = 0 }
                cluster.sharding.number-of-shards = 8
                cluster.jmx.multi-mbeans-in-same-jvm = on
              }
              parley.engine.user-rate { per-second = 1000, burst = 1000 }
              parley.engine.room-rate { per-second = 1000, burst = 1000 }
              """)
          .withFallback(PersistenceTestKitPlugin.getInstance().config())
          .withFallback(PersistenceTestKitSnapshotPlugin.config())
          .withFallback(ConfigFactory.load());

  private static final TokenSettings TOKENS =
      new TokenSettings("a secret that only tests have, of 32+", null, null, null);

  private final ActorTestKit kit;
  private final HttpServer server;

  private TestServer(ActorTestKit kit, HttpServer server) {
    this.kit = kit;
    this.server = server;
  }

  /** With rooms of its own. */
  public static TestServer withRooms(Queries queries, String settings) {
    ActorTestKit kit = kit(settings);
    Cluster cluster = Cluster.get(kit.system());
    cluster.manager().tell(new Join(cluster.selfMember().address()));
    Rooms rooms =
        RoomRegion.start(
                kit.system(),
                new NoHistory(),
                EngineSettings.of(kit.system().settings().config()),
                Clock.systemUTC())
            .rooms();
    return start(kit, rooms, queries, TestServer::healthy);
  }

  /** With rooms that are something else. */
  public static TestServer of(Rooms rooms, Queries queries, Health health, String settings) {
    return start(kit(settings), rooms, queries, health);
  }

  private static ActorTestKit kit(String settings) {
    return ActorTestKit.create(ConfigFactory.parseString(settings).withFallback(CONFIG));
  }

  private static TestServer start(ActorTestKit kit, Rooms rooms, Queries queries, Health health) {
    Config config =
        ConfigFactory.parseString("parley.http.port = 0")
            .withFallback(kit.system().settings().config());
    JwtVerifier tokens = JwtVerifier.of(TOKENS, Clock.systemUTC());
    Revocations revocations =
        Revocations.start(kit.system(), new TestRevocations(), Clock.systemUTC())
            .toCompletableFuture()
            .join();
    Presences presences =
        Presences.start(kit.system(), rooms, new TestPresences(), Clock.systemUTC());
    SessionRegistry sessions =
        SessionRegistry.start(
            kit.system(),
            rooms,
            (room, message) -> {},
            tokens,
            revocations,
            presences,
            asked -> CompletableFuture.completedFuture(Map.of()),
            Inboxes.start(kit.system(), TestServer::noInbox),
            Clock.systemUTC());
    Doors doors =
        new Doors(
            rooms,
            sessions,
            FrameWriter.of(SessionSettings.of(config)),
            queries,
            revocations.over(tokens),
            revocations,
            presences,
            PushDoor.of(PushDoorSettings.of(config), new TestPush()),
            health,
            Optional.empty(),
            Clock.systemUTC());
    return new TestServer(
        kit,
        HttpServer.start(kit.system(), HttpSettings.of(config), doors)
            .toCompletableFuture()
            .join());
  }

  /** As on a node that is stopping: the rooms are gone, the door is still open. */
  void stopRooms() {
    akka.actor.ActorSystem system = kit.system().classicSystem();
    ActorRef region = ClusterSharding.get(system).shardRegion("room");
    TestProbe<Void> watcher = kit.createTestProbe();
    system.stop(region);
    watcher.expectTerminated(Adapter.toTyped(region), Duration.ofSeconds(10));
  }

  /** Views that know nobody. */
  public static CompletionStage<InboxViews.Answer> noInbox(InboxViews.Question question) {
    return CompletableFuture.completedFuture(
        new InboxViews.Answer(List.of(), List.of(), List.of(), List.of(), List.of()));
  }

  public static CompletionStage<Map<String, Health.Component>> healthy() {
    return CompletableFuture.completedFuture(
        Map.of("database", new Health.Component(true, 1, true, null, Map.of())));
  }

  public int port() {
    return server.port();
  }

  /** Somebody who calls. */
  public TestClient as(String userId, Caller.Role role) {
    return as(userId, role, Clock.systemUTC());
  }

  private TestClient as(String userId, Caller.Role role, Clock clock) {
    Caller caller = new Caller("main", userId, userId, null, role);
    String token = new SecretTokenMinter(TOKENS, Duration.ofHours(1), clock).mint(caller);
    return new TestClient(port(), token);
  }

  /** Whose token comes from a clock that is ahead. */
  public TestClient laterUser(String userId, Duration ahead) {
    return as(userId, Caller.Role.USER, Clock.offset(Clock.systemUTC(), ahead));
  }

  public TestClient user(String userId) {
    return as(userId, Caller.Role.USER);
  }

  public TestClient admin(String userId) {
    return as(userId, Caller.Role.ADMIN);
  }

  public TestClient nobody() {
    return new TestClient(port(), null);
  }

  @Override
  public void close() {
    kit.shutdownTestKit();
  }

  /** The code of a problem, or what came instead of one. */
  public static String code(HttpResponse<String> response) {
    boolean problem =
        response
            .headers()
            .firstValue("Content-Type")
            .filter(type -> type.equals("application/problem+json"))
            .isPresent();
    if (!problem) {
      return response.statusCode() + " " + response.body();
    }
    return TestClient.json(response).get("code").textValue();
  }

  /** What a room has beyond its window: nothing. */
  private static final class NoHistory implements History {
    @Override
    public CompletionStage<MessagePage> page(RoomKey room, PageRequest request) {
      return CompletableFuture.completedFuture(
          new MessagePage(List.of(), 0, 0, null, MessagePage.Source.HISTORY));
    }

    @Override
    public CompletionStage<Optional<StoredMessage>> find(RoomKey room, Lookup lookup) {
      return CompletableFuture.completedFuture(Optional.empty());
    }
  }
}
