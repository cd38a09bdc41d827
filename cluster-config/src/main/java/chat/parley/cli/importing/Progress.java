package chat.parley.cli.importing;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;

/** Shows how far it is: one line that changes on a terminal, a line every few seconds elsewhere. */
final class Progress {

  private static final long TERMINAL_NANOS = Duration.ofMillis(100).toNanos();
  private static final long PLAIN_NANOS = Duration.ofSeconds(5).toNanos();

  private final PrintStream out;
  private final boolean terminal;
  private long shownAt;
  private int width;

  Progress(PrintStream out, boolean terminal) {
    this.out = out;
    this.terminal = terminal;
    this.shownAt = System.nanoTime();
  }

  /**
   * @param done lines so far
   * @param total lines altogether, -1 where it is not known
   */
  void at(String file, long done, long total, Duration since) {
    long now = System.nanoTime();
    if (now - shownAt >= (terminal ? TERMINAL_NANOS : PLAIN_NANOS)) {
      shownAt = now;
      String of = total < 0 ? "" : String.format(Locale.ROOT, " of %,d", total);
      show(String.format(Locale.ROOT, "%s: %,d%s lines, %,d/s", file, done, of, rate(done, since)));
    }
  }

  /** Something worth a line of its own. */
  void say(String text) {
    done();
    out.println(text);
  }

  /** Ends a line that was changing. */
  void done() {
    if (terminal && width > 0) {
      out.print("\r" + " ".repeat(width) + "\r");
      out.flush();
      width = 0;
    }
  }

  /** Things a second. */
  static long rate(long done, Duration since) {
    return Math.round(done * 1e9 / Math.max(1, since.toNanos()));
  }

  private void show(String text) {
    if (terminal) {
      out.print("\r" + text + " ".repeat(Math.max(0, width - text.length())));
      out.flush();
      width = text.length();
    } else {
      out.println(text);
    }
  }
}
