package chat.parley.bench.check;

import java.util.Arrays;
import java.util.Comparator;

/** What one source other than the journal has of a room: three numbers a message, by seq. */
final class Columns {

  private static final int START = 64;
  private static final int SEQ = 0;
  private static final int ID = 1;
  private static final int REST = 2;

  private long[][] columns = new long[3][START];
  private int size;
  private boolean sorted = true;

  void add(Entry.Stored stored) {
    if (size == columns[SEQ].length) {
      for (int c = 0; c < columns.length; c++) {
        columns[c] = Arrays.copyOf(columns[c], size + (size >> 1));
      }
    }
    sorted &= size == 0 || columns[SEQ][size - 1] <= stored.seq();
    columns[SEQ][size] = stored.seq();
    columns[ID][size] = Fingerprint.of(stored.id());
    columns[REST][size] =
        restOf(
            stored.sender(),
            Row.keyOf(stored.sender(), stored.key()),
            Fingerprint.of(stored.hash()),
            stored.deleted());
    size++;
  }

  /** Everything of a message but its place and id. */
  static long restOf(String sender, long key, long hash, boolean deleted) {
    long rest = Fingerprint.of(sender) * 31 + key;
    return (rest * 31 + hash) * 31 + (deleted ? 1 : 0);
  }

  int size() {
    return size;
  }

  long seq(int place) {
    return columns[SEQ][place];
  }

  long id(int place) {
    return columns[ID][place];
  }

  long rest(int place) {
    return columns[REST][place];
  }

  /** Puts them in the order of seq; must be called before they are read. */
  void sort() {
    if (sorted) {
      return;
    }
    Integer[] order = new Integer[size];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, Comparator.comparingLong(i -> columns[SEQ][i]));
    long[][] next = new long[columns.length][size];
    for (int c = 0; c < columns.length; c++) {
      for (int i = 0; i < size; i++) {
        next[c][i] = columns[c][order[i]];
      }
    }
    columns = next;
    sorted = true;
  }
}
