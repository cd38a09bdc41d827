package chat.parley.engine.room;

import akka.actor.typed.ActorRef;
import chat.parley.engine.domain.Change;
import chat.parley.engine.domain.Limits;
import chat.parley.engine.domain.Room;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The feeds that a room pushes to, one for each node with subscribers. */
final class Subscribers {

  /** A feed that has not renewed for so long is forgotten: three renewals. */
  static final Duration SILENCE = Duration.ofSeconds(16);

  private record Renewal(Instant at, int online) {}

  private final Map<ActorRef<RoomPush>, Renewal> feeds = new HashMap<>();

  /** True when the feed is new. */
  boolean renew(ActorRef<RoomPush> feed, int online, Instant now) {
    return feeds.put(feed, new Renewal(now, online)) == null;
  }

  /** A feed that admits a session subscribes by it. */
  boolean touch(ActorRef<RoomPush> feed, Instant now) {
    Renewal known = feeds.get(feed);
    return renew(feed, known == null ? 1 : known.online(), now);
  }

  void remove(ActorRef<RoomPush> feed) {
    feeds.remove(feed);
  }

  /** Forgets the silent ones; true when some were. */
  boolean forgetSilent(Instant now) {
    return feeds.values().removeIf(renewal -> renewal.at().plus(SILENCE).isBefore(now));
  }

  boolean isEmpty() {
    return feeds.isEmpty();
  }

  int online() {
    return feeds.values().stream().mapToInt(Renewal::online).sum();
  }

  void push(RoomPush push) {
    for (ActorRef<RoomPush> feed : feeds.keySet()) {
      feed.tell(push);
    }
  }

  void pushChanges(List<Change> changes) {
    for (RoomPush.Pushed pushed : inPieces(changes)) {
      push(pushed);
    }
  }

  /** Tells a feed that comes back what it lacks, or that it lacks more than memory holds. */
  static void catchUp(RoomMessage.Attach attach, Room room) {
    if (attach.rev() < 0 || attach.rev() == room.rev()) {
      return;
    }
    Optional<List<Change>> missing = room.changesAfter(attach.rev());
    if (missing.isPresent()) {
      inPieces(missing.get()).forEach(attach.feed()::tell);
    } else {
      attach.feed().tell(new RoomPush.Lost(room.rev()));
    }
  }

  /** Pieces that stay below the size that may travel between nodes. */
  static List<RoomPush.Pushed> inPieces(List<Change> changes) {
    List<RoomPush.Pushed> pieces = new ArrayList<>();
    List<Change> piece = new ArrayList<>();
    long weight = 0;
    for (Change change : changes) {
      if (!piece.isEmpty() && weight + change.weight() > Limits.PAGE_BYTES) {
        pieces.add(new RoomPush.Pushed(piece));
        piece = new ArrayList<>();
        weight = 0;
      }
      piece.add(change);
      weight += change.weight();
    }
    if (!piece.isEmpty()) {
      pieces.add(new RoomPush.Pushed(piece));
    }
    return pieces;
  }
}
