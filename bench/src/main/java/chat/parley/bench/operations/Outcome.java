package chat.parley.bench.operations;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;

/**
 * How a call ended.
 *
 * @param body of the answer; missing where it was not acked
 * @param code why it was refused; null where it was not
 * @param lost tries before the last whose outcome nobody was told
 * @param late whether it took so long that a try of it, by the client or inside the cluster, may
 *     still be on its way
 */
record Outcome(State state, JsonNode body, String code, int lost, boolean late) {

  /** Acked, refused (for sure not done), or neither. */
  enum State {
    ACKED,
    REFUSED,
    UNKNOWN
  }

  static Outcome acked(JsonNode body, int lost, boolean late) {
    return new Outcome(State.ACKED, body, null, lost, late);
  }

  static Outcome refused(String code, int lost, boolean late) {
    return new Outcome(State.REFUSED, MissingNode.getInstance(), code, lost, late);
  }

  static Outcome unknown(String code, int lost) {
    return new Outcome(State.UNKNOWN, MissingNode.getInstance(), code, lost, true);
  }

  boolean isAcked() {
    return state == State.ACKED;
  }
}
