package chat.parley.bench.check;

import java.util.ArrayList;
import java.util.List;

/** What a client of a {@link SimulatedChat} has and knows. */
final class SimulatedClient {

  private static final class Place {
    long position = -1;
    boolean synced;
    final List<long[]> known = new ArrayList<>();
  }

  final String name;
  int connection;
  private final List<Place> places = new ArrayList<>();

  SimulatedClient(String name, int rooms) {
    this.name = name;
    for (int r = 0; r < rooms; r++) {
      places.add(new Place());
    }
  }

  boolean isSynced(int room) {
    return places.get(room).synced;
  }

  long position(int room) {
    return places.get(room).position;
  }

  void synced(int room, long at, long position) {
    places.get(room).synced = true;
    places.get(room).position = position;
    knows(room, at, position);
  }

  void behind(int room) {
    places.get(room).synced = false;
  }

  Entry.Event event(int room, String roomName, long at, SimulatedRoom.Change change) {
    places.get(room).position = change.rev();
    knows(room, at, change.rev());
    SimulatedRoom.Post post = change.post();
    return new Entry.Event(
        name,
        connection,
        roomName,
        at,
        change.rev(),
        change.kind(),
        post == null ? 0 : post.seq,
        post == null ? null : post.id,
        post == null ? null : post.sender,
        change.hash());
  }

  void knows(int room, long at, long rev) {
    places.get(room).known.add(new long[] {at, rev});
  }

  long knownBefore(int room, long moment) {
    return places.get(room).known.stream()
        .filter(known -> known[0] < moment)
        .mapToLong(known -> known[1])
        .max()
        .orElse(0);
  }
}
