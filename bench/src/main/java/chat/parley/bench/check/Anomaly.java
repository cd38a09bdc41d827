package chat.parley.bench.check;

/** A way in which a history breaks a promise. */
public enum Anomaly {
  LOST('a', "lost", "acked or seen, and not stored"),
  ALTERED('a', "altered", "stored or seen with a content that nobody gave it"),
  EDIT_LOST('a', "edit lost", "stored as it was before an acked edit or deletion"),
  REFUSED_VISIBLE('a', "refused visible", "refused, and stored all the same"),
  PHANTOM('a', "phantom", "stored, and sent by nobody"),
  WRONG_ID('a', "wrong id", "acked with another id or seq than it is stored with"),

  SEQ_GAP('b', "seq gap", "a seq is missing in the journal"),
  SEQ_REPEATED('b', "seq repeated", "a seq is in the journal twice"),
  REV_GAP('b', "rev gap", "the revs of the journal are not 1, 2, 3 …"),
  ORDER('b', "order", "sent after another was known, and numbered before it"),
  MISMATCH('b', "mismatch", "the same seq or rev is something else to somebody else"),

  OWN_WRITE('c', "own write unread", "an answer without what the client had been acked before"),
  STALE('c', "stale", "an answer older than what the client had seen before"),
  LIST_HOLE('c', "list hole", "a page with a hole, or without its newest message"),

  EVENT_GAP('d', "event gap", "a rev left out of a stream without a reset"),
  EVENT_REPEATED('d', "event repeated", "a rev twice in one stream"),
  EVENT_UNSYNCED('d', "event unsynced", "an event of a room that was not synced, or was behind"),
  PHANTOM_REV('d', "phantom rev", "a rev beyond the journal's last"),

  UNREAD('e', "unread count", "an unread count at rest other than the checker's own"),
  MENTIONS('e', "mention count", "a mention count at rest other than the checker's own"),
  NEGATIVE('e', "negative count", "a count below zero"),
  MARKER_BACK('e', "marker back", "a read marker behind where it was before"),
  MARKER_DIFFERS('e', "marker differs", "a read marker that is another one in the journal"),

  VIEW_MISSING('f', "view missing", "in the journal, and not in a view or a node's history"),
  VIEW_EXTRA('f', "view extra", "in a view or a node's history, and not in the journal, or twice"),
  VIEW_DIFFERS('f', "view differs", "another message in a view or history than in the journal"),
  LATE_VIEW('f', "late view", "views more than 1 s behind the journal at rest"),

  TWICE('g', "stored twice", "one send stored under two seqs"),
  OTHER_SEQ('g', "other seq", "a repeated send acked with another seq or id than the first time"),
  NOT_DUPLICATE('g', "not a duplicate", "a repeated send acked as if it were new"),

  BROKEN('h', "broken", "an attack that came through, or a service that stayed away");

  private final char promise;
  private final String label;
  private final String description;

  Anomaly(char promise, String label, String description) {
    this.promise = promise;
    this.label = label;
    this.description = description;
  }

  /** The letter of the broken promise, a to h. */
  public char promise() {
    return promise;
  }

  /** Its name in a table. */
  public String label() {
    return label;
  }

  /** What it is, in one line. */
  public String description() {
    return description;
  }
}
