package chat.parley.engine.presence;

import chat.parley.engine.domain.UserKey;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/** Port: what presence keeps, and who may see whose. */
public interface PresenceStore {

  /** When users were seen last; an older time than the one that is known changes nothing. */
  CompletionStage<Void> save(Map<UserKey, Instant> lastSeen);

  /** When these users were seen last; without those of whom nothing is known. */
  CompletionStage<Map<UserKey, Instant>> lastSeen(Set<UserKey> users);

  /** Those of {@code others}, of the same tenant, who share a room with this user. */
  CompletionStage<Set<String>> sharingRooms(UserKey user, Set<String> others);
}
