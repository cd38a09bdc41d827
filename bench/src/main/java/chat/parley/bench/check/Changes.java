package chat.parley.bench.check;

import java.util.ArrayList;
import java.util.List;

/** The edits and deletions of one message that were not refused, and what it may look like. */
final class Changes {

  /** What a content tells. */
  enum Content {
    LAWFUL,
    /** It was that once, and cannot be any more. */
    OLD,
    /** Nobody gave it that. */
    STRANGE
  }

  /** In place of a rev: after everything has happened. */
  static final long REST = Long.MAX_VALUE;

  private static final long EMPTY = Fingerprint.of(Hashes.of(""));

  private record Change(boolean deletes, long hash, long start, long end, boolean sure, long rev) {

    /** Whether it must have happened when the room was at this rev. */
    boolean doneBy(long atRev) {
      return sure && (atRev == REST || (rev > 0 && rev <= atRev));
    }

    /** Whether nothing of the other is left after this. */
    boolean follows(Change other) {
      if (deletes) {
        return true;
      }
      if (!other.sure) {
        return false;
      }
      return rev > 0 && other.rev > 0 ? rev > other.rev : other.end < start;
    }
  }

  private final List<Change> list = new ArrayList<>(1);

  static boolean concerns(Entry.Alter alter) {
    return alter.outcome() != Entry.Outcome.FAIL
        && (alter.what().equals("edit") || alter.what().equals("delete"));
  }

  void add(Entry.Alter alter) {
    boolean deletes = alter.what().equals("delete");
    list.add(
        new Change(
            deletes,
            deletes ? EMPTY : Fingerprint.of(alter.hash()),
            alter.start(),
            alter.end(),
            alter.outcome() == Entry.Outcome.OK,
            alter.rev()));
  }

  /**
   * What it means that a message has this content.
   *
   * @param row the message, of which somebody must have sent the first content
   * @param atRev the rev at which it was seen, or {@link #REST}
   */
  static Content judge(Row row, long hash, long atRev) {
    boolean first = row.sent.gave(hash);
    if (row.changes == null) {
      return first ? Content.LAWFUL : Content.STRANGE;
    }
    return row.changes.judge(first, hash, atRev);
  }

  static boolean isEmpty(long hash) {
    return hash == EMPTY;
  }

  private Content judge(boolean first, long hash, long atRev) {
    boolean known = first;
    for (Change source : list) {
      if (source.hash == hash) {
        known = true;
        if (!overtaken(source, atRev)) {
          return Content.LAWFUL;
        }
      }
    }
    if (first && list.stream().noneMatch(change -> change.doneBy(atRev))) {
      return Content.LAWFUL;
    }
    return known ? Content.OLD : Content.STRANGE;
  }

  private boolean overtaken(Change source, long atRev) {
    for (Change other : list) {
      if (other != source && other.doneBy(atRev) && other.follows(source)) {
        return true;
      }
    }
    return false;
  }
}
