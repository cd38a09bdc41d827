package chat.parley.engine.domain;

import java.util.Arrays;

/** A set of seqs that can count those above a given one in logarithmic time. Immutable. */
final class SeqSet {

  static final SeqSet EMPTY = new SeqSet(new long[0]);

  private final long[] sorted;

  private SeqSet(long[] sorted) {
    this.sorted = sorted;
  }

  static SeqSet of(long[] seqs) {
    long[] sorted = seqs.clone();
    Arrays.sort(sorted);
    return sorted.length == 0 ? EMPTY : new SeqSet(sorted);
  }

  int size() {
    return sorted.length;
  }

  boolean has(long seq) {
    return Arrays.binarySearch(sorted, seq) >= 0;
  }

  int countAbove(long seq) {
    int at = Arrays.binarySearch(sorted, seq);
    return sorted.length - (at >= 0 ? at + 1 : -at - 1);
  }

  SeqSet plus(long seq) {
    int at = Arrays.binarySearch(sorted, seq);
    if (at >= 0) {
      return this;
    }
    int place = -at - 1;
    long[] next = new long[sorted.length + 1];
    System.arraycopy(sorted, 0, next, 0, place);
    next[place] = seq;
    System.arraycopy(sorted, place, next, place + 1, sorted.length - place);
    return new SeqSet(next);
  }

  SeqSet minus(long seq) {
    int at = Arrays.binarySearch(sorted, seq);
    if (at < 0) {
      return this;
    }
    long[] next = new long[sorted.length - 1];
    System.arraycopy(sorted, 0, next, 0, at);
    System.arraycopy(sorted, at + 1, next, at, next.length - at);
    return next.length == 0 ? EMPTY : new SeqSet(next);
  }

  SeqSet onlyAbove(long seq) {
    int above = countAbove(seq);
    if (above == sorted.length) {
      return this;
    }
    return above == 0
        ? EMPTY
        : new SeqSet(Arrays.copyOfRange(sorted, sorted.length - above, sorted.length));
  }

  long[] toArray() {
    return sorted.clone();
  }
}
