package chat.parley.bench.check;

/** Compares what a view, or a node's history, has of a room with its journal. */
final class SourceCheck {

  private final RoomFacts room;
  private final String source;
  private final Columns columns;
  private final Findings findings;

  SourceCheck(RoomFacts room, String source, Findings findings) {
    this.room = room;
    this.source = source;
    this.columns = room.sources.getOrDefault(source, new Columns());
    this.findings = findings;
  }

  void run() {
    Row[] rows = room.rows();
    int place = 0;
    for (int i = 0; i < rows.length; i++) {
      if (i > 0 && rows[i].seq == rows[i - 1].seq) {
        continue;
      }
      while (place < columns.size() && columns.seq(place) < rows[i].seq) {
        report(Anomaly.VIEW_EXTRA, columns.seq(place++));
      }
      if (place == columns.size() || columns.seq(place) != rows[i].seq) {
        report(Anomaly.VIEW_MISSING, rows[i].seq);
      } else {
        compare(rows[i], place++);
      }
    }
    while (place < columns.size()) {
      report(Anomaly.VIEW_EXTRA, columns.seq(place++));
    }
  }

  private void compare(Row row, int place) {
    if (columns.id(place) != Fingerprint.of(row.id)) {
      // A client that pages sees two messages under one seq; a table merely differs.
      report(source.equals("view") ? Anomaly.VIEW_DIFFERS : Anomaly.MISMATCH, row.seq);
    } else if (columns.rest(place) != Columns.restOf(row.sender, row.key, row.hash, row.deleted)) {
      report(Anomaly.VIEW_DIFFERS, row.seq);
    }
  }

  private void report(Anomaly anomaly, long seq) {
    findings.add(anomaly, () -> source + ", room " + room.name + " seq " + seq);
  }
}
