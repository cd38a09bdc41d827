package chat.parley.http;

import chat.parley.engine.domain.UserKey;
import chat.parley.engine.presence.PresenceStore;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;

/** Everybody shares a room with everybody but with a stranger, and was seen at one time. */
public final class TestPresences implements PresenceStore {

  /** A user of whom nothing can be said now. */
  public static final String BROKEN = "broken";

  public static final String STRANGER = "stranger";
  public static final Instant SEEN = Instant.parse("2026-11-20T12:00:00.123Z");

  @Override
  public CompletionStage<Void> save(Map<UserKey, Instant> lastSeen) {
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public CompletionStage<Map<UserKey, Instant>> lastSeen(Set<UserKey> users) {
    return CompletableFuture.completedFuture(
        users.stream()
            .filter(user -> !user.userId().equals("never"))
            .collect(Collectors.toMap(user -> user, user -> SEEN)));
  }

  @Override
  public CompletionStage<Set<String>> sharingRooms(UserKey user, Set<String> others) {
    return others.contains(BROKEN)
        ? CompletableFuture.failedFuture(new IllegalStateException("broken on purpose"))
        : CompletableFuture.completedFuture(
            others.stream().filter(one -> !one.equals(STRANGER)).collect(Collectors.toSet()));
  }
}
