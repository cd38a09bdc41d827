package chat.parley.node;

import akka.actor.typed.ActorSystem;
import akka.cluster.MemberStatus;
import akka.cluster.typed.Cluster;
import chat.parley.http.Health;
import chat.parley.projections.Database;
import chat.parley.projections.Projections;
import chat.parley.projections.journal.JournalLag;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/** How the parts of this node are. */
final class NodeHealth implements Health {

  /** Shorter than the door's, so that the others are shown beside the one that is down. */
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final ActorSystem<?> system;
  private final Database database;
  private final Projections projections;
  private volatile boolean leaving;

  NodeHealth(ActorSystem<?> system, Database database, Projections projections) {
    this.system = system;
    this.database = database;
    this.projections = projections;
  }

  /** The node is about to stop: it serves who is there, and wants nobody new. */
  void leaving() {
    leaving = true;
  }

  @Override
  public CompletionStage<Map<String, Component>> check() {
    CompletableFuture<Component> databaseIs =
        measured(true, connectionQuery("select 1")).toCompletableFuture();
    CompletableFuture<Component> journalIs =
        measured(true, connectionQuery("select 1 from event_journal limit 1"))
            .toCompletableFuture();
    CompletableFuture<Component> viewsAre = views().toCompletableFuture();
    return CompletableFuture.allOf(databaseIs, journalIs, viewsAre)
        .thenApply(
            all -> {
              Map<String, Component> components = new LinkedHashMap<>();
              components.put("database", databaseIs.join());
              components.put("journal", journalIs.join());
              components.put("views", viewsAre.join());
              components.put("cluster", cluster());
              return components;
            });
  }

  private CompletionStage<Map<String, Long>> connectionQuery(String sql) {
    return database.query(
        connection -> {
          try (var statement = connection.prepareStatement(sql)) {
            statement.execute();
            return Map.of();
          }
        });
  }

  private CompletionStage<Component> measured(
      boolean matters, CompletionStage<Map<String, Long>> check) {
    long begun = System.nanoTime();
    return check
        .toCompletableFuture()
        .copy()
        .orTimeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
        .handle(
            (figures, failure) -> {
              long took = (System.nanoTime() - begun) / 1_000_000;
              return failure == null
                  ? new Component(true, took, matters, null, figures)
                  : new Component(false, took, matters, "does not answer", Map.of());
            });
  }

  /** Views that lag do no harm to rooms, so they do not take the node out of service. */
  private CompletionStage<Component> views() {
    return measured(false, projections.lag().thenApply(NodeHealth::figures));
  }

  private static Map<String, Long> figures(Map<String, JournalLag.Lag> lags) {
    Map<String, Long> figures = new LinkedHashMap<>();
    lags.forEach(
        (view, lag) -> {
          figures.put(view + "LagEvents", lag.events());
          figures.put(view + "LagMs", Math.round(lag.seconds() * 1_000));
          figures.put(view + "Parked", lag.parked());
        });
    return figures;
  }

  private Component cluster() {
    Cluster cluster = Cluster.get(system);
    long up = 0;
    for (var member : cluster.state().getMembers()) {
      up += member.status().equals(MemberStatus.up()) ? 1 : 0;
    }
    boolean joined = cluster.selfMember().status().equals(MemberStatus.up()) && !leaving;
    return new Component(joined, 0, true, leaving ? "leaving" : null, Map.of("membersUp", up));
  }
}
