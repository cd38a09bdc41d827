package chat.parley.bench.check;

import java.util.Arrays;
import java.util.Comparator;

/**
 * What was known before a send began comes before it: a sweep over both in the order of time. It
 * counts as known from its ack, or from the first event that anybody got of it.
 */
final class OrderCheck {

  private final RoomFacts room;
  private final Findings findings;

  OrderCheck(RoomFacts room, Findings findings) {
    this.room = room;
    this.findings = findings;
  }

  void run() {
    Row[] known = room.rows().clone();
    Arrays.sort(known, Comparator.comparingLong(row -> row.knownAt));
    Row[] begun = sent();
    Arrays.sort(begun, Comparator.comparingLong(row -> row.sent.start));
    Row newest = null;
    int next = 0;
    for (Row row : begun) {
      for (; next < known.length && known[next].knownAt < row.sent.start; next++) {
        if (newest == null || known[next].seq > newest.seq) {
          newest = known[next];
        }
      }
      if (newest != null && newest.seq > row.seq) {
        report(newest.seq, row);
      }
    }
  }

  /** A message that is stored twice counts where it stands first. */
  private Row[] sent() {
    return Arrays.stream(room.rows())
        .filter(row -> row.sent != null && row.sent.row == row)
        .toArray(Row[]::new);
  }

  private void report(long known, Row row) {
    findings.add(
        Anomaly.ORDER,
        () ->
            "room %s: seq %d was known before %s began to send what got seq %d"
                .formatted(room.name, known, row.sent.client, row.seq));
  }
}
