package chat.parley.node;

import akka.actor.Address;
import akka.actor.AddressFromURIString;
import akka.actor.typed.ActorSystem;
import akka.cluster.typed.Cluster;
import akka.cluster.typed.Join;
import akka.cluster.typed.JoinSeedNodes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;

/**
 * How a node comes into its cluster: by the seed nodes, or as the first one, which {@link
 * ClusterGuard} has to allow. Akka's own way founds a cluster whenever the first seed node does not
 * hear from the others for a while, also when they only are slow or cut off.
 */
final class ClusterEntry {

  /** Short: whether a cluster runs elsewhere is not judged by silence but by the guard. */
  private static final Duration SEEDS_ANSWER_WITHIN = Duration.ofSeconds(2);

  private static final Duration LOOK_EVERY = Duration.ofMillis(500);

  private final ActorSystem<?> system;
  private final Cluster cluster;
  private final BooleanSupplier mayFound;
  private final Duration joinWithin;
  private final CompletableFuture<Void> up = new CompletableFuture<>();

  ClusterEntry(ActorSystem<?> system, BooleanSupplier mayFound) {
    this.system = system;
    this.cluster = Cluster.get(system);
    this.mayFound = mayFound;
    this.joinWithin = system.settings().config().getDuration("parley.cluster.join-within");
    akka.cluster.Cluster.get(system).registerOnMemberUp(() -> up.complete(null));
  }

  /** Returns when the node is a member. */
  void join(List<String> seedNodes) {
    Address self = cluster.selfMember().address();
    List<Address> others = new ArrayList<>();
    for (String node : seedNodes) {
      others.add(AddressFromURIString.parse("akka://" + system.name() + "@" + node));
    }
    boolean founder = seedNodes.isEmpty() || others.remove(self);
    long until = System.nanoTime() + joinWithin.toNanos();
    if (!others.isEmpty()) {
      cluster.manager().tell(new JoinSeedNodes(others));
      awaitUp(founder ? SEEDS_ANSWER_WITHIN : joinWithin);
    }
    while (!up.isDone() && System.nanoTime() < until) {
      if (founder && mayFound.getAsBoolean()) {
        cluster.manager().tell(Join.create(self));
        awaitUp(joinWithin);
      } else {
        awaitUp(LOOK_EVERY);
      }
    }
    if (!up.isDone()) {
      throw new SettingsException(refusal(seedNodes));
    }
  }

  private void awaitUp(Duration time) {
    try {
      up.get(time.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      // who called looks whether it is up
    } catch (ExecutionException e) {
      throw new IllegalStateException("the node cannot join", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while joining", e);
    }
  }

  private static String refusal(List<String> seedNodes) {
    return seedNodes.isEmpty()
        ? "a node runs on this database already: stop it, or name it in PARLEY_SEED_NODES to make"
            + " one cluster with it"
        : "no seed node of "
            + seedNodes
            + " answers; start one, or make PARLEY_SEED_NODES name nodes that run";
  }
}
