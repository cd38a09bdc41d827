package chat.parley.engine.feed;

import chat.parley.engine.domain.Change;
import chat.parley.engine.domain.RoomKey;
import chat.parley.engine.room.RoomPush;
import java.util.List;

/** Hands what the room says to the seats, each what its reader may see. */
final class Delivery<P> {

  private final RoomKey key;
  private final Pushes<P> pushes;
  private final Seats<P> seats;
  private List<RoomPush.Typist> typing = List.of();

  Delivery(RoomKey key, Pushes<P> pushes, Seats<P> seats) {
    this.key = key;
    this.pushes = pushes;
    this.seats = seats;
  }

  /** To every seat that lacks it. */
  void change(Change change) {
    P forAll = pushes.event(key.roomId(), Readers.seenByOthers(change));
    P forSender = null;
    for (Seat<P> seat : seats.which(seat -> seat.admitted && seat.rev < change.rev())) {
      seat.rev = change.rev();
      if (Readers.seesWhatOthersDoNot(seat, change)) {
        forSender = forSender == null ? pushes.event(key.roomId(), change) : forSender;
        seat.subscriber.event(change.rev(), forSender);
      } else {
        seat.subscriber.event(change.rev(), forAll);
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
