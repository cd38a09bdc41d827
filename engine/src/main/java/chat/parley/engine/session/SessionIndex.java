package chat.parley.engine.session;

import akka.actor.typed.ActorRef;
import chat.parley.engine.domain.Caller;
import chat.parley.engine.inbox.InboxUser;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** Which sessions of a node are whose. */
final class SessionIndex {

  private final Map<InboxUser, Set<ActorRef<SessionEvent>>> sessions = new ConcurrentHashMap<>();
  private volatile Consumer<InboxUser> came = user -> {};
  private volatile Consumer<InboxUser> went = user -> {};

  private static InboxUser user(Caller caller) {
    return new InboxUser(caller.tenant(), caller.userId());
  }

  /** Who hears, in order, of each user's first session and of the end of the last. */
  void report(Consumer<InboxUser> comes, Consumer<InboxUser> goes) {
    came = comes;
    went = goes;
  }

  void add(Caller caller, ActorRef<SessionEvent> session) {
    sessions.compute(
        user(caller),
        (user, known) -> {
          if (known == null) {
            came.accept(user);
          }
          Set<ActorRef<SessionEvent>> more = known == null ? new HashSet<>() : new HashSet<>(known);
          more.add(session);
          return more;
        });
  }

  void remove(Caller caller, ActorRef<SessionEvent> session) {
    sessions.computeIfPresent(
        user(caller),
        (user, known) -> {
          Set<ActorRef<SessionEvent>> fewer = new HashSet<>(known);
          fewer.remove(session);
          if (!fewer.isEmpty()) {
            return fewer;
          }
          went.accept(user);
          return null;
        });
  }

  Set<ActorRef<SessionEvent>> of(String tenant, String userId) {
    return Set.copyOf(sessions.getOrDefault(new InboxUser(tenant, userId), Set.of()));
  }

  Set<InboxUser> users() {
    return Set.copyOf(sessions.keySet());
  }
}
