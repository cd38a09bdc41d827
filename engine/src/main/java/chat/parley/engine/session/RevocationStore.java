package chat.parley.engine.session;

import chat.parley.engine.domain.Revocation;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** Port: keeps for each user the newest revocation, whatever becomes of the nodes. */
public interface RevocationStore {

  /** Completes when it is durable. One that is older than the user's newest changes nothing. */
  CompletionStage<Void> save(Revocation revocation);

  /** Of all users. */
  CompletionStage<List<Revocation>> all();

  /** Those saved within this time until now, by whichever node. */
  CompletionStage<List<Revocation>> savedWithin(Duration time);
}
