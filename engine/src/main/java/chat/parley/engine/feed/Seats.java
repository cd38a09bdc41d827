package chat.parley.engine.feed;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** The subscriptions at a feed, in the order in which they came. */
final class Seats<P> {

  private final Map<String, Seat<P>> byId = new LinkedHashMap<>();

  void add(Subscriber<P> subscriber, long rev) {
    byId.put(subscriber.id(), new Seat<>(subscriber, rev));
  }

  /** Null when there is none. */
  Seat<P> get(String id) {
    return byId.get(id);
  }

  void remove(Seat<P> seat) {
    byId.remove(seat.subscriber.id());
  }

  void remove(String id) {
    byId.remove(id);
  }

  Collection<Seat<P>> all() {
    return byId.values();
  }

  List<Seat<P>> which(Predicate<Seat<P>> test) {
    List<Seat<P>> found = new ArrayList<>();
    for (Seat<P> seat : byId.values()) {
      if (test.test(seat)) {
        found.add(seat);
      }
    }
    return found;
  }

  boolean isEmpty() {
    return byId.isEmpty();
  }

  boolean hasAdmitted() {
    return byId.values().stream().anyMatch(seat -> seat.admitted);
  }

  boolean hasWaiting() {
    return byId.values().stream().anyMatch(seat -> !seat.admitted);
  }

  /** Users with at least one subscription here. */
  int users() {
    Set<String> users = new HashSet<>();
    for (Seat<P> seat : byId.values()) {
      users.add(seat.subscriber.caller().userId());
    }
    return users.size();
  }
}
