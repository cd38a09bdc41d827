package chat.parley.projections.view;

import chat.parley.projections.Database;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Everything in a view's tables, to compare. */
public final class Dump {

  private Dump() {}

  public static Map<String, List<String>> of(Database database) {
    Map<String, List<String>> rows = new TreeMap<>();
    for (View view : Views.ALL) {
      rows.putAll(of(database, view));
    }
    return rows;
  }

  /** By table, each row as text; without what tells how the rows were grouped. */
  public static Map<String, List<String>> of(Database database, View view) {
    Map<String, List<String>> rows = new TreeMap<>();
    for (String table : view.tables()) {
      rows.put(table, rows(database, "select t::text from " + table + " t order by 1"));
    }
    String applied = view.appliedTable();
    rows.put(
        applied,
        rows(
            database,
            "select (tenant, room_id, sequence_nr, rev, last_seq)::text from "
                + applied
                + " order by 1"));
    return rows;
  }

  public static List<String> rows(Database database, String sql) {
    return database
        .query(
            connection -> {
              try (Statement statement = connection.createStatement();
                  ResultSet found = statement.executeQuery(sql)) {
                List<String> rows = new ArrayList<>();
                while (found.next()) {
                  rows.add(found.getString(1));
                }
                return rows;
              }
            })
        .toCompletableFuture()
        .join();
  }

  public static long number(Database database, String sql) {
    return Long.parseLong(rows(database, sql).get(0));
  }
}
