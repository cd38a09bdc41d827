package chat.parley.engine.domain;

import java.time.Instant;

/**
 * Which part of a room's messages: the newest, or those before, after or around a cursor.
 *
 * @param limit 1 to {@link Limits#PAGE}
 * @param at the cursor; null means the newest
 */
public record PageRequest(int limit, Direction direction, Cursor at) {

  /** BEFORE and AFTER exclude the cursor itself; AROUND has it in the middle. */
  public enum Direction {
    BEFORE,
    AFTER,
    AROUND
  }

  /** A place in the room, by seq or by time: exactly one of the two is set. */
  public record Cursor(Long seq, Instant time) {}

  public static PageRequest newest(int limit) {
    return new PageRequest(limit, Direction.BEFORE, null);
  }

  public static PageRequest before(long seq, int limit) {
    return new PageRequest(limit, Direction.BEFORE, new Cursor(seq, null));
  }
}
