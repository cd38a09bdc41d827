package chat.parley.bench.load.floor;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** One thread that commits all that waits, in one statement, and then hands it on. */
final class FloorWriter implements AutoCloseable {

  private static final int MOST = 2_000;
  private static final String INSERT =
      "insert into floor_message (room, sender, content) select * from unnest(?, ?, ?)";

  private final BlockingQueue<FloorMessage> waiting = new LinkedBlockingQueue<>();
  private final FloorRooms rooms;
  private final Connection connection;
  private final Thread thread = new Thread(this::run, "floor-writer");
  private volatile boolean closed;

  FloorWriter(String databaseUrl, FloorRooms rooms) {
    this.rooms = rooms;
    try {
      connection = DriverManager.getConnection(databaseUrl);
      try (Statement statement = connection.createStatement()) {
        statement.execute(
            "create table if not exists floor_message (id bigint generated always as identity"
                + " primary key, room int not null, sender int not null, content text not null,"
                + " created_at timestamptz not null default now())");
      }
    } catch (SQLException e) {
      throw new IllegalStateException("no database", e);
    }
    thread.start();
  }

  void add(FloorMessage message) {
    waiting.add(message);
  }

  private void run() {
    List<FloorMessage> batch = new ArrayList<>();
    try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
      while (!closed) {
        batch.add(waiting.take());
        waiting.drainTo(batch, MOST - 1);
        write(insert, batch);
        rooms.publish(batch.stream().map(rooms::written).toList());
        batch.clear();
      }
    } catch (SQLException e) {
      throw new IllegalStateException("nothing can be written", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** One statement is one transaction: when it returns, all of it is on disk. */
  private void write(PreparedStatement insert, List<FloorMessage> batch) throws SQLException {
    int size = batch.size();
    Integer[] room = new Integer[size];
    Integer[] sender = new Integer[size];
    String[] content = new String[size];
    for (int i = 0; i < size; i++) {
      FloorMessage message = batch.get(i);
      room[i] = message.room();
      sender[i] = message.user();
      content[i] = message.text();
    }
    insert.setArray(1, connection.createArrayOf("int4", room));
    insert.setArray(2, connection.createArrayOf("int4", sender));
    insert.setArray(3, connection.createArrayOf("text", content));
    insert.executeUpdate();
  }

  @Override
  public void close() {
    closed = true;
    thread.interrupt();
    try {
      thread.join();
      connection.close();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
