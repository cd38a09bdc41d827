package chat.parley.bench.load;

import chat.parley.bench.client.Json;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What people do beside writing: rooms, members and sessions take turns. Each room has a twin, of
 * whose members only the first has a session.
 */
final class Habits {

  private static final int AT_ONCE = 200;

  /** A prime: from one room or person to the next, since neighbours share members and watchers. */
  private static final int STRIDE = 617;

  private final Guests guests;
  private final Target target;
  private final Cast cast;
  private final int sessions;
  private final int rooms;
  private int ids;
  private int sends;
  private int turns;
  private int signs;
  private int reads;
  private int anything;

  Habits(Guests guests, Target target, Cast cast, int sessions) {
    this.guests = guests;
    this.target = target;
    this.cast = cast;
    this.sessions = sessions;
    this.rooms = cast.rooms() / 2;
  }

  /** Rooms spread evenly over the sessions, and after them their twins. */
  static Cast cast(int sessions, int rooms, int members) {
    Cast live = Cast.even(sessions, rooms, members, 0);
    List<int[]> all = new ArrayList<>();
    for (int room = 0; room < rooms; room++) {
      all.add(live.members(room));
    }
    for (int room = 0; room < rooms; room++) {
      int[] absent = IntStream.range(0, members).toArray();
      for (int i = 0; i < members; i++) {
        absent[i] += sessions + room * members;
      }
      absent[0] = live.members(room)[0];
      all.add(absent);
    }
    return new Cast(sessions + rooms * members, all, 0);
  }

  // Before something is measured. Not in the loop's thread.

  /** Writes into all rooms, so that there is something to read. */
  void fill(int messages) {
    List<Runnable> words = new ArrayList<>();
    for (int i = 0; i < messages * rooms; i++) {
      words.add(this::send);
    }
    guests.sayAll(words, "ack", AT_ONCE);
  }

  void openRooms() {
    List<Runnable> words = new ArrayList<>();
    for (int room = 0; room < rooms; room++) {
      ObjectNode open = Json.object().put("type", "subscribe").put("roomId", target.room(room));
      for (int user : cast.members(room)) {
        words.add(() -> guests.say(user, Json.write(open.put("id", ++ids))));
      }
    }
    guests.sayAll(words, "synced", AT_ONCE);
  }

  /** Everybody names so many others of his first room. */
  void watch(int others) {
    List<Runnable> words = new ArrayList<>();
    for (int user = 0; user < sessions; user++) {
      ObjectNode watch = Json.object().put("type", "presence").put("id", "watch");
      ArrayNode list = watch.putArray("watch");
      int[] members = cast.members(cast.rooms(user).get(0));
      int self = user - members[0];
      for (int i = 1; i <= others; i++) {
        list.add(Ground.user(members[Math.floorMod(self + i, members.length)]));
      }
      int by = user;
      words.add(() -> guests.say(by, Json.write(watch)));
    }
    guests.sayAll(words, "ok", AT_ONCE);
  }

  // In the loop's thread.

  /** The first member of the next room writes. */
  void send() {
    send(room(sends++));
  }

  /** The first member of the next twin writes. */
  void sendToTwin() {
    send(rooms + room(sends++));
  }

  private void send(int room) {
    ObjectNode send = Json.object().put("type", "send").put("id", ++ids);
    send.put("roomId", target.room(room)).put("clientMessageId", "c" + ids).put("content", "hello");
    guests.say(cast.members(room)[0], Json.write(send));
  }

  /** The next one goes AWAY, or comes back. */
  void turn() {
    int turn = turns++;
    ObjectNode status = Json.object().put("type", "presence").put("id", "status");
    status.put("status", turn / sessions % 2 == 0 ? "AWAY" : "ONLINE");
    guests.say((int) ((long) turn * STRIDE % sessions), Json.write(status));
  }

  /** Somebody in the next room begins to type. */
  void sign() {
    int sign = signs++;
    int room = room(sign);
    ObjectNode typing = Json.object().put("type", "typing").put("roomId", target.room(room));
    guests.say(member(room, sign / rooms), Json.write(typing.put("on", true)));
  }

  /** Somebody in the next room reads one message more. */
  void read() {
    int read = reads++;
    int room = room(read);
    int readers = cast.members(room).length - 1;
    ObjectNode marker = Json.object().put("type", "read").put("id", ++ids);
    marker.put("roomId", target.room(room)).put("seq", 1 + read / rooms / readers);
    guests.say(member(room, 1 + read / rooms % readers), Json.write(marker));
  }

  /** Each of these in turn. */
  void anything() {
    switch (anything++ % 5) {
      case 0 -> send();
      case 1 -> sendToTwin();
      case 2 -> turn();
      case 3 -> sign();
      default -> read();
    }
  }

  /** Each once in a round of all. */
  private int room(int turn) {
    return (int) ((long) turn * STRIDE % rooms);
  }

  private int member(int room, int number) {
    int[] members = cast.members(room);
    return members[number % members.length];
  }
}
