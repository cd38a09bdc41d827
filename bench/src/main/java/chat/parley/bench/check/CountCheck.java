package chat.parley.bench.check;

/** Compares the counts that a member is told at rest with the checker's own. */
final class CountCheck {

  private final Findings findings;

  CountCheck(Findings findings) {
    this.findings = findings;
  }

  void negative(long count, Entry entry) {
    if (count < 0) {
      findings.add(Anomaly.NEGATIVE, entry::toString);
    }
  }

  void count(RoomFacts room, Entry.Count count) {
    Long marker = room.readSeqs.get(count.client());
    // The inbox frame tells no marker.
    boolean told = !count.source().equals("inbox") || count.readSeq() != 0;
    if (marker == null || (told && marker != count.readSeq())) {
      findings.add(Anomaly.MARKER_DIFFERS, () -> count + ", in the journal " + marker);
    }
    long readSeq = marker == null ? count.readSeq() : marker;
    long unread = 0;
    long mentions = 0;
    Row[] rows = room.rows();
    for (int i = room.firstFrom(readSeq + 1); i < rows.length; i++) {
      boolean again = i > 0 && rows[i].seq == rows[i - 1].seq;
      if (!again && rows[i].countsFor(count.client())) {
        unread++;
        mentions += rows[i].mentions.contains(count.client()) ? 1 : 0;
      }
    }
    compare(Anomaly.UNREAD, count.unread(), unread, count);
    compare(Anomaly.MENTIONS, count.mentions(), mentions, count);
  }

  private void compare(Anomaly anomaly, long told, long own, Entry.Count count) {
    negative(told, count);
    if (told >= 0 && told != own) {
      findings.add(anomaly, () -> count + ", own count " + own);
    }
  }
}
