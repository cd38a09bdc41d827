package chat.parley.engine.session;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Passes read and delivered of one session on once an interval and room; gathers what comes in
 * between. An interval does not end before the room has answered for the last one.
 */
final class MarkerGate {

  /** What is to be moved; {@code ids} wait for the answer. Null: that marker stays. */
  record Move(Long read, Long delivered, List<Object> ids) {

    Move and(Move other) {
      List<Object> all = new ArrayList<>(ids);
      all.addAll(other.ids);
      return new Move(newest(read, other.read), newest(delivered, other.delivered), all);
    }

    private static Long newest(Long a, Long b) {
      if (a == null || b == null) {
        return a == null ? b : a;
      }
      return Math.max(a, b);
    }
  }

  private static final class Interval {
    boolean answered;
    boolean over;
    Move gathered;
  }

  private final Map<String, Interval> intervals = new HashMap<>();
  private int waiting;

  /** Rooms with an interval under way. */
  int rooms() {
    return intervals.size();
  }

  /** Requests that wait in intervals. */
  int waiting() {
    return waiting;
  }

  /** Begins an interval; false when one is under way, which has taken the move then. */
  boolean passes(String roomId, Move move) {
    Interval interval = intervals.get(roomId);
    if (interval == null) {
      intervals.put(roomId, new Interval());
      return true;
    }
    interval.gathered = interval.gathered == null ? move : interval.gathered.and(move);
    waiting += move.ids().size();
    return false;
  }

  /** The interval's time is over. Answers what is to be moved next (a new interval), or null. */
  Move timeOver(String roomId) {
    intervals.get(roomId).over = true;
    return next(roomId);
  }

  /** The room has answered. Answers what is to be moved next (a new interval), or null. */
  Move answered(String roomId) {
    intervals.get(roomId).answered = true;
    return next(roomId);
  }

  private Move next(String roomId) {
    Interval interval = intervals.get(roomId);
    if (!interval.over || !interval.answered) {
      return null;
    }
    if (interval.gathered == null) {
      intervals.remove(roomId);
      return null;
    }
    waiting -= interval.gathered.ids().size();
    intervals.put(roomId, new Interval());
    return interval.gathered;
  }
}
