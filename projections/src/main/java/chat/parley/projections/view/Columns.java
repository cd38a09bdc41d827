package chat.parley.projections.view;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Rows on their way into {@code unnest(?, ?, …)}: one array for each column. */
final class Columns {

  private final int expected;
  private final List<List<Object>> columns = new ArrayList<>();
  private int rows;

  Columns(int expected) {
    this.expected = expected;
  }

  Columns() {
    this(16);
  }

  void add(Object... row) {
    while (columns.size() < row.length) {
      columns.add(new ArrayList<>(expected));
    }
    for (int i = 0; i < row.length; i++) {
      columns.get(i).add(row[i]);
    }
    rows++;
  }

  boolean isEmpty() {
    return rows == 0;
  }

  int size() {
    return rows;
  }

  /** Binds the columns as arrays of these types, from the first parameter on. */
  void bind(PreparedStatement statement, String... types) throws SQLException {
    for (int i = 0; i < types.length; i++) {
      Object[] values = columns.isEmpty() ? new Object[0] : columns.get(i).toArray();
      statement.setArray(i + 1, statement.getConnection().createArrayOf(types[i], values));
    }
  }

  /** Hears of each row that a statement answers. */
  interface Answer {
    void row(ResultSet row) throws SQLException;
  }

  /** Runs a statement that answers rows with these rows, unless there are none. */
  void update(Connection connection, String sql, Answer answer, String... types)
      throws SQLException {
    if (rows == 0) {
      return;
    }
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      bind(statement, types);
      try (ResultSet found = statement.executeQuery()) {
        while (found.next()) {
          answer.row(found);
        }
      }
    }
  }

  /** Runs a statement with these rows, unless there are none. */
  void update(Connection connection, String sql, String... types) throws SQLException {
    if (rows == 0) {
      return;
    }
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      bind(statement, types);
      statement.executeUpdate();
    }
  }
}
