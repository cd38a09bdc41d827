package chat.parley.engine.feed;

import chat.parley.engine.domain.ErrorCode;
import chat.parley.engine.domain.RoomReply.Rejected;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Which seats the room is asked to admit, and when again: sharding delivers at most once. Only so
 * many are asked for at a time, since each answer may weigh as much as a page.
 */
final class Admissions<P> {

  /** Ticks in the time after which an unanswered admission is asked for again. */
  static final int TICKS_A_TRY = 2;

  private final Seats<P> seats;
  private final FeedSettings settings;
  private final Consumer<Seat<P>> ask;

  Admissions(Seats<P> seats, FeedSettings settings, Consumer<Seat<P>> ask) {
    this.seats = seats;
    this.settings = settings;
    this.ask = ask;
  }

  /** Asks for as many more as may be under way. */
  void pump() {
    int underWay = 0;
    List<Seat<P>> next = new ArrayList<>();
    for (Seat<P> seat : seats.all()) {
      if (!seat.admitted) {
        if (seat.tries > 0) {
          underWay++;
        } else {
          next.add(seat);
        }
      }
    }
    for (Seat<P> seat : next) {
      if (underWay++ >= settings.admissions()) {
        return;
      }
      send(seat);
    }
  }

  private void send(Seat<P> seat) {
    seat.tries++;
    seat.ticks = 0;
    ask.accept(seat);
  }

  /** Asks again for what was not answered, and gives up on what was asked for often enough. */
  void tick() {
    for (Seat<P> seat : seats.which(seat -> !seat.admitted && seat.tries > 0)) {
      if (++seat.ticks < TICKS_A_TRY) {
        continue;
      }
      if (seat.tries < settings.tries()) {
        send(seat);
      } else {
        giveUp(seat, new Rejected(ErrorCode.UNAVAILABLE, "the room did not answer in time", 1_000));
      }
    }
    pump();
  }

  /** The room said no. What may change soon is asked for again before the client hears of it. */
  void refused(Seat<P> seat, Rejected why) {
    if (why.code().temporary()) {
      if (seat.tries >= settings.tries()) {
        giveUp(seat, why);
      }
    } else {
      seats.remove(seat);
      seat.subscriber.refused(why);
    }
    pump();
  }

  private void giveUp(Seat<P> seat, Rejected why) {
    seats.remove(seat);
    if (seat.known) {
      seat.subscriber.behind(seat.rev);
    } else {
      seat.subscriber.refused(why);
    }
  }
}
