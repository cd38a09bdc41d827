package chat.parley.projections;

import chat.parley.engine.domain.EventJson;
import chat.parley.engine.domain.RoomKey;
import chat.parley.projections.journal.JournalRow;
import chat.parley.projections.journal.Position;
import chat.parley.projections.view.View;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** Puts rows into the journal, and lets views take them. */
public final class Tables {

  private Tables() {}

  /** A statement with its parameters in order; instants become timestamps. */
  public static void update(Database database, String sql, Object... params) {
    database
        .query(
            connection -> {
              try (PreparedStatement update = connection.prepareStatement(sql)) {
                set(update, params);
                return update.executeUpdate();
              }
            })
        .toCompletableFuture()
        .join();
  }

  private static void set(PreparedStatement update, Object... params) throws SQLException {
    for (int i = 0; i < params.length; i++) {
      Object param = params[i];
      update.setObject(
          i + 1,
          param instanceof Instant time ? OffsetDateTime.ofInstant(time, ZoneOffset.UTC) : param);
    }
  }

  /** All of the room's events. */
  public static void journal(Database database, RandomRoom room) {
    database
        .transaction(
            connection -> {
              insert(connection, room);
              return null;
            })
        .toCompletableFuture()
        .join();
  }

  private static void insert(Connection connection, RandomRoom room) throws SQLException {
    for (int i = 0; i < room.events.size(); i++) {
      event(connection, room.key, i + 1L, EventJson.write(room.events.get(i)));
    }
  }

  /** One row of the journal. */
  public static void event(Connection connection, RoomKey room, long sequenceNr, byte[] payload)
      throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            "insert into event_journal (persistence_id, sequence_number, writer, event_ser_id,"
                + " event_ser_manifest, event_payload) values (?, ?, 'test', 1, '', ?)")) {
      set(insert, room.entityId(), sequenceNr, payload);
      insert.executeUpdate();
    }
  }

  /** Statements without parameters. */
  public static void run(Connection connection, String... statements) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  /** Lets views take the room's events with the sequence numbers above {@code from} up to to. */
  public static void project(
      Database database, RandomRoom room, int from, int to, List<View> views) {
    List<JournalRow> rows = new ArrayList<>();
    for (int i = from; i < to; i++) {
      byte[] payload = EventJson.write(room.events.get(i));
      rows.add(new JournalRow(Position.START, room.key.entityId(), i + 1L, 0, payload));
    }
    database
        .transaction(
            connection -> {
              for (View view : views) {
                view.apply(connection, rows);
              }
              return null;
            })
        .toCompletableFuture()
        .join();
  }
}
