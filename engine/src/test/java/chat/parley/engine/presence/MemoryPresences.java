package chat.parley.engine.presence;

import chat.parley.engine.domain.UserKey;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** A store in memory, where everybody shares a room with everybody but those who are strangers. */
public final class MemoryPresences implements PresenceStore {

  public final Map<UserKey, Instant> lastSeen = new ConcurrentHashMap<>();
  public final Set<String> strangers = ConcurrentHashMap.newKeySet();
  private volatile RuntimeException failure;

  /** From now on it does not answer; null: it does again. */
  public void failWith(RuntimeException why) {
    failure = why;
  }

  private <T> CompletionStage<T> answer(T value) {
    RuntimeException why = failure;
    return why == null
        ? CompletableFuture.completedFuture(value)
        : CompletableFuture.failedFuture(why);
  }

  @Override
  public CompletionStage<Void> save(Map<UserKey, Instant> times) {
    if (failure == null) {
      lastSeen.putAll(times);
    }
    return answer(null);
  }

  @Override
  public CompletionStage<Map<UserKey, Instant>> lastSeen(Set<UserKey> users) {
    Map<UserKey, Instant> found = new HashMap<>(lastSeen);
    found.keySet().retainAll(users);
    return answer(found);
  }

  @Override
  public CompletionStage<Set<String>> sharingRooms(UserKey user, Set<String> others) {
    return answer(
        others.stream().filter(one -> !strangers.contains(one)).collect(Collectors.toSet()));
  }
}
