package chat.parley.projections;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.cluster.typed.Cluster;
import akka.cluster.typed.Join;
import chat.parley.engine.inbox.CommittedNews;
import chat.parley.engine.inbox.NoticeKey;
import chat.parley.engine.inbox.RoomNews;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.util.List;

/** A cluster of one that runs the projections. */
public final class TestNode implements AutoCloseable {

  /** Nobody has a session. */
  public static final CommittedNews NO_NEWS =
      new CommittedNews() {
        @Override
        public void committed(List<RoomNews> rooms, List<NoticeKey> notifications) {}

        @Override
        public void tookOver() {}
      };

  public final Projections projections;
  private final ActorTestKit kit;

  private TestNode(ActorTestKit kit, Database database, NoticeOutbox outbox) {
    this.kit = kit;
    Cluster cluster = Cluster.get(kit.system());
    cluster.manager().tell(Join.create(cluster.selfMember().address()));
    this.projections = Projections.start(kit.system(), database, NO_NEWS, outbox);
  }

  public static TestNode start(Database database) {
    return start(database, "", NoticeOutbox.NONE);
  }

  /**
   * @param settings override the defaults
   */
  public static TestNode start(Database database, String settings) {
    return start(database, settings, NoticeOutbox.NONE);
  }

  /**
   * @param settings override the defaults
   * @param outbox takes the notifications that are made
   */
  public static TestNode start(Database database, String settings, NoticeOutbox outbox) {
    Config config =
        ConfigFactory.parseString(
                settings
                    + """

                    akka.actor.provider = cluster
                    akka.remote.artery.canonical.hostname = 127.0.0.1
                    akka.remote.artery.canonical.port = 0
                    akka.cluster.jmx.enabled = off
                    akka.cluster.min-nr-of-members = 1
                    akka.cluster.downing-provider-class =
                      "akka.cluster.sbr.SplitBrainResolverProvider"
                    akka.coordinated-shutdown.run-by-actor-system-terminate = off
                    parley.projections.restart-backoff-min = 50 ms
                    include classpath("projections.conf")
                    """)
            .withFallback(ConfigFactory.load());
    return new TestNode(ActorTestKit.create("projections", config.resolve()), database, outbox);
  }

  /** Stops at once, as a node that dies: what was in the middle of a group is not committed. */
  @Override
  public void close() {
    kit.shutdownTestKit();
  }
}
