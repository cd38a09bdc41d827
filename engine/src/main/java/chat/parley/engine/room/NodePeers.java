package chat.parley.engine.room;

import akka.actor.typed.ActorRef;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.receptionist.Receptionist;
import akka.actor.typed.receptionist.ServiceKey;
import java.util.Set;
import java.util.function.Function;

/** Actors of one kind, one on each node, that know each other. */
public final class NodePeers {

  private NodePeers() {}

  /**
   * Makes an actor known to its peers; from then on it is told who all of them are, itself among
   * them, whenever that changes.
   */
  public static <T> void join(
      ActorContext<T> context, ServiceKey<T> key, Function<Set<ActorRef<T>>, T> news) {
    ActorRef<Receptionist.Command> receptionist = Receptionist.get(context.getSystem()).ref();
    receptionist.tell(Receptionist.register(key, context.getSelf()));
    receptionist.tell(
        Receptionist.subscribe(
            key,
            context.messageAdapter(
                Receptionist.Listing.class,
                listing -> news.apply(listing.getAllServiceInstances(key)))));
  }
}
