package chat.parley.engine.domain;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * A user's tokens that were issued up to this second are good no more.
 *
 * @param issuedUntil a whole second, which is all that most tokens tell of their own time
 */
public record Revocation(String tenant, String userId, Instant issuedUntil) {

  public Revocation {
    issuedUntil = issuedUntil.truncatedTo(ChronoUnit.SECONDS);
  }

  /**
   * Whether a token of this time is among them. One that was issued later in the very second is,
   * too: it cannot be told from one that was issued earlier in it.
   */
  public boolean covers(Instant issuedAt) {
    return !issuedAt.truncatedTo(ChronoUnit.SECONDS).isAfter(issuedUntil);
  }
}
