package chat.parley.projections.rebuild;

import chat.parley.projections.view.View;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Empty copies of a view's tables in a schema of their own. The connection finds them before the
 * originals, so that the view's own SQL fills them.
 */
final class ShadowTables {

  private static final String PARKED = "parked_event";

  private final Connection connection;
  private final View view;
  private final String original;
  private final String shadow;
  private final List<String> tables;

  private ShadowTables(Connection connection, View view, String original) {
    this.connection = connection;
    this.view = view;
    this.original = original;
    this.shadow = "parley_rebuild_" + view.name();
    // In the order in which projections take their locks.
    this.tables = new ArrayList<>(List.of(view.appliedTable()));
    tables.addAll(view.tables());
  }

  static ShadowTables create(Connection connection, View view) throws SQLException {
    ShadowTables shadow = new ShadowTables(connection, view, currentSchema(connection));
    shadow.create();
    return shadow;
  }

  private static String currentSchema(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet found = statement.executeQuery("select quote_ident(current_schema())")) {
      found.next();
      return found.getString(1);
    }
  }

  private void create() throws SQLException {
    drop();
    execute("create schema " + shadow);
    for (String table : tables) {
      copy(table);
    }
    copy(PARKED);
    execute("set search_path = " + shadow + ", " + original);
  }

  /** LIKE takes everything over but the settings of the table. */
  private void copy(String table) throws SQLException {
    execute(
        "create table %s.%s (like %s.%s including all)".formatted(shadow, table, original, table));
    try (PreparedStatement query =
        connection.prepareStatement(
            "select array_to_string(reloptions, ', ') from pg_class"
                + " where oid = ?::regclass and reloptions is not null")) {
      query.setString(1, original + "." + table);
      try (ResultSet found = query.executeQuery()) {
        if (found.next()) {
          execute("alter table %s.%s set (%s)".formatted(shadow, table, found.getString(1)));
        }
      }
    }
  }

  void analyze() throws SQLException {
    for (String table : tables) {
      execute("analyze " + shadow + "." + table);
    }
  }

  /**
   * Waits for who uses the tables, and gives up before the server would look for a deadlock and end
   * one of the others (deadlock_timeout is 1 s).
   */
  void lockOriginals() throws SQLException {
    execute("set local lock_timeout = '900ms'");
    for (String table : tables) {
      execute("lock table " + original + "." + table + " in access exclusive mode");
    }
  }

  /** Within the transaction that has them locked. */
  void replaceOriginals() throws SQLException {
    for (String table : tables) {
      Map<String, String> names = indexes(original + "." + table);
      execute("drop table " + original + "." + table);
      execute("alter table %s.%s set schema %s".formatted(shadow, table, original));
      restoreNames(table, names);
    }
    try (PreparedStatement delete =
        connection.prepareStatement("delete from " + original + "." + PARKED + " where view = ?")) {
      delete.setString(1, view.name());
      delete.executeUpdate();
    }
    execute("insert into %s.%s select * from %s.%s".formatted(original, PARKED, shadow, PARKED));
  }

  private void restoreNames(String table, Map<String, String> names) throws SQLException {
    for (Map.Entry<String, String> index : indexes(original + "." + table).entrySet()) {
      String name = names.get(index.getKey());
      if (!index.getValue().equals(name)) {
        execute("alter index %s.%s rename to %s".formatted(original, index.getValue(), name));
      }
    }
  }

  private static final String INDEXES =
      """
      select indisunique || substring(pg_get_indexdef(indexrelid) from ' USING .*'),
             quote_ident(relname)
        from pg_index
        join pg_class on pg_class.oid = indexrelid
       where indrelid = ?::regclass
      """;

  /** Names by what they index. */
  private Map<String, String> indexes(String table) throws SQLException {
    Map<String, String> names = new HashMap<>();
    try (PreparedStatement query = connection.prepareStatement(INDEXES)) {
      query.setString(1, table);
      try (ResultSet found = query.executeQuery()) {
        while (found.next()) {
          names.put(found.getString(1), found.getString(2));
        }
      }
    }
    return names;
  }

  /** Also what an interrupted rebuild left behind. */
  void drop() throws SQLException {
    execute("drop schema if exists " + shadow + " cascade");
  }

  private void execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
