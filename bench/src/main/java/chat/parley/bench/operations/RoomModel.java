package chat.parley.bench.operations;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;

/**
 * What the checker knows of a room by what was acked, and by no count that a server told.
 *
 * <p>The operations of one member come one after the other, those of several members in any order:
 * what is unread at the end is made of the last markers and of what the messages are at the end, so
 * no order between members matters. Positions are those of the acks. Of one thing the order between
 * members matters: where a joiner starts. That is told by the room (the member's {@code readSeq} in
 * the answer to the join), and believed only as far as it fits to the acks around: not below what
 * was acked before the join was asked for, and no message asked for after the join lies below it;
 * see {@link #floor}.
 */
final class RoomModel {

  /** Which messages are looked at to find one of a kind. */
  private static final int LOOKS = 20;

  private static final int RECENT = 60;

  /** A message as it was acked. */
  record Written(long seq, String id, String sender, Set<String> mentions, boolean system) {}

  private record Place(long readSeq, boolean muted) {}

  private final String id;
  private final TreeMap<Long, Written> messages = new TreeMap<>();
  private final List<Written> acked = new ArrayList<>();
  private final Set<Long> deleted = new HashSet<>();
  private final Set<Long> doomed = new HashSet<>();
  private final Map<String, Place> places = new HashMap<>();
  private long floor;

  RoomModel(String id) {
    this.id = id;
  }

  String id() {
    return id;
  }

  /**
   * The newest position that anybody was told: whatever is asked for from now on lies above it (a
   * message), or not below it (a joiner's start).
   */
  synchronized long floor() {
    return floor;
  }

  /** The room was made with this member, when it had no messages. */
  synchronized void begins(String user) {
    places.put(user, new Place(0, false));
  }

  synchronized void joined(String user, long readSeq) {
    places.put(user, new Place(readSeq, false));
    floor = Math.max(floor, readSeq);
  }

  synchronized void left(String user) {
    places.remove(user);
  }

  synchronized void muted(String user, boolean muted) {
    places.computeIfPresent(user, (any, place) -> new Place(place.readSeq, muted));
  }

  /** Answers where the member's marker is now. */
  synchronized long read(String user, long seq) {
    return places
        .computeIfPresent(
            user, (any, place) -> new Place(Math.max(place.readSeq, seq), place.muted))
        .readSeq();
  }

  /** Who sends has read up to there. False: another message has this seq. */
  synchronized boolean posted(Written message) {
    floor = Math.max(floor, message.seq);
    if (messages.putIfAbsent(message.seq, message) != null) {
      return false;
    }
    acked.add(message);
    read(message.sender, message.seq);
    return true;
  }

  /** Somebody is about to delete it. */
  synchronized void doomed(long seq) {
    doomed.add(seq);
  }

  synchronized boolean isDoomed(long seq) {
    return doomed.contains(seq);
  }

  synchronized void deleted(long seq) {
    deleted.add(seq);
  }

  synchronized boolean isMuted(String user) {
    return places.get(user).muted;
  }

  synchronized boolean isMember(String user) {
    return places.containsKey(user);
  }

  synchronized Set<String> members() {
    return new TreeSet<>(places.keySet());
  }

  synchronized int size() {
    return messages.size();
  }

  /** Numbers up to the highest that no acked message has: somebody else's, or lost ones. */
  synchronized long holes() {
    return messages.isEmpty() ? 0 : messages.lastKey() - messages.size();
  }

  /** One of the messages that are not deleted, mostly of the newest; empty if none is found. */
  synchronized Optional<Written> any(RandomGenerator random, Predicate<Written> wanted) {
    int from = random.nextInt(5) == 0 ? 0 : Math.max(0, acked.size() - RECENT);
    for (int look = 0; look < LOOKS && !acked.isEmpty(); look++) {
      Written one = acked.get(random.nextInt(from, acked.size()));
      if (!deleted.contains(one.seq) && wanted.test(one)) {
        return Optional.of(one);
      }
    }
    return Optional.empty();
  }

  /** For all members together. */
  synchronized long unread() {
    return places.keySet().stream().mapToLong(user -> counts(user).unread()).sum();
  }

  /** For all members together. */
  synchronized long mentioned() {
    return places.keySet().stream().mapToLong(user -> counts(user).mentions()).sum();
  }

  /** Message by message, as the protocol words it. The user is a member. */
  synchronized Counts counts(String user) {
    Place place = places.get(user);
    long unread = 0;
    long mentions = 0;
    for (Written message : messages.tailMap(place.readSeq, false).values()) {
      if (!message.system && !message.sender.equals(user) && !deleted.contains(message.seq)) {
        unread++;
        mentions += message.mentions.contains(user) ? 1 : 0;
      }
    }
    return new Counts(unread, mentions, place.readSeq, place.muted);
  }
}
