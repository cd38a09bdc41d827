package chat.parley.projections.view;

import chat.parley.projections.journal.JournalRow;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * Tables that are folded out of the journal. A view reads and writes its own tables alone, so that
 * each can be rebuilt without the others.
 */
public interface View {

  /** As in {@code ./parley rebuild NAME}. */
  String name();

  /** All its tables, without schema; the one that {@link Applied} keeps comes with them. */
  List<String> tables();

  /**
   * Takes events over, in the connection's transaction. Events that it holds already change
   * nothing: two instances of a projection can overlap for a moment.
   *
   * @param rows of any number of rooms; those of one room in their order
   */
  default void apply(Connection connection, List<JournalRow> rows) throws SQLException {
    List<JournalRow> fresh = Applied.advance(connection, appliedTable(), rows);
    if (!fresh.isEmpty()) {
      fold(connection, fresh);
    }
  }

  /** Takes over events that it does not hold yet. */
  void fold(Connection connection, List<JournalRow> rows) throws SQLException;

  /** The table that says how far it is, see {@link Applied}. */
  default String appliedTable() {
    return name() + "_applied";
  }
}
