package chat.parley.bench.load;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Who is in which room, by numbers from 0. */
final class Cast {

  private final List<int[]> members;
  private final List<List<Integer>> rooms = new ArrayList<>();
  private final List<List<Integer>> followed = new ArrayList<>();

  /**
   * @param members of each room
   * @param followers how many of a room's members follow it; the first ones do
   */
  Cast(int users, List<int[]> members, int followers) {
    this.members = members;
    for (int user = 0; user < users; user++) {
      rooms.add(new ArrayList<>());
      followed.add(new ArrayList<>());
    }
    for (int room = 0; room < members.size(); room++) {
      int[] all = members.get(room);
      for (int i = 0; i < all.length; i++) {
        rooms.get(all[i]).add(room);
        if (i < followers) {
          followed.get(all[i]).add(room);
        }
      }
    }
  }

  /** Rooms of the same size, spread evenly over the users. */
  static Cast even(int users, int rooms, int size, int followers) {
    List<int[]> members = new ArrayList<>();
    for (int room = 0; room < rooms; room++) {
      int first = rooms <= users ? (int) ((long) room * users / rooms) : room;
      int[] all = IntStream.range(first, first + size).map(user -> user % users).toArray();
      members.add(all);
    }
    return new Cast(users, members, followers);
  }

  int users() {
    return rooms.size();
  }

  int rooms() {
    return members.size();
  }

  int[] members(int room) {
    return Arrays.copyOf(members.get(room), members.get(room).length);
  }

  /** The rooms that a user is in. */
  List<Integer> rooms(int user) {
    return rooms.get(user);
  }

  /** The rooms that a user follows. */
  List<Integer> followed(int user) {
    return followed.get(user);
  }
}
