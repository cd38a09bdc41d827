package chat.parley.engine.session;

import akka.actor.typed.ActorRef;
import chat.parley.engine.domain.Caller;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Which sessions of a node are whose. */
final class SessionIndex {

  private record User(String tenant, String userId) {
    static User of(Caller caller) {
      return new User(caller.tenant(), caller.userId());
    }
  }

  private final Map<User, Set<ActorRef<SessionEvent>>> sessions = new ConcurrentHashMap<>();

  void add(Caller caller, ActorRef<SessionEvent> session) {
    sessions.compute(
        User.of(caller),
        (user, known) -> {
          Set<ActorRef<SessionEvent>> more = known == null ? new HashSet<>() : new HashSet<>(known);
          more.add(session);
          return more;
        });
  }

  void remove(Caller caller, ActorRef<SessionEvent> session) {
    sessions.computeIfPresent(
        User.of(caller),
        (user, known) -> {
          Set<ActorRef<SessionEvent>> fewer = new HashSet<>(known);
          fewer.remove(session);
          return fewer.isEmpty() ? null : fewer;
        });
  }

  Set<ActorRef<SessionEvent>> of(String tenant, String userId) {
    return Set.copyOf(sessions.getOrDefault(new User(tenant, userId), Set.of()));
  }
}
