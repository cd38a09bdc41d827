package chat.parley.bench.check;

import java.util.Arrays;

/** The highest value up to each moment; holds only the moments at which it rose. */
final class Staircase {

  private static final int START = 4;
  private static final long[] NONE = {};

  private long[] times = NONE;
  private long[] values = NONE;
  private int size;

  /** Entries come nearly in the order of time; one that is late is put where it belongs. */
  void add(long at, long value) {
    int place = size;
    while (place > 0 && times[place - 1] > at) {
      place--;
    }
    if (place > 0 && values[place - 1] >= value) {
      return;
    }
    int outdone = place;
    while (outdone < size && values[outdone] <= value) {
      outdone++;
    }
    replace(place, outdone);
    times[place] = at;
    values[place] = value;
  }

  /** The highest value of all that came before the moment; 0 for none. */
  long before(long moment) {
    int found = Arrays.binarySearch(times, 0, size, moment);
    int count = found >= 0 ? found : -found - 1;
    while (count > 0 && times[count - 1] >= moment) {
      count--;
    }
    return count == 0 ? 0 : values[count - 1];
  }

  /** The highest value of all; 0 for none. */
  long highest() {
    return size == 0 ? 0 : values[size - 1];
  }

  /** Makes one free place of those from {@code from} up to {@code to}. */
  private void replace(int from, int to) {
    int next = size - (to - from) + 1;
    if (next > times.length) {
      int room = Math.max(START, times.length + (times.length >> 1));
      times = Arrays.copyOf(times, room);
      values = Arrays.copyOf(values, room);
    }
    System.arraycopy(times, to, times, from + 1, size - to);
    System.arraycopy(values, to, values, from + 1, size - to);
    size = next;
  }
}
