package chat.parley.projections.counts;

import chat.parley.engine.domain.RoomKey;
import chat.parley.projections.Database;
import chat.parley.projections.DatabaseSettings;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Counts again, out of the journal, what is unread for every member of every room, and compares it
 * with the directory view; while nodes serve. A room is compared as of the event up to which the
 * view holds it: the lag of the view is no difference.
 */
public final class CountCheck {

  private static final int ROOMS = 500;

  private final DatabaseSettings settings;

  public CountCheck(DatabaseSettings settings) {
    this.settings = settings;
  }

  /** Hears how it goes. */
  public interface Listener {

    /**
     * A count that is not what the journal says.
     *
     * @param inView and {@code inJournal}: as people read it; "no member" where there is none
     */
    void different(RoomKey room, String userId, String inView, String inJournal);

    /** So many of so many rooms have been compared. */
    void at(long rooms, long total);

    /** The room's rows in the view were written anew. */
    void repaired(RoomKey room);
  }

  /** What was looked at, and how many members had another count. */
  public record Result(long rooms, long members, long differences, long repaired) {}

  /**
   * Compares all rooms.
   *
   * @param repair writes the rows of rooms with a difference anew, each in a transaction of its own
   */
  public Result run(boolean repair, Listener listener) throws SQLException {
    try (Connection connection = settings.connect()) {
      return new Run(connection, repair, listener).run();
    }
  }

  private static final class Run {
    private final Connection connection;
    private final CountedRoom rooms;
    private final boolean repair;
    private final Listener listener;
    private long members;
    private long differences;
    private long repaired;

    Run(Connection connection, boolean repair, Listener listener) {
      this.connection = connection;
      this.rooms = new CountedRoom(connection);
      this.repair = repair;
      this.listener = listener;
    }

    Result run() throws SQLException {
      long total = total();
      long done = 0;
      String after = "";
      for (List<String> some = next(after); !some.isEmpty(); some = next(after)) {
        for (String entityId : some) {
          RoomKey room = RoomKey.ofEntityId(entityId);
          if (differs(room) && repair) {
            Database.inTransaction(connection, c -> rooms.rewrite(room));
            repaired++;
            listener.repaired(room);
          }
        }
        done += some.size();
        after = some.get(some.size() - 1);
        listener.at(done, Math.max(done, total));
      }
      return new Result(done, members, differences, repaired);
    }

    private long total() throws SQLException {
      try (PreparedStatement query =
              connection.prepareStatement("select count(*) from directory_applied");
          ResultSet found = query.executeQuery()) {
        found.next();
        return found.getLong(1);
      }
    }

    /** From the journal, not from the view: that may lack a room. */
    private List<String> next(String after) throws SQLException {
      try (PreparedStatement query =
          connection.prepareStatement(
              "select distinct persistence_id from event_journal where persistence_id > ?"
                  + " order by persistence_id limit ?")) {
        query.setString(1, after);
        query.setInt(2, ROOMS);
        List<String> some = new ArrayList<>();
        try (ResultSet found = query.executeQuery()) {
          while (found.next()) {
            some.add(found.getString(1));
          }
        }
        return some;
      }
    }

    /** The view and the journal are read in one snapshot. */
    private boolean differs(RoomKey room) throws SQLException {
      connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
      try {
        return Database.inTransaction(connection, c -> compare(room));
      } finally {
        connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
      }
    }

    private boolean compare(RoomKey room) throws SQLException {
      Map<String, Counts> viewed = rooms.viewed(room);
      Map<String, Counts> counted = rooms.counted(room);
      TreeSet<String> users = new TreeSet<>(viewed.keySet());
      users.addAll(counted.keySet());
      boolean differs = false;
      for (String user : users) {
        members++;
        Counts inView = viewed.get(user);
        Counts inJournal = counted.get(user);
        if (inView == null || !inView.equals(inJournal)) {
          differs = true;
          differences++;
          listener.different(room, user, text(inView), text(inJournal));
        }
      }
      return differs;
    }

    private static String text(Counts counts) {
      return counts == null ? "no member" : counts.toString();
    }
  }
}
