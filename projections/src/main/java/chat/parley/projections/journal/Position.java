package chat.parley.projections.journal;

/**
 * A place in the journal's order of commits: the transaction that wrote a row, and the row's
 * number. Nothing can turn up at or before a place that a reader has passed, see {@link
 * JournalReader}.
 */
public record Position(long writerTx, long ordering) implements Comparable<Position> {

  public static final Position START = new Position(0, 0);

  /** As the offset store keeps it: {@code tx:ordering}. */
  @Override
  public String toString() {
    return writerTx + ":" + ordering;
  }

  public static Position parse(String text) {
    int colon = text.indexOf(':');
    return new Position(
        Long.parseLong(text.substring(0, colon)), Long.parseLong(text.substring(colon + 1)));
  }

  @Override
  public int compareTo(Position other) {
    int byTx = Long.compare(writerTx, other.writerTx);
    return byTx != 0 ? byTx : Long.compare(ordering, other.ordering);
  }
}
