package chat.parley.bench.check;

import static chat.parley.bench.check.Entry.Outcome.FAIL;
import static chat.parley.bench.check.Entry.Outcome.INFO;
import static chat.parley.bench.check.Entry.Outcome.OK;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Clients in rooms that keep every promise, and the history of it: operations overlap, outcomes
 * stay unknown, connections break, readers fall behind.
 */
final class SimulatedChat {

  private static final int SPREAD = 30;
  private static final int WINDOW = 12;

  /** Entries stand in the file in the order in which they were recorded. */
  private record Recorded(long at, Entry entry) {}

  final SplittableRandom random;
  final List<SimulatedRoom> rooms = new ArrayList<>();
  final List<SimulatedClient> clients = new ArrayList<>();
  private final List<Recorded> history = new ArrayList<>();
  private final List<Entry.Send> acked = new ArrayList<>();
  private long now = 1_000;
  private int keys;

  SimulatedChat(long seed, int roomCount, int clientCount) {
    random = new SplittableRandom(seed);
    for (int r = 1; r <= roomCount; r++) {
      rooms.add(new SimulatedRoom("r" + r));
    }
    for (int c = 1; c <= clientCount; c++) {
      SimulatedClient client = new SimulatedClient("u" + c, roomCount);
      clients.add(client);
      rooms.forEach(room -> room.join(client.name));
      connect(client);
    }
  }

  /** Lets them do something at random. */
  SimulatedChat run(int steps) {
    for (int i = 0; i < steps; i++) {
      now += 1 + random.nextInt(SPREAD);
      step(pick(clients), random.nextInt(rooms.size()));
    }
    later();
    return this;
  }

  /** Everything that is under way ends. */
  long later() {
    now += 100 * SPREAD;
    return now;
  }

  /** The history with all that is found at rest. */
  List<Entry> entries() {
    history.sort(Comparator.comparingLong(Recorded::at));
    List<Entry> entries = new ArrayList<>();
    history.forEach(recorded -> entries.add(recorded.entry));
    rooms.forEach(room -> entries.addAll(room.rest()));
    for (int i = 0; i < 100; i++) {
      entries.add(new Entry.Lag("load", now, i));
      entries.add(new Entry.Lag("rest", now, i / 10.0));
    }
    entries.add(new Entry.Fault("kill", "node-1", "begin", now, 0));
    return entries;
  }

  void record(long at, Entry entry) {
    history.add(new Recorded(at, entry));
  }

  <T> T pick(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }

  private void step(SimulatedClient client, int r) {
    SimulatedRoom room = rooms.get(r);
    int dice = random.nextInt(100);
    if (dice < 35) {
      send(client, room, dice);
    } else if (dice < 42) {
      alter(client, room, dice);
    } else if (dice < 46 && !acked.isEmpty()) {
      repeat(pick(acked));
    } else if (dice < 60) {
      read(client, r, dice);
    } else if (dice < 68) {
      mark(client, room);
    } else if (dice < 90) {
      deliver(client, r);
    } else if (dice < 93) {
      connect(client);
    } else if (dice < 96) {
      client.behind(r);
      record(now, new Entry.Behind(client.name, client.connection, room.name, now, room.rev()));
    } else {
      subscribe(client, r);
    }
  }

  private void send(SimulatedClient client, SimulatedRoom room, int dice) {
    String key = nextKey();
    String hash = Hashes.of("text of " + key);
    Entry.Outcome outcome = dice < 3 ? FAIL : dice < 8 ? INFO : OK;
    boolean lands = outcome == OK || (outcome == INFO && dice < 6);
    List<String> mentions = dice % 3 == 0 ? List.of(pick(clients).name) : List.of();
    SimulatedRoom.Post post = lands ? room.post(client.name, key, hash, mentions) : null;
    sent(client, room, key, hash, outcome, outcome == OK ? post : null, before(), after());
  }

  /** Records a send; the post is null where the client was told of none. */
  Entry.Send sent(
      SimulatedClient client,
      SimulatedRoom room,
      String key,
      String hash,
      Entry.Outcome outcome,
      SimulatedRoom.Post post,
      long start,
      long end) {
    boolean ws = random.nextBoolean();
    Entry.Send send =
        new Entry.Send(
            client.name,
            room.name,
            key,
            hash,
            start,
            end,
            outcome,
            outcome == FAIL ? "forbidden" : null,
            post == null ? 0 : post.seq,
            post == null || !ws ? 0 : post.rev,
            post == null ? null : post.id,
            false,
            false,
            1,
            ws ? "ws" : "http");
    record(end, send);
    if (outcome == OK) {
      acked.add(send);
      client.knows(rooms.indexOf(room), end, send.rev());
    }
    return send;
  }

