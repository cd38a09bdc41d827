package chat.parley.bench.fault;

import chat.parley.bench.fault.Conditions.Flow;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Predicate;

/** One way of a link: what was read from one socket and not yet written to the other. */
final class Lane {

  /** What it says of how long to wait when time alone changes nothing. */
  static final long NOTHING_DUE = Long.MAX_VALUE;

  private final Direction direction;
  private final SocketChannel from;
  private final SocketChannel to;
  private final Conditions conditions;
  private final Predicate<ByteBuffer> lookedAt;
  private final Deque<Chunk> underway = new ArrayDeque<>();
  private long bytesUnderway;
  private boolean ended;
  private boolean shut;
  private boolean full;
  private boolean broken;

  /**
   * @param lookedAt sees what is carried as it is read; false when it must not be
   */
  Lane(
      Direction direction,
      SocketChannel from,
      SocketChannel to,
      Conditions conditions,
      Predicate<ByteBuffer> lookedAt) {
    this.direction = direction;
    this.from = from;
    this.to = to;
    this.conditions = conditions;
    this.lookedAt = lookedAt;
  }

  SocketChannel from() {
    return from;
  }

  SocketChannel to() {
    return to;
  }

  /** Reads once into a buffer that is the lane's until the next {@link #write}. */
  void read(ByteBuffer buffer, long now) throws IOException {
    int count = from.read(buffer.clear());
    ended = count < 0;
    if (count == 0 || shut) {
      return;
    }
    if (is(Flow.DROPPED)) {
      broken = true;
    } else if (ended) {
      underway.add(Chunk.end(now));
    } else if (lookedAt.test(buffer.flip())) {
      underway.add(new Chunk(buffer, now));
      bytesUnderway += count;
    }
  }

  /** Writes what is due, as far as the other socket takes it, and keeps the rest. */
  void write(long now) throws IOException {
    full = false;
    boolean allowed = true;
    while (allowed && !full && isDue(now)) {
      Chunk next = underway.element();
      if (next.isEnd()) {
        shutOutput();
      } else {
        allowed = write(next.bytes(), now);
      }
      if (!next.bytes().hasRemaining()) {
        underway.remove();
      }
    }
    if (!underway.isEmpty() && underway.getLast().isBorrowed()) {
      underway.add(underway.removeLast().copy());
    }
  }

  /** False when the budget is spent. */
  private boolean write(ByteBuffer bytes, long now) throws IOException {
    Budget budget = conditions.budget(direction);
    int allowed = budget.allowed(bytes.remaining(), now);
    if (allowed == 0) {
      return false;
    }
    int limit = bytes.limit();
    int written = to.write(bytes.limit(bytes.position() + allowed));
    bytes.limit(limit);
    budget.spend(written);
    bytesUnderway -= written;
    full = written < allowed;
    return true;
  }

  private boolean isDue(long now) {
    return is(Flow.CARRIED) && !underway.isEmpty() && delayLeft(now) <= 0;
  }

  private long delayLeft(long now) {
    return underway.element().readAt() + conditions.delayNanos() - now;
  }

  /** How long until there is something to write, if nothing else happens. */
  long waitNanos(long now) {
    boolean waits = is(Flow.CARRIED) && !underway.isEmpty() && !full;
    return waits
        ? Math.max(delayLeft(now), conditions.budget(direction).waitNanos(now))
        : NOTHING_DUE;
  }

  boolean wantsToRead() {
    boolean room = is(Flow.DROPPED) || bytesUnderway < conditions.underwayBytes();
    return !ended && !is(Flow.HELD) && room;
  }

  boolean wantsToWrite() {
    return full && is(Flow.CARRIED);
  }

  /** Loses what is underway when the network does. */
  void conditionsChanged() {
    if (is(Flow.DROPPED) && !underway.isEmpty()) {
      forget();
      broken = true;
    }
  }

  /** Whether bytes were lost that a network would now carry. */
  boolean isBeyondRepair() {
    return broken && is(Flow.CARRIED);
  }

  boolean isDone() {
    return ended && shut && !broken;
  }

  /** Nothing more comes. */
  void sourceGone() {
    ended = true;
    forget();
    broken |= !is(Flow.CARRIED);
  }

  /** What comes has nowhere to go. */
  void sinkGone() {
    shut = true;
    forget();
    broken |= !is(Flow.CARRIED);
  }

  /** Ends the stream for the receiver while the sender goes on; false when it is at its end. */
  boolean halfClose() throws IOException {
    if (shut) {
      return false;
    }
    forget();
    shutOutput();
    return true;
  }

  private void shutOutput() throws IOException {
    shut = true;
    to.shutdownOutput();
  }

  private void forget() {
    underway.clear();
    bytesUnderway = 0;
    full = false;
  }

  private boolean is(Flow flow) {
    return conditions.flow(direction) == flow;
  }
}
