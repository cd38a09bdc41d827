package chat.parley.bench.check;

import java.util.ArrayList;
import java.util.List;

/** Entries that differ from others in one thing. */
final class Copies {

  private Copies() {}

  static Entry.Send ack(
      Entry.Send e, long seq, long rev, String id, boolean duplicate, boolean repeat) {
    return ack(e, seq, rev, id, duplicate, repeat, e.start(), e.end());
  }

  private static Entry.Send ack(
      Entry.Send e,
      long seq,
      long rev,
      String id,
      boolean duplicate,
      boolean repeat,
      long start,
      long end) {
    return new Entry.Send(
        e.client(),
        e.room(),
        e.key(),
        e.hash(),
        start,
        end,
        Entry.Outcome.OK,
        null,
        seq,
        rev,
        id,
        duplicate,
        repeat,
        1,
        e.via());
  }

  /** The ack of a repetition. */
  static Entry.Send again(Entry.Send first, long seq, boolean duplicate, long at) {
    return ack(first, seq, first.rev(), first.id(), duplicate, true, at, at + 1);
  }

  static Entry.Send oneLess(Entry.Send e) {
    return ack(e, e.seq() - 1, 0, e.id(), e.duplicate(), e.repeat());
  }

  static Entry.Send otherId(Entry.Send e) {
    return ack(e, e.seq(), e.rev(), "another", e.duplicate(), e.repeat());
  }

  /** The ack of a send under a key that was acked before, as if the client knew nothing of that. */
  static Entry.Send anew(Entry.Send e) {
    return ack(e, e.seq(), 0, "another", true, false);
  }

  static Entry.Stored otherId(Entry.Stored e) {
    return stored(e, e.seq(), "another", e.hash());
  }

  static Entry.Stored altered(Entry.Stored e) {
    return stored(e, e.seq(), e.id(), Hashes.of("another"));
  }

  static Entry.Event otherId(Entry.Event e) {
    return seen(e, "another", e.hash());
  }

  static Entry.Event altered(Entry.Event e) {
    return seen(e, e.id(), Hashes.of("another"));
  }

  static Entry.Revs oneLess(Entry.Revs e) {
    return new Entry.Revs(e.room(), e.count() - 1, e.first(), e.last(), e.distinct() - 1);
  }

  static Entry.Count count(Entry.Count e, long unread, long mentions) {
    return new Entry.Count(
        e.client(),
        e.room(),
        e.source(),
        e.readSeq(),
        e.unread() + unread,
        e.mentions() + mentions);
  }

  static Entry.Count marked(Entry.Count e) {
    return new Entry.Count(
        e.client(), e.room(), e.source(), e.readSeq() + 1, e.unread(), e.mentions());
  }

  static Entry.Read without(Entry.Read e, int message) {
    List<Entry.Seen> left = new ArrayList<>(e.messages());
    left.remove(message);
    return read(e, e.rev(), left);
  }

  static Entry.Stored stored(Entry.Stored e, long seq, String id, String hash) {
    return new Entry.Stored(
        e.source(),
        e.room(),
        seq,
        e.rev(),
        id,
        e.sender(),
        e.key(),
        hash,
        e.deleted(),
        e.mentions());
  }

  static Entry.Event seen(Entry.Event e, String id, String hash) {
    return new Entry.Event(
        e.client(),
        e.connection(),
        e.room(),
        e.at(),
        e.rev(),
        e.kind(),
        e.seq(),
        id,
        e.sender(),
        hash);
  }

  static Entry.Event ofSomebodyElse(Entry.Event e) {
    return new Entry.Event(
        e.client(),
        e.connection(),
        e.room(),
        e.at(),
        e.rev(),
        e.kind(),
        e.seq(),
        e.id(),
        "somebody",
        e.hash());
  }

  static Entry.Event aboutNoMessage(Entry.Event e) {
    return new Entry.Event(
        e.client(), e.connection(), e.room(), e.at(), e.rev(), "member.left", 0, null, null, null);
  }

  static Entry.Marker negative(Entry.Marker e) {
    return new Entry.Marker(
        e.client(), e.room(), e.start(), e.end(), e.outcome(), e.code(), e.seq(), e.readSeq(), -1);
  }

  static Entry.Read beyond(Entry.Read e) {
    return read(e, e.rev() + 1_000_000, e.messages());
  }

  static Entry.Read asked(Entry.Read e, long minRev) {
    return read(e, minRev, e.rev(), e.lastSeq(), e.messages());
  }

  /** With a message that is not there at rest. */
  static Entry.Read withOneMore(Entry.Read e) {
    List<Entry.Seen> seen = new ArrayList<>(e.messages());
    seen.add(new Entry.Seen(e.lastSeq() + 1, "dropped", Hashes.of("dropped"), false));
    return read(e, e.minRev(), e.rev(), e.lastSeq() + 1, seen);
  }

  static Entry.Read forgetful(Entry.Read e) {
    return read(e, e.minRev(), e.rev(), e.lastSeq() - 1, e.messages());
  }

  /** With the other content of a message. */
  static Entry.Read showing(Entry.Read e, String id, String hash) {
    List<Entry.Seen> seen = new ArrayList<>(e.messages());
    seen.replaceAll(m -> m.id().equals(id) ? new Entry.Seen(m.seq(), id, hash, false) : m);
    return read(e, e.rev(), seen);
  }

  /** The first message looks deleted, or not so any more. */
  static Entry.Read turned(Entry.Read e) {
    List<Entry.Seen> seen = new ArrayList<>(e.messages());
    Entry.Seen first = seen.get(0);
    seen.set(0, new Entry.Seen(first.seq(), first.id(), first.hash(), !first.deleted()));
    return read(e, e.rev(), seen);
  }

  private static Entry.Read read(Entry.Read e, long rev, List<Entry.Seen> messages) {
    return read(e, e.minRev(), rev, e.lastSeq(), messages);
  }

  private static Entry.Read read(
      Entry.Read e, long minRev, long rev, long lastSeq, List<Entry.Seen> messages) {
    return new Entry.Read(
        e.client(),
        e.room(),
        e.via(),
        e.node(),
        e.before(),
        e.start(),
        e.end(),
        e.outcome(),
        e.code(),
        minRev,
        rev,
        lastSeq,
        messages);
  }
}
