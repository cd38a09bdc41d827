package chat.parley.engine.domain;

import org.pcollections.TreePMap;

/**
 * How far an import of one source has come in a room, and where its latest messages landed, so that
 * later ones can answer them. Immutable.
 */
record ImportProgress(long position, TreePMap<Long, Place> places) {

  /** Answers reach back over at most so many messages. */
  static final int PLACES = 2_000;

  static final ImportProgress NONE = new ImportProgress(-1, TreePMap.empty());

  /** Where a message landed; {@code at} in milliseconds since 1970. */
  record Place(long seq, long at) {}

  ImportProgress at(long newPosition) {
    return new ImportProgress(Math.max(position, newPosition), places);
  }

  ImportProgress said(RoomEvent.MessagePosted event) {
    TreePMap<Long, Place> next =
        places.plus(event.origin().position(), new Place(event.seq(), event.at().toEpochMilli()));
    if (next.size() > PLACES) {
      next = next.minus(next.firstKey());
    }
    return new ImportProgress(position, next);
  }

  ImportProgress withoutPlaces() {
    return places.isEmpty() ? this : new ImportProgress(position, TreePMap.empty());
  }
}
