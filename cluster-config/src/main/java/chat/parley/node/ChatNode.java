package chat.parley.node;

import akka.Done;
import akka.actor.CoordinatedShutdown;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.javadsl.Behaviors;
import akka.management.javadsl.AkkaManagement;
import chat.parley.engine.inbox.Inboxes;
import chat.parley.engine.presence.Presences;
import chat.parley.engine.room.EngineSettings;
import chat.parley.engine.room.RoomRegion;
import chat.parley.engine.session.Revocations;
import chat.parley.engine.session.SessionRegistry;
import chat.parley.http.push.PushDoorSettings;
import chat.parley.http.token.JwtVerifier;
import chat.parley.projections.Database;
import chat.parley.projections.DatabaseSettings;
import chat.parley.projections.Projections;
import chat.parley.projections.history.JdbcHistory;
import chat.parley.projections.inbox.JdbcInboxViews;
import chat.parley.projections.journal.JdbcJournalHeads;
import chat.parley.projections.migrate.Migrations;
import chat.parley.projections.presence.JdbcPresences;
import chat.parley.projections.query.JdbcQueries;
import chat.parley.projections.token.JdbcRevocations;
import com.typesafe.config.Config;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * The composition root: one node, put together. What Main calls once, a test may call several times
 * in one JVM.
 */
public final class ChatNode {

  private final ActorSystem<Void> system;
  private final NodeDoors doors;
  private final CompletionStage<Void> gone;

  private ChatNode(ActorSystem<Void> system, NodeDoors doors, CompletionStage<Void> gone) {
    this.system = system;
    this.doors = doors;
    this.gone = gone;
  }

  /** Starts a node and returns when it serves. */
  public static ChatNode start(NodeSettings settings) {
    PushDoorSettings pushSettings = NodePush.settings(settings);
    DataDirectory directory = DataDirectory.take(settings.dataDir());
    ServedDatabase served = ServedDatabase.open(settings);
    Config config = NodeConfig.of(settings, served.url(), served.user(), served.password());
    DatabaseSettings databaseSettings =
        DatabaseSettings.of(served.url(), served.user(), served.password(), config);
    try {
      migrate(settings, databaseSettings);
    } catch (RuntimeException e) {
      served.close();
      directory.close();
      throw e;
    }
    ActorSystem<Void> system = ActorSystem.create(Behaviors.empty(), NodeConfig.SYSTEM, config);
    Database database = Database.open(databaseSettings);
    ClusterGuard guard = new ClusterGuard(databaseSettings);
    // The pool, and last of all the embedded server, end when nobody uses them any more.
    CompletionStage<Void> gone =
        system
            .getWhenTerminated()
            .<Void>thenApply(done -> null)
            .whenComplete(
                (done, failure) -> {
                  guard.close();
                  database.close();
                  served.close();
                  directory.close();
                });
    try {
      RoomRegion region = rooms(system, database);
      join(system, settings, guard);
      NodeDoors doors = assemble(system, settings, pushSettings, database, region);
      AkkaManagement.get(system).start();
      return new ChatNode(system, doors, gone);
    } catch (RuntimeException e) {
      system.terminate();
      gone.toCompletableFuture().join();
      throw e;
    }
  }

  private static void migrate(NodeSettings settings, DatabaseSettings database) {
    Migrations migrations = new Migrations(database);
    if (settings.migrates()) {
      migrations.migrate();
    } else {
      migrations.check();
    }
  }

  /** A second cluster on the same database would be a second order of every room. */
  private static void join(ActorSystem<Void> system, NodeSettings settings, ClusterGuard guard) {
    boolean guarded = system.settings().config().getBoolean("parley.cluster.one-per-database");
    new ClusterEntry(system, () -> !guarded || guard.mayFound()).join(settings.seedNodes());
    if (guarded) {
      guard.joined();
    }
  }

  /**
   * Before the node joins: a member whose sharding has not begun keeps a majority from being
   * written, and then no room finds a home anywhere for 5 s.
   */
  private static RoomRegion rooms(ActorSystem<Void> system, Database database) {
    return RoomRegion.start(
        system,
        new JdbcHistory(database),
        EngineSettings.of(system.settings().config()),
        Clock.systemUTC());
  }

  private static NodeDoors assemble(
      ActorSystem<Void> system,
      NodeSettings settings,
      PushDoorSettings pushSettings,
      Database database,
      RoomRegion region) {
    Clock clock = Clock.systemUTC();
    JwtVerifier tokens = JwtVerifier.of(NodeDoors.tokens(settings), clock);
    system.getWhenTerminated().thenRun(tokens::close);
    Revocations revocations =
        Revocations.start(system, new JdbcRevocations(database), clock)
            .toCompletableFuture()
            .join();
    Inboxes inboxes = Inboxes.start(system, new JdbcInboxViews(database, clock));
    Presences presences =
        Presences.start(system, region.rooms(), new JdbcPresences(database), clock);
    SessionRegistry sessions =
        SessionRegistry.start(
            system,
            region.rooms(),
            region,
            tokens,
            revocations,
            presences,
            new JdbcJournalHeads(database),
            inboxes,
            clock);
    NodePush push = NodePush.start(system, pushSettings, database, presences, clock);
    Projections projections = Projections.start(system, database, inboxes, push.outbox());
    NodeHealth health = new NodeHealth(system, database, projections);
    NodeDoors doors =
        NodeDoors.open(
            system,
            settings,
            region.rooms(),
            sessions,
            new JdbcQueries(database, inboxes),
            tokens,
            revocations,
            presences,
            push.door(),
            health);
    drain(system, settings, sessions, presences, push, doors, health);
    return doors;
  }

  /** Says not ready, lets the sessions go one by one while serving, then takes no more calls. */
  private static void drain(
      ActorSystem<Void> system,
      NodeSettings settings,
      SessionRegistry sessions,
      Presences presences,
      NodePush push,
      NodeDoors doors,
      NodeHealth health) {
    CoordinatedShutdown shutdown = CoordinatedShutdown.get(system);
    shutdown.addTask(
        CoordinatedShutdown.PhaseBeforeServiceUnbind(),
        "not-ready",
        () -> {
          health.leaving();
          return CompletableFuture.completedFuture(Done.done());
        });
    shutdown.addTask(
        CoordinatedShutdown.PhaseServiceUnbind(),
        "drain-sessions",
        () ->
            sessions
                .drain(drainWindow(shutdown, settings))
                .thenCompose(gone -> presences.save())
                .thenCompose(saved -> doors.close())
                .thenCombine(push.stop(), (closed, stopped) -> closed)
                .thenApply(closed -> Done.done()));
  }

  /** A node that was downed owns nothing any more: what it would still answer may be old. */
  private static Duration drainWindow(CoordinatedShutdown shutdown, NodeSettings settings) {
    boolean downed =
        shutdown
            .getShutdownReason()
            .filter(reason -> reason instanceof CoordinatedShutdown.ClusterDowningReason$)
            .isPresent();
    return downed ? Duration.ZERO : Duration.ofSeconds(settings.drainSeconds());
  }

  /** Where clients connect, like {@code http://127.0.0.1:8080/}. */
  public String address() {
    return doors.address();
  }

  public ActorSystem<?> system() {
    return system;
  }

  /** Completes when the node is gone, by whatever cause, and its database with it. */
  public CompletionStage<Void> gone() {
    return gone;
  }

  /** Drains and stops the node. */
  public CompletionStage<Void> stop() {
    system.terminate();
    return gone;
  }
}
