package chat.parley.engine.session;

import akka.actor.typed.ActorRef;
import chat.parley.engine.domain.Revocation;
import chat.parley.engine.room.CborSerializable;
import java.util.List;
import java.util.Set;

/** What a node's {@link RevocationWatch} hears. */
sealed interface RevocationNews {

  /** A node has saved a revocation. The only one that travels. */
  record Revoked(Revocation revocation) implements RevocationNews, CborSerializable {}

  /** The nodes that want to hear of revocations, this one among them. */
  record Nodes(Set<ActorRef<RevocationNews>> all) implements RevocationNews {}

  /** Time to see what nobody told. */
  record ReadDue() implements RevocationNews {}

  /** What the store had when it was asked at {@code nanos}. */
  record WasRead(long nanos, List<Revocation> saved, Throwable failure) implements RevocationNews {}
}
