package chat.parley.projections;

import akka.actor.typed.ActorSystem;
import akka.cluster.sharding.typed.ShardedDaemonProcessSettings;
import akka.cluster.sharding.typed.javadsl.ShardedDaemonProcess;
import akka.projection.HandlerRecoveryStrategy;
import akka.projection.Projection;
import akka.projection.ProjectionBehavior;
import akka.projection.ProjectionId;
import akka.projection.jdbc.javadsl.JdbcProjection;
import chat.parley.engine.inbox.CommittedNews;
import chat.parley.projections.journal.CommitLine;
import chat.parley.projections.journal.JournalLag;
import chat.parley.projections.journal.JournalReader;
import chat.parley.projections.journal.JournalRow;
import chat.parley.projections.journal.JournalSource;
import chat.parley.projections.migrate.TransactionIds;
import chat.parley.projections.view.GroupWriter;
import chat.parley.projections.view.View;
import chat.parley.projections.view.ViewNews;
import chat.parley.projections.view.Views;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;

/** The journal's slices, each projected into all views by one node of the cluster. */
public final class Projections {

  private static final double BACKOFF_JITTER = 0.2;

  private final ActorSystem<?> system;
  private final Database database;
  private final ProjectionsSettings settings;
  private final AtomicLong failures = new AtomicLong();
  private final CommittedNews news;
  private final NoticeOutbox outbox;
  private final Statistics statistics;
  private final JournalLag lag;

  private Projections(
      ActorSystem<?> system,
      Database database,
      CommittedNews news,
      NoticeOutbox outbox,
      ProjectionsSettings settings) {
    this.system = system;
    this.database = database;
    this.news = news;
    this.outbox = outbox;
    this.settings = settings;
    this.statistics = new Statistics(database);
    this.lag = new JournalLag(database);
  }

  /**
   * Starts this node's share of the projections. They stop with the node's cluster sharding; the
   * database has to stay open until then.
   *
   * @param news hears of what this node brings into the views
   * @param outbox takes the notifications among it
   * @throws chat.parley.projections.migrate.SchemaException when the journal was restored from
   *     another server and not renumbered
   */
  public static Projections start(
      ActorSystem<?> system, Database database, CommittedNews news, NoticeOutbox outbox) {
    database
        .query(
            connection -> {
              TransactionIds.check(connection);
              return null;
            })
        .toCompletableFuture()
        .join();
    Projections projections =
        new Projections(
            system, database, news, outbox, ProjectionsSettings.of(system.settings().config()));
    projections.start();
    return projections;
  }

  private void start() {
    ShardedDaemonProcess.get(system)
        .init(
            ProjectionBehavior.Command.class,
            JournalSource.PROJECTION,
            JournalReader.SLICES,
            slice -> ProjectionBehavior.create(projection(slice)),
            ShardedDaemonProcessSettings.create(system),
            Optional.of(ProjectionBehavior.stopMessage()));
    CommitLine.watch(system, database, settings);
  }

  private Projection<JournalRow> projection(int slice) {
    ViewNews changed = new ViewNews();
    GroupWriter writer =
        new GroupWriter(Views.tellingOf(changed), settings.poisonAttempts(), failures);
    return JdbcProjection.groupedWithin(
            ProjectionId.of(JournalSource.PROJECTION, Integer.toString(slice)),
            new JournalSource(system, database, settings, slice),
            () -> PooledSession.open(database),
            () -> new SliceHandler(writer, changed, news, outbox, statistics),
            system)
        .withGroup(settings.groupSize(), settings.groupWait())
        .withRecoveryStrategy(HandlerRecoveryStrategy.fail())
        .withRestartBackoff(
            settings.restartBackoffMin(), settings.restartBackoffMax(), BACKOFF_JITTER);
  }

  /** How far the views are behind the journal. */
  public CompletionStage<Map<String, JournalLag.Lag>> lag() {
    return lag.of(Views.ALL.stream().map(View::name).toList());
  }

  /** Groups of events that failed on this node since it started; each was tried again. */
  public long failures() {
    return failures.get();
  }
}
