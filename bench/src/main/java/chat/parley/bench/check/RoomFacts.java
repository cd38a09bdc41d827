package chat.parley.bench.check;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The truth about a room: what its journal holds at rest, and what was sent to it. */
final class RoomFacts {

  /** An ack of a send that had been acked before. */
  record Repeat(Sent sent, long seq, long id, boolean duplicate, long end) {}

  private static final Row[] NO_ROWS = {};
  private static final int[] NO_SEQS = {};
  private static final int MOST_REVS = 1 << 24;
  private static final int UNKNOWN = -1;

  final String name;
  final Map<String, Columns> sources = new LinkedHashMap<>();
  final Map<String, Long> readSeqs = new HashMap<>();
  final List<Repeat> repeats = new ArrayList<>();
  private final Map<Long, Sent> sends = new HashMap<>();
  private final Map<String, Changes> changes = new HashMap<>();
  private final Map<String, Long> lastSeqs = new HashMap<>();
  private final Set<Long> lost = new HashSet<>();
  Entry.Revs revs;
  private List<Row> journal = new ArrayList<>();
  private Row[] rows = NO_ROWS;
  private int[] seqByRev = NO_SEQS;

  RoomFacts(String name) {
    this.name = name;
  }

  void stored(Entry.Stored stored, String sender) {
    if (stored.source().equals("journal")) {
      journal.add(new Row(stored, sender));
    } else {
      sources.computeIfAbsent(stored.source(), none -> new Columns()).add(stored);
    }
  }

  void sent(Entry.Send send, String client) {
    long key = Row.keyOf(client, send.key());
    Sent sent = sends.computeIfAbsent(key, none -> new Sent(client));
    sent.add(send);
    if (send.repeat() && send.outcome() == Entry.Outcome.OK) {
      repeats.add(
          new Repeat(sent, send.seq(), Fingerprint.of(send.id()), send.duplicate(), send.end()));
    }
  }

  void altered(Entry.Alter alter) {
    if (Changes.concerns(alter) && alter.id() != null) {
      changes.computeIfAbsent(alter.id(), none -> new Changes()).add(alter);
    }
  }

  /** Puts together what is stored, sent and changed; nothing of it is added later. */
  void settle() {
    rows = journal.toArray(NO_ROWS);
    journal = List.of();
    Arrays.sort(rows, Comparator.comparingLong(row -> row.seq));
    sources.values().forEach(Columns::sort);
    repeats.forEach(repeat -> repeat.sent.ackedAtLeast(repeat));
    for (Row row : rows) {
      row.sent = row.key == 0 ? null : sends.get(row.key);
      row.changes = changes.get(row.id);
      lastSeqs.put(row.sender, row.seq);
      if (row.sent != null && row.sent.row == null) {
        row.sent.row = row;
        row.known(row.sent.acked);
      }
    }
    changes.clear();
  }

  /** Whether it is the first time that this message is found to be lost. */
  boolean lose(long seq, long id) {
    return lost.add(id * 31 + seq);
  }

  /** The messages of the journal by seq; a repeated seq stands there twice. */
  Row[] rows() {
    return rows;
  }

  Iterable<Sent> sends() {
    return sends.values();
  }

  /** The newest message of this sender; 0 for none. */
  long lastSeqOf(String sender) {
    return lastSeqs.getOrDefault(sender, 0L);
  }

  long lastSeq() {
    return rows.length == 0 ? 0 : rows[rows.length - 1].seq;
  }

  /** The last rev; the highest number there is where the journal was not asked. */
  long lastRev() {
    return revs == null ? Long.MAX_VALUE : revs.last();
  }

  /** The message with this seq; null for none. */
  Row row(long seq) {
    if (seq >= 1 && seq <= rows.length && rows[(int) seq - 1].seq == seq) {
      return rows[(int) seq - 1];
    }
    int place = firstFrom(seq);
    return place < rows.length && rows[place].seq == seq ? rows[place] : null;
  }

  /** How many messages stand before this seq. */
  int firstFrom(long seq) {
    int low = 0;
    int high = rows.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (rows[middle].seq < seq) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /**
   * Notes which message a rev is about; the first word counts.
   *
   * @param seq 0 for an event about no message
   * @return whether that was said of this rev before, or nothing was
   */
  boolean agrees(long rev, long seq) {
    if (rev < 1 || rev > Math.min(lastRev(), MOST_REVS)) {
      return true;
    }
    int place = (int) rev;
    if (place >= seqByRev.length) {
      int old = seqByRev.length;
      seqByRev = Arrays.copyOf(seqByRev, place + (place >> 1) + 64);
      Arrays.fill(seqByRev, old, seqByRev.length, UNKNOWN);
    }
    if (seqByRev[place] == UNKNOWN) {
      seqByRev[place] = (int) seq;
    }
    return seqByRev[place] == (int) seq;
  }
}
