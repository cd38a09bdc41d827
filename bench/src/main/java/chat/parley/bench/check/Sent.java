package chat.parley.bench.check;

import java.util.Arrays;

/** All sends of one client to one room under one key; they are one message. */
final class Sent {

  final String client;

  /** The first of those that were not refused. */
  long start = Long.MAX_VALUE;

  /** When the first ack was there. */
  long acked = Long.MAX_VALUE;

  long seq;
  long id;

  /** Of the posting; 0 where the ack did not say it. */
  long rev;

  /** Whether one of them was not refused. */
  boolean possible;

  /** Whether two acks named different places. */
  boolean split;

  private long[] hashes = {};

  /** Where it is stored; the first place when there is more than one. */
  Row row;

  Sent(String client) {
    this.client = client;
  }

  boolean isAcked() {
    return acked != Long.MAX_VALUE;
  }

  void add(Entry.Send send) {
    if (send.outcome() == Entry.Outcome.FAIL) {
      return;
    }
    possible = true;
    start = Math.min(start, send.start());
    long hash = Fingerprint.of(send.hash());
    if (!gave(hash)) {
      hashes = Arrays.copyOf(hashes, hashes.length + 1);
      hashes[hashes.length - 1] = hash;
    }
    if (send.outcome() == Entry.Outcome.OK && !send.repeat()) {
      acked(send);
    }
  }

  private void acked(Entry.Send send) {
    long newId = Fingerprint.of(send.id());
    split |= isAcked() && (seq != send.seq() || id != newId);
    if (send.end() < acked) {
      acked = send.end();
      seq = send.seq();
      id = newId;
      rev = send.duplicate() ? 0 : send.rev();
    }
  }

  /** Takes a repetition's ack as its own where the history has no other. */
  void ackedAtLeast(RoomFacts.Repeat repeat) {
    if (!isAcked()) {
      acked = repeat.end();
      seq = repeat.seq();
      id = repeat.id();
    }
  }

  /** Whether it was sent with this content, and not refused. */
  boolean gave(long hash) {
    for (long one : hashes) {
      if (one == hash) {
        return true;
      }
    }
    return false;
  }
}
