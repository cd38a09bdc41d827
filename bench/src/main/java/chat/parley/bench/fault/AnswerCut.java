package chat.parley.bench.fault;

import java.util.function.Predicate;

/** Which answers of a PostgreSQL a proxy keeps from its clients; for the proxy's thread alone. */
final class AnswerCut {

  private Predicate<String> tags = tag -> false;
  private int left;
  private int cut;

  void arm(Predicate<String> wanted, int times) {
    tags = wanted;
    left = times;
  }

  void disarm() {
    left = 0;
  }

  boolean armed() {
    return left > 0;
  }

  /** Whether the answer with this tag is one of those; then one less is left. */
  boolean takes(String tag) {
    boolean takes = armed() && tags.test(tag);
    if (takes) {
      left--;
    }
    return takes;
  }

  void count() {
    cut++;
  }

  int counted() {
    return cut;
  }
}
