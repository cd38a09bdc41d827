package chat.parley.bench.load;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.HdrHistogram.Histogram;

/**
 * Every send, from the time it was due; who heard of it, how late, how often and in what order. For
 * one thread.
 */
final class Ledger {

  private static final int FIRST_SENDS = 1 << 16;
  private static final int DIGITS = 3;

  /** One receiver's view of one room. */
  static final class View {
    private final int room;
    private final BitSet heard = new BitSet();
    private long highestOrder = -1;
    private int highestRank = -1;

    private View(int room) {
      this.room = room;
    }
  }

  /** What is known of a room, by the numbers of its sends within it. */
  private static final class Room {
    int sends;
    int ranks;
    final BitSet acked = new BitSet();
  }

  /**
   * What did not go as promised.
   *
   * @param missing deliveries of acked sends that a receiver never got
   * @param repeated deliveries of what the receiver had already
   * @param reordered deliveries whose number in the room, as the server gave it, was not above all
   *     that the receiver had
   * @param disagreeing deliveries of what another receiver had before something that this one got
   *     before it
   * @param unanswered sends without an answer
   */
  record Faults(long missing, long repeated, long reordered, long disagreeing, long unanswered) {}

  private final Histogram acks = new Histogram(DIGITS);
  private final Histogram deliveries = new Histogram(DIGITS);
  private final List<View> views = new ArrayList<>();
  private Room[] rooms = {};
  private long[] due = new long[FIRST_SENDS];
  private int[] roomOf = new int[FIRST_SENDS];
  private int[] inRoom = new int[FIRST_SENDS];
  private int[] rank = new int[FIRST_SENDS];
  private int sends;
  private int answered;
  private long repeated;
  private long reordered;
  private long disagreeing;
  private long ackCount;
  private long deliveryCount;
  private long from = Long.MAX_VALUE;
  private long to = Long.MAX_VALUE;

  Ledger(int rooms) {
    this.rooms = new Room[rooms];
    for (int i = 0; i < rooms; i++) {
      this.rooms[i] = new Room();
    }
  }

  /** What is due in this span is measured; all is checked. */
  void measure(long since, long until) {
    from = since;
    to = until;
  }

  /** Somebody follows a room from now on. */
  View follow(int room) {
    View view = new View(room);
    views.add(view);
    return view;
  }

  /**
   * A send begins.
   *
   * @param when in {@link System#nanoTime} it was meant to: what keeps it waiting counts
   * @return its number
   */
  int send(int room, long when) {
    if (sends == due.length) {
      due = Arrays.copyOf(due, 2 * sends);
      roomOf = Arrays.copyOf(roomOf, 2 * sends);
      inRoom = Arrays.copyOf(inRoom, 2 * sends);
      rank = Arrays.copyOf(rank, 2 * sends);
    }
    due[sends] = when;
    roomOf[sends] = room;
    inRoom[sends] = rooms[room].sends++;
    rank[sends] = -1;
    return sends++;
  }

  /** The server says that it has it. */
  void acked(int number, long now) {
    answered++;
    rooms[roomOf[number]].acked.set(inRoom[number]);
    if (isMeasured(now)) {
      ackCount++;
    }
    if (isMeasured(due[number])) {
      acks.recordValue(Math.max(0, now - due[number]));
    }
  }

  /** The server says that it does not take it. */
  void refused() {
    answered++;
  }

  /**
   * A receiver hears of it.
   *
   * @param order the message's number as the server gave it
   * @return false when that view's room is not the send's
   */
  boolean delivered(View view, int number, long order, long now) {
    if (number >= sends || roomOf[number] != view.room) {
      return false;
    }
    if (view.heard.get(inRoom[number])) {
      repeated++;
      return true;
    }
    view.heard.set(inRoom[number]);
    order(view, number, order);
    if (isMeasured(now)) {
      deliveryCount++;
    }
    if (isMeasured(due[number])) {
      deliveries.recordValue(Math.max(0, now - due[number]));
    }
    return true;
  }

  private void order(View view, int number, long order) {
    if (order <= view.highestOrder) {
      reordered++;
    }
    view.highestOrder = Math.max(view.highestOrder, order);
    if (rank[number] < 0) {
      rank[number] = rooms[view.room].ranks++;
    }
    if (rank[number] < view.highestRank) {
      disagreeing++;
    }
    view.highestRank = Math.max(view.highestRank, rank[number]);
  }

  private boolean isMeasured(long time) {
    return time >= from && time < to;
  }

  /** Whether every send is answered and every acked one was delivered to everybody. */
  boolean isSettled() {
    return answered == sends && missing() == 0;
  }

  Faults faults() {
    return new Faults(missing(), repeated, reordered, disagreeing, sends - answered);
  }

  private long missing() {
    long missing = 0;
    for (View view : views) {
      BitSet left = (BitSet) rooms[view.room].acked.clone();
      left.andNot(view.heard);
      missing += left.cardinality();
    }
    return missing;
  }

  int sends() {
    return sends;
  }

  int roomOf(int number) {
    return roomOf[number];
  }

  /** Acks that came in the measured span. */
  long ackCount() {
    return ackCount;
  }

  /** Deliveries that came in the measured span. */
  long deliveryCount() {
    return deliveryCount;
  }

  /** From due to ack, in nanoseconds, of the sends that were due in the measured span. */
  Histogram acks() {
    return acks;
  }

  /** From due to delivery, likewise; one for each receiver. */
  Histogram deliveries() {
    return deliveries;
  }
}
