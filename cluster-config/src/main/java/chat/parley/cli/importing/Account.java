package chat.parley.cli.importing;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/** What became of the lines of a file: each is a message, a membership, or skipped for a reason. */
public final class Account {

  private int lines;
  private int messages;
  private int memberships;
  private int repliesKept;
  private int repliesLost;
  private int replacedBytes;
  private final Map<Skip, Integer> skipped = new EnumMap<>(Skip.class);

  void line() {
    lines++;
  }

  void message() {
    messages++;
  }

  void membership() {
    memberships++;
  }

  void skip(Skip why) {
    skipped.merge(why, 1, Integer::sum);
  }

  void reply(boolean kept) {
    if (kept) {
      repliesKept++;
    } else {
      repliesLost++;
    }
  }

  void replaced(int bytes) {
    replacedBytes += bytes;
  }

  public int lines() {
    return lines;
  }

  public int messages() {
    return messages;
  }

  public int memberships() {
    return memberships;
  }

  /** Answers whose answered line became a message. */
  public int repliesKept() {
    return repliesKept;
  }

  /** Answers to lines that became none. */
  public int repliesLost() {
    return repliesLost;
  }

  /** Bytes that were no UTF-8. */
  public int replacedBytes() {
    return replacedBytes;
  }

  public Map<Skip, Integer> skipped() {
    return Collections.unmodifiableMap(skipped);
  }

  public int skippedLines() {
    return skipped.values().stream().mapToInt(Integer::intValue).sum();
  }

  /** Whether every line has become something. */
  public boolean isComplete() {
    return lines == messages + memberships + skippedLines();
  }

  void add(Account other) {
    lines += other.lines;
    messages += other.messages;
    memberships += other.memberships;
    repliesKept += other.repliesKept;
    repliesLost += other.repliesLost;
    replacedBytes += other.replacedBytes;
    other.skipped.forEach((why, count) -> skipped.merge(why, count, Integer::sum));
  }
}
