package chat.parley.bench.check;

import java.util.List;
import java.util.function.Supplier;

/** Compares a message that a client saw with the one at rest. */
final class SeenCheck {

  private final Findings findings;

  SeenCheck(Findings findings) {
    this.findings = findings;
  }

  /**
   * A list of messages.
   *
   * @param newest the seq that it must end with; 0 when there is none
   * @param rev of the room when it was answered
   */
  void page(
      RoomFacts room, List<Entry.Seen> messages, long newest, long rev, Supplier<String> where) {
    List<Entry.Seen> list = messages == null ? List.of() : messages;
    long last = list.isEmpty() ? 0 : list.get(list.size() - 1).seq();
    boolean whole = last == newest;
    for (int i = 0; i < list.size(); i++) {
      Entry.Seen seen = list.get(i);
      whole &= i == 0 || seen.seq() == list.get(i - 1).seq() + 1;
      boolean agree = seen.deleted() == Changes.isEmpty(Fingerprint.of(seen.hash()));
      if (message(room, seen.seq(), seen.id(), seen.hash(), rev, where) != null && !agree) {
        report(Anomaly.ALTERED, seen.seq(), () -> where.get() + ": deleted, or not?");
      }
    }
    if (!whole) {
      report(Anomaly.LIST_HOLE, newest, where);
    }
  }

  /** An event; it must be the same one to everybody. */
  void event(RoomFacts room, Entry.Event event) {
    Supplier<String> where =
        () -> "event " + event.rev() + " of " + event.client() + " in room " + event.room();
    if (!room.agrees(event.rev(), event.seq())) {
      report(Anomaly.MISMATCH, event.seq(), where);
    }
    if (event.seq() <= 0) {
      return;
    }
    Row row = message(room, event.seq(), event.id(), event.hash(), event.rev(), where);
    if (row != null) {
      row.known(event.at());
      if (event.sender() != null && !event.sender().equals(row.sender)) {
        report(Anomaly.ALTERED, event.seq(), () -> where.get() + ": sender " + event.sender());
      }
    }
  }

  /** Gives the one at rest, or null where it is not the same. */
  private Row message(
      RoomFacts room, long seq, String id, String hash, long rev, Supplier<String> where) {
    Row row = room.row(seq);
    if (row == null) {
      if (room.lose(seq, Fingerprint.of(id))) {
        report(Anomaly.LOST, seq, where);
      }
      return null;
    }
    if (!row.id.equals(id)) {
      report(Anomaly.MISMATCH, seq, () -> where.get() + ": " + id + ", stored " + row.id);
      return null;
    }
    if (row.sent != null && row.sent.possible) {
      switch (Changes.judge(row, Fingerprint.of(hash), rev)) {
        case LAWFUL -> {}
        case OLD -> report(Anomaly.STALE, seq, () -> where.get() + ": before an edit");
        case STRANGE -> report(Anomaly.ALTERED, seq, where);
      }
    }
    return row;
  }

  private void report(Anomaly anomaly, long seq, Supplier<String> where) {
    findings.add(anomaly, () -> where.get() + ", seq " + seq);
  }
}
