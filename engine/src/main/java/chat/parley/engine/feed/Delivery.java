package chat.parley.engine.feed;

import chat.parley.engine.domain.Change;
import chat.parley.engine.domain.RoomKey;
import chat.parley.engine.room.RoomPush;
import java.util.ArrayList;
import java.util.List;

/** Hands what the room says to the seats, each what its reader may see. */
final class Delivery<P> {

  /** Events at most that travel as one. */
  private static final int TOGETHER = 64;

  private static final long TOGETHER_BYTES = 32 * 1024;

  private final RoomKey key;
  private final Pushes<P> pushes;
  private final Seats<P> seats;
  private List<Change> waiting = new ArrayList<>();
  private List<RoomPush.Typist> typing = List.of();

  Delivery(RoomKey key, Pushes<P> pushes, Seats<P> seats) {
    this.key = key;
    this.pushes = pushes;
    this.seats = seats;
  }

  /** Changes that follow without a gap on those before; true when they are the first to wait. */
  boolean add(List<Change> changes) {
    boolean isFirst = waiting.isEmpty();
    waiting.addAll(changes);
    return isFirst;
  }

  /** Hands on what waits. */
  void flush() {
    if (!waiting.isEmpty()) {
      List<Change> changes = waiting;
      waiting = new ArrayList<>();
      changes(changes);
    }
  }

  /**
   * To every seat that lacks them. What all may see alike goes to each seat at once: it wakes its
   * socket once, and shares what was made of it.
   */
  void changes(List<Change> changes) {
    List<Change> piece = new ArrayList<>();
    long weight = 0;
    for (Change change : changes) {
      boolean alike = Readers.isSameForAll(change);
      weight += change.weight();
      if (!alike || weight > TOGETHER_BYTES || piece.size() == TOGETHER) {
        together(piece);
        piece = new ArrayList<>();
        weight = alike ? change.weight() : 0;
      }
      if (alike) {
        piece.add(change);
      } else {
        change(change);
      }
    }
    together(piece);
  }

  private void together(List<Change> changes) {
    if (changes.isEmpty()) {
      return;
    }
    long first = changes.get(0).rev();
    List<P> each = changes.stream().map(one -> pushes.event(key.roomId(), one)).toList();
    P all = pushes.together(each);
    for (Seat<P> seat : seats.all()) {
      if (!seat.admitted) {
        continue;
      }
      if (seat.rev < first) {
        seat.subscriber.events(first, all);
        seat.rev = first + changes.size() - 1;
      } else {
        rest(seat, changes, each);
      }
    }
  }

  /** For one that came into the stream between these changes. */
  private void rest(Seat<P> seat, List<Change> changes, List<P> each) {
    for (int i = 0; i < changes.size(); i++) {
      long rev = changes.get(i).rev();
      if (seat.rev < rev) {
        seat.rev = rev;
        seat.subscriber.events(rev, each.get(i));
      }
    }
  }

  private void change(Change change) {
    P forAll = pushes.event(key.roomId(), Readers.seenByOthers(change));
    P forSender = null;
    for (Seat<P> seat : seats.which(seat -> seat.admitted && seat.rev < change.rev())) {
      seat.rev = change.rev();
      if (Readers.seesWhatOthersDoNot(seat, change)) {
        forSender = forSender == null ? pushes.event(key.roomId(), change) : forSender;
        seat.subscriber.events(change.rev(), forSender);
      } else {
        seat.subscriber.events(change.rev(), forAll);
      }
      if (Readers.loses(seat, change)) {
        seats.remove(seat);
        seat.subscriber.ended();
      }
    }
  }

  void receipts(RoomPush.MarkersMoved moved) {
    ephemeral(pushes.receipts(key.roomId(), moved.markers()));
  }

  void typing(RoomPush.TypingNow now) {
    typing = now.users();
    ephemeral(pushes.typing(key.roomId(), typing));
  }

  /** The room that said who types is gone: who still does is named by the one that follows. */
  void nobodyTypes() {
    if (!typing.isEmpty()) {
      typing(new RoomPush.TypingNow(List.of()));
    }
  }

  /** Who comes into the stream is shown who types. */
  void showTyping(Seat<P> seat) {
    if (!typing.isEmpty()) {
      seat.subscriber.ephemeral(pushes.typing(key.roomId(), typing));
    }
  }

  private void ephemeral(P push) {
    for (Seat<P> seat : seats.all()) {
      if (seat.admitted) {
        seat.subscriber.ephemeral(push);
      }
    }
  }
}
