package chat.parley.engine.domain;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The newest changes of a room by rev, contiguous, at most {@link Limits#RESUME_CHANGES}.
 * Immutable. A change of a message that was not in memory (replayed from the journal) leaves a
 * hole; nobody resumes across it.
 */
final class Recent {

  private static final Recent EMPTY = new Recent(0, new Change[0]);

  /** The rev of the newest change. */
  private final long rev;

  private final Change[] changes;

  private Recent(long rev, Change[] changes) {
    this.rev = rev;
    this.changes = changes;
  }

  static Recent empty() {
    return EMPTY;
  }

  static Recent of(long rev, List<Change> changes) {
    return new Recent(rev, changes.toArray(Change[]::new));
  }

  /** The next change; null leaves a hole: everything up to it is forgotten. */
  Recent append(long nextRev, Change change) {
    if (change == null) {
      return new Recent(nextRev, new Change[0]);
    }
    int drop = changes.length < Limits.RESUME_CHANGES ? 0 : 1;
    Change[] next = new Change[changes.length - drop + 1];
    System.arraycopy(changes, drop, next, 0, changes.length - drop);
    next[next.length - 1] = change;
    return new Recent(nextRev, next);
  }

  /**
   * Every change after a rev with its subject as it is now: a message that was edited or deleted
   * later shows that already. Empty when the memory does not reach back that far.
   */
  Optional<List<Change>> after(long sinceRev, Window window) {
    long missing = rev - sinceRev;
    if (missing < 0 || missing > changes.length) {
      return Optional.empty();
    }
    Change[] tail = Arrays.copyOfRange(changes, changes.length - (int) missing, changes.length);
    Map<Long, Message> newest = new HashMap<>();
    for (Change change : tail) {
      if (change instanceof Change.OfMessage of) {
        newest.put(of.message().seq(), of.message());
      }
    }
    List<Change> result = new ArrayList<>(tail.length);
    for (Change change : tail) {
      result.add(change instanceof Change.OfMessage of ? asItIsNow(of, window, newest) : change);
    }
    return Optional.of(result);
  }

  private static Change asItIsNow(
      Change.OfMessage change, Window window, Map<Long, Message> newest) {
    long seq = change.message().seq();
    Message inWindow = window.get(seq);
    Message now = inWindow != null ? inWindow : newest.get(seq);
    return now == change.message()
        ? change
        : new Change.OfMessage(change.rev(), change.kind(), now);
  }

  List<Change> all() {
    return List.of(changes);
  }
}
