package chat.parley.bench.check;

import java.util.function.Supplier;

/** The events of one room on one connection: from each synced on, the next rev and no other. */
final class Stream {

  private final String name;
  private final Findings findings;
  private boolean live;
  private long last;
  private long promised;

  Stream(String name, Findings findings) {
    this.name = name;
    this.findings = findings;
  }

  /**
   * It starts here, or starts again.
   *
   * @param had the highest rev that the client had on all its connections
   */
  void synced(Entry.Synced synced, long had) {
    end();
    boolean reset = synced.mode().equals("reset");
    boolean unasked = synced.asked() == Entry.Synced.UNASKED;
    if (unasked && !live) {
      report(Anomaly.EVENT_UNSYNCED, () -> "synced, though nobody asked");
    }
    long from = unasked ? last : synced.asked();
    live = true;
    last = reset ? synced.rev() : from;
    promised = synced.rev();
    if (synced.rev() < from) {
      findings.add(
          Anomaly.STALE,
          () -> "%s: synced at %d to one that had %d".formatted(name, promised, from));
    }
    if (!reset && from > had) {
      report(Anomaly.EVENT_GAP, () -> "resumed from %d by one that had %d".formatted(from, had));
    }
  }

  void event(long rev) {
    if (!live) {
      report(Anomaly.EVENT_UNSYNCED, () -> "rev " + rev);
    } else if (rev <= last) {
      report(Anomaly.EVENT_REPEATED, () -> "rev " + rev + " after " + last);
    } else {
      if (rev != last + 1) {
        report(Anomaly.EVENT_GAP, () -> "rev " + rev + " after " + last);
      }
      last = rev;
    }
  }

  /** Nothing comes any more until it is synced again. */
  void behind() {
    end();
    live = false;
  }

  /** Nothing comes any more; a synced that resumed must have brought all that it promised. */
  void end() {
    if (live && last < promised) {
      report(Anomaly.EVENT_GAP, () -> "resumed to " + promised + ", ends with " + last);
    }
    promised = 0;
  }

  private void report(Anomaly anomaly, Supplier<String> what) {
    findings.add(anomaly, () -> name + ": " + what.get());
  }
}