  String nextKey() {
    return "k" + ++keys;
  }

  private void repeat(Entry.Send first) {
    if (first.end() + SPREAD < now) {
      record(after(), Copies.again(first, first.seq(), true, now));
    }
  }

  private void alter(SimulatedClient client, SimulatedRoom room, int dice) {
    List<SimulatedRoom.Post> own =
        room.posts.stream().filter(p -> p.sender.equals(client.name) && !p.deleted).toList();
    if (own.isEmpty()) {
      return;
    }
    SimulatedRoom.Post post = pick(own);
    String hash = Hashes.of("edit " + nextKey());
    Entry.Outcome outcome = dice == 35 ? FAIL : dice == 36 ? INFO : OK;
    boolean edits = dice < 40;
    if (outcome == OK || (outcome == INFO && random.nextBoolean())) {
      if (edits) {
        room.edit(post, hash);
      } else {
        room.delete(post);
      }
    }
    long end = after();
    long rev = outcome == OK && random.nextBoolean() ? room.rev() : 0;
    record(
        end,
        new Entry.Alter(
            client.name,
            room.name,
            edits ? "edit" : "delete",
            post.id,
            edits ? hash : null,
            before(),
            end,
            outcome,
            null,
            rev));
    client.knows(rooms.indexOf(room), end, rev);
  }

  private void read(SimulatedClient client, int r, int dice) {
    SimulatedRoom room = rooms.get(r);
    String via = dice < 50 ? "list" : dice < 55 ? "meta" : "history";
    long cursor = via.equals("history") ? 1 + random.nextLong(room.lastSeq() + 2) : 0;
    Entry.Outcome outcome = dice == 46 ? INFO : OK;
    read(client, r, via, cursor, outcome, before(), after());
  }

  /** Records a read as the room is now. */
  void read(
      SimulatedClient client,
      int r,
      String via,
      long cursor,
      Entry.Outcome outcome,
      long start,
      long end) {
    SimulatedRoom room = rooms.get(r);
    boolean told = outcome == OK;
    record(
        end,
        new Entry.Read(
            client.name,
            room.name,
            via,
            1 + random.nextInt(3),
            cursor,
            start,
            end,
            outcome,
            null,
            client.knownBefore(r, start),
            told ? room.rev() : 0,
            told ? room.lastSeq() : 0,
            told && !via.equals("meta") ? room.page(cursor) : null));
    client.knows(r, end, told ? room.rev() : 0);
  }

  private void mark(SimulatedClient client, SimulatedRoom room) {
    long asked = random.nextLong(room.lastSeq() + 3);
    marked(client, room, asked, room.mark(client.name, asked), before(), after());
  }

  void marked(
      SimulatedClient client, SimulatedRoom room, long asked, long seq, long start, long end) {
    long unread = room.unread(client.name);
    record(end, new Entry.Marker(client.name, room.name, start, end, OK, null, asked, seq, unread));
  }

  private void deliver(SimulatedClient client, int r) {
    int most = client.isSynced(r) ? 1 + random.nextInt(WINDOW) : 0;
    bring(client, r, most);
  }

  /** Delivers the next events. */
  void bring(SimulatedClient client, int r, int most) {
    SimulatedRoom room = rooms.get(r);
    for (int i = 0; i < most && client.position(r) < room.rev(); i++) {
      SimulatedRoom.Change next = room.changes.get((int) client.position(r));
      record(now, client.event(r, room.name, now, next));
    }
  }

  private void connect(SimulatedClient client) {
    client.connection++;
    for (int r = 0; r < rooms.size(); r++) {
      subscribe(client, r);
    }
  }

  void subscribe(SimulatedClient client, int r) {
    SimulatedRoom room = rooms.get(r);
    long asked = client.position(r);
    boolean resumes = asked >= 0 && room.rev() - asked <= WINDOW;
    record(
        now,
        new Entry.Synced(
            client.name,
            client.connection,
            room.name,
            now,
            resumes ? "resumed" : "reset",
            asked,
            room.rev(),
            room.lastSeq(),
            resumes ? null : room.page(0)));
    client.synced(r, now, resumes ? asked : room.rev());
    bring(client, r, WINDOW);
  }

  private long before() {
    return now - random.nextInt(SPREAD);
  }

  private long after() {
    return now + 1 + random.nextInt(SPREAD);
  }
}
