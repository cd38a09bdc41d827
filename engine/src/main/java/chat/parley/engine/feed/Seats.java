package chat.parley.engine.feed;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * The sessions at a feed.
 *
 * @param <P> the shared form of a push
 */
final class Seats<P> {

  /** One session; {@code rev} is the newest it was handed, or waits with. */
  static final class Seat<P> {
    final Subscriber<P> subscriber;
    long rev;
    boolean admitted;
    int tries;

    Seat(Subscriber<P> subscriber, long rev) {
      this.subscriber = subscriber;
      this.rev = rev;
    }

    boolean isOf(String userId) {
      return subscriber.caller().userId().equals(userId);
    }
  }

  private final Map<String, Seat<P>> byId = new HashMap<>();

  Seat<P> add(Subscriber<P> subscriber, long rev) {
    Seat<P> seat = new Seat<>(subscriber, rev);
    byId.put(subscriber.id(), seat);
    return seat;
  }

  /** Null when there is none. */
  Seat<P> get(String id) {
    return byId.get(id);
  }

  /** Null when there is none. */
  Seat<P> remove(String id) {
    return byId.remove(id);
  }

  /** Takes out all of a kind and answers them. */
  List<Seat<P>> removeAll(Predicate<Seat<P>> which) {
    List<Seat<P>> removed = new ArrayList<>();
    for (Seat<P> seat : byId.values()) {
      if (which.test(seat)) {
        removed.add(seat);
      }
    }
    removed.forEach(seat -> byId.remove(seat.subscriber.id()));
    return removed;
  }

  Iterable<Seat<P>> all() {
    return byId.values();
  }

  List<Seat<P>> waiting() {
    return byId.values().stream().filter(seat -> !seat.admitted).toList();
  }

  boolean noneAdmitted() {
    return byId.values().stream().noneMatch(seat -> seat.admitted);
  }

  boolean isEmpty() {
    return byId.isEmpty();
  }

  /** Users with at least one session. */
  int users() {
    return (int) byId.values().stream().map(s -> s.subscriber.caller().userId()).distinct().count();
  }
}
