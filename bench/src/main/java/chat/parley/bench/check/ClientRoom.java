package chat.parley.bench.check;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What one client did and saw in one room. */
final class ClientRoom {

  private record Answer(String via, int node, long start, long minRev, long rev, long lastSeq) {}

  private record Moved(long start, long asked, long readSeq) {}

  private final String client;
  private final RoomFacts room;
  private final Findings findings;
  private final Staircase ownRevs = new Staircase();
  private final Staircase ownSeqs = new Staircase();
  private final Staircase seenRevs = new Staircase();
  private final Staircase seenSeqs = new Staircase();
  private final Staircase markers = new Staircase();
  private final List<Answer> answers = new ArrayList<>(0);
  private final List<Moved> moves = new ArrayList<>(0);
  private final Map<Integer, Stream> streams = new HashMap<>(4);
  private long had;

  ClientRoom(String client, RoomFacts room, Findings findings) {
    this.client = client;
    this.room = room;
    this.findings = findings;
  }

  /** An ack; 0 for what it does not tell. */
  void acked(long at, long rev, long seq) {
    ownRevs.add(at, rev);
    ownSeqs.add(at, seq);
  }

  void event(Entry.Event event) {
    stream(event.connection()).event(event.rev());
    saw(event.at(), event.rev(), event.seq(), "event");
  }

  void synced(Entry.Synced synced) {
    stream(synced.connection()).synced(synced, had);
    saw(synced.at(), synced.rev(), synced.lastSeq(), "synced");
  }

  void behind(Entry.Behind behind) {
    stream(behind.connection()).behind();
  }

  void read(Entry.Read read) {
    answers.add(
        new Answer(
            read.via(), read.node(), read.start(), read.minRev(), read.rev(), read.lastSeq()));
    saw(read.end(), read.rev(), read.lastSeq(), read.via());
  }

  void moved(Entry.Marker marker) {
    moves.add(new Moved(marker.start(), marker.seq(), marker.readSeq()));
    markers.add(marker.end(), marker.readSeq());
  }

  /** Judges what needs to know everything: entries may be recorded later than they happened. */
  void finish() {
    streams.values().forEach(Stream::end);
    answers.forEach(this::answered);
    moves.forEach(this::marked);
    atRest();
  }

  private Stream stream(int connection) {
    return streams.computeIfAbsent(
        connection, number -> new Stream(name() + " on connection " + number, findings));
  }

  /** What is beyond the journal is told once and then not held against later answers. */
  private void saw(long at, long rev, long seq, String how) {
    if (rev > room.lastRev()) {
      findings.add(
          Anomaly.PHANTOM_REV,
          () -> name() + ": rev " + rev + " by " + how + ", last " + room.lastRev());
      return;
    }
    had = Math.max(had, rev);
    seenRevs.add(at, rev);
    seenSeqs.add(at, seq);
  }

  private void answered(Answer answer) {
    long start = answer.start;
    if (answer.rev < ownRevs.before(start) || answer.lastSeq < ownSeqs.before(start)) {
      report(
          Anomaly.OWN_WRITE,
          answer + ", acked rev " + ownRevs.before(start) + " seq " + ownSeqs.before(start));
    } else if (answer.rev < Math.max(answer.minRev, seenRevs.before(start))
        || answer.lastSeq < seenSeqs.before(start)) {
      report(
          Anomaly.STALE,
          answer + ", had seen rev " + seenRevs.before(start) + " seq " + seenSeqs.before(start));
    }
  }

  private void marked(Moved move) {
    long start = move.start;
    long own = ownSeqs.before(start);
    long floor = Math.max(own, markers.before(start));
    long asked = Math.min(move.asked, Math.max(own, seenSeqs.before(start)));
    if (move.readSeq < Math.max(floor, asked)) {
      report(Anomaly.MARKER_BACK, move + ", must be " + Math.max(floor, asked) + " or more");
    }
  }

  private void atRest() {
    Long readSeq = room.readSeqs.get(client);
    // What was lost cannot be read; that it is lost is told elsewhere.
    long told = Math.min(markers.highest(), room.lastSeq());
    long most = Math.max(told, room.lastSeqOf(client));
    if (readSeq != null && readSeq < most) {
      report(Anomaly.MARKER_BACK, "at rest " + readSeq + ", must be " + most + " or more");
    }
  }

  private void report(Anomaly anomaly, String what) {
    findings.add(anomaly, () -> name() + ": " + what);
  }

  RoomFacts room() {
    return room;
  }

  private String name() {
    return "client " + client + " in room " + room.name;
  }
}
