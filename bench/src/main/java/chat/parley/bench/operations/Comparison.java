package chat.parley.bench.operations;

import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;

/** Compares what nodes tell at rest with the checker's own counts. */
final class Comparison {

  private final Collection<RoomModel> rooms;
  private final Findings differences;
  private final AtomicLong compared = new AtomicLong();

  Comparison(Collection<RoomModel> rooms, Findings differences) {
    this.rooms = rooms;
    this.differences = differences;
  }

  /** How many counts of a member in a room were compared. */
  long compared() {
    return compared.get();
  }

  /** The user's whole list of rooms, by room, as the node tells it. */
  void list(String node, String user, Map<String, Counts> told) {
    Map<String, Counts> own = own(user);
    TreeSet<String> all = new TreeSet<>(own.keySet());
    all.addAll(told.keySet());
    for (String room : all) {
      member(node + ", list", room, user, told.get(room), own.get(room));
    }
  }

  /** The user's counts as the room itself tells them, through the node. */
  void room(String node, RoomModel room, String user, Counts told) {
    member(node + ", room", room.id(), user, told, room.counts(user));
  }

  /** Who sits in the room, as the room itself tells it, through the node. */
  void members(String node, RoomModel room, Set<String> told) {
    if (!room.members().equals(told)) {
      differences.add(
          node + ", members of " + room.id() + ": told " + told + ", own " + room.members());
    }
  }

  void total(String node, String user, Total told) {
    Total own = Total.of(own(user).values());
    if (!own.equals(told)) {
      differences.add(node + ", total, " + user + ": told " + told + ", own count " + own);
    }
  }

  private Map<String, Counts> own(String user) {
    Map<String, Counts> own = new TreeMap<>();
    for (RoomModel room : rooms) {
      if (room.isMember(user)) {
        own.put(room.id(), room.counts(user));
      }
    }
    return own;
  }

  private void member(String where, String room, String user, Counts told, Counts own) {
    compared.incrementAndGet();
    if (own == null || !own.equals(told)) {
      differences.add(
          where + ", " + room + ", " + user + ": told " + text(told) + ", own count " + text(own));
    }
  }

  private static String text(Counts counts) {
    return counts == null ? "no member" : counts.toString();
  }
}
