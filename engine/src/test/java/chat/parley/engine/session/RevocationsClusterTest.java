package chat.parley.engine.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.cluster.MemberStatus;
import akka.cluster.typed.Cluster;
import akka.cluster.typed.Join;
import chat.parley.engine.domain.Caller;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.time.Clock;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Two nodes whose stores know nothing of each other: what they know, they were told. */
class RevocationsClusterTest {

  private static final Config CONFIG =
      ConfigFactory.parseString(
              """
              akka {
                actor { provider = cluster, allow-java-serialization = off }
                remote.artery.canonical { hostname = "127.0.0.1", port = 0 }
                cluster.jmx.multi-mbeans-in-same-jvm = on
              }
              """)
          .withFallback(ConfigFactory.load());

  private final ActorTestKit one = ActorTestKit.create("revocations", CONFIG);
  private final ActorTestKit other = ActorTestKit.create("revocations", CONFIG);

  @AfterEach
  void end() {
    other.shutdownTestKit();
    one.shutdownTestKit();
  }

  private static Revocations start(ActorTestKit kit) {
    return Revocations.start(kit.system(), new MemoryRevocations(), Clock.systemUTC())
        .toCompletableFuture()
        .join();
  }

  private static boolean refuses(Revocations node, String userId, Instant issuedAt) {
    Caller caller = new Caller("main", userId, userId, null, Caller.Role.USER);
    return node.isRevoked(
        new TokenVerifier.Verified(caller, issuedAt, issuedAt.plusSeconds(3_600)));
  }

  /** Until the nodes know each other they can tell each other nothing. */
  private static void expectTold(
      Revocations from, Revocations to, String userId, Instant issuedAt) {
    await()
        .until(
            () -> {
              from.revoke("main", userId).toCompletableFuture().join();
              return refuses(to, userId, issuedAt);
            });
  }

  @Test
  void everyNodeIsTold() {
    Cluster seed = Cluster.get(one.system());
    seed.manager().tell(new Join(seed.selfMember().address()));
    await().until(() -> seed.selfMember().status().equals(MemberStatus.up()));
    Cluster.get(other.system()).manager().tell(new Join(seed.selfMember().address()));
    Revocations here = start(one);
    Revocations there = start(other);
    Instant issuedAt = Instant.now();

    expectTold(here, there, "u1", issuedAt);
    expectTold(there, here, "u2", issuedAt);

    assertThat(refuses(there, "u1", Instant.now().plusSeconds(60))).isFalse();
    assertThat(refuses(there, "u3", issuedAt)).isFalse();
  }
}
