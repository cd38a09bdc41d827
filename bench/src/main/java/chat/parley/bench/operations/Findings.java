package chat.parley.bench.operations;

import java.util.ArrayList;
import java.util.List;

/** What is not as it must be: how often, and the first of them. */
final class Findings {

  private static final int SHOWN = 20;

  private final List<String> first = new ArrayList<>();
  private long count;

  synchronized void add(String what) {
    count++;
    if (first.size() < SHOWN) {
      first.add(what);
    }
  }

  synchronized long count() {
    return count;
  }

  synchronized List<String> first() {
    return List.copyOf(first);
  }
}
