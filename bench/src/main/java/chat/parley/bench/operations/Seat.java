package chat.parley.bench.operations;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.random.RandomGenerator;

/**
 * One person in one room, member or not at the time; does one thing after the other.
 *
 * <p>A try of a join, a leave or a mute that was not answered may be done after the one that was.
 * Where a member does the opposite meanwhile, that would be undone, and nobody told. So after such
 * a try the person waits with these, longer than a node answers.
 */
final class Seat {

  private static final Duration QUIET = Duration.ofSeconds(30);

  /** From here on {@link #dice} means reading, muting, leaving. */
  static final int READERS = 76;

  /** The quiet write once in so many times, and come once in so many. */
  private static final int WRITES = 20;

  private static final int COMES = 3;

  private final Person person;
  private final RoomModel room;
  private final boolean quiet;
  private final AtomicBoolean busy = new AtomicBoolean();
  private volatile long quietUntil = System.nanoTime();
  private int keys;

  /**
   * A seat.
   *
   * @param quiet mostly reads, and comes seldom: who writes has always just read everything
   */
  Seat(Person person, RoomModel room, boolean quiet) {
    this.person = person;
    this.room = room;
    this.quiet = quiet;
  }

  Person person() {
    return person;
  }

  String user() {
    return person.id();
  }

  RoomModel room() {
    return room;
  }

  /** What comes next: below 100, and of the quiet mostly above what writers do. */
  int dice(RandomGenerator random) {
    return quiet && random.nextInt(WRITES) > 0 ? random.nextInt(READERS, 100) : random.nextInt(100);
  }

  /** Whether it is anything's turn. */
  boolean wants(RandomGenerator random) {
    return !quiet || random.nextInt(COMES) == 0;
  }

  /** Whether the caller has it now, and has to give it back. */
  boolean take() {
    return busy.compareAndSet(false, true);
  }

  void giveBack() {
    busy.set(false);
  }

  /** A clientMessageId that nobody used; for who has the seat. */
  String newKey() {
    keys++;
    return person.id() + "-" + keys;
  }

  void settled(Outcome outcome) {
    if (outcome.late()) {
      quietUntil = System.nanoTime() + QUIET.toNanos();
    }
  }

  /** Whether it may come, go, mute. */
  boolean mayTurn() {
    return System.nanoTime() - quietUntil >= 0;
  }

  @Override
  public String toString() {
    return person.id() + " in " + room.id();
  }
}
