package chat.parley.http.importing;

import akka.util.ByteString;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Cuts bytes into lines. Of a line that is too long only the number is kept. */
final class LineSplitter {

  /** Bytes that a line may have. */
  static final int LONGEST = 64 * 1024;

  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private boolean tooLong;
  private long number;

  /**
   * A line without its end.
   *
   * @param number 1, 2, 3 …
   * @param bytes null when there were too many
   */
  record Line(long number, byte[] bytes) {

    boolean isBlank() {
      if (bytes == null) {
        return false;
      }
      for (byte b : bytes) {
        if (b != ' ' && b != '\t' && b != '\r') {
          return false;
        }
      }
      return true;
    }
  }

  /** The lines that end in these bytes. */
  List<Line> feed(ByteString more) {
    byte[] bytes = more.toArrayUnsafe();
    List<Line> lines = new ArrayList<>();
    int start = 0;
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] == '\n') {
        add(bytes, start, i);
        lines.add(end());
        start = i + 1;
      }
    }
    add(bytes, start, bytes.length);
    return lines;
  }

  /** The last line, where it has no end of its own. */
  Optional<Line> last() {
    return line.size() > 0 || tooLong ? Optional.of(end()) : Optional.empty();
  }

  private void add(byte[] bytes, int from, int to) {
    tooLong |= line.size() + (to - from) > LONGEST;
    if (tooLong) {
      line.reset();
    } else {
      line.write(bytes, from, to - from);
    }
  }

  private Line end() {
    number++;
    Line ended = new Line(number, tooLong ? null : line.toByteArray());
    line.reset();
    tooLong = false;
    return ended;
  }
}
