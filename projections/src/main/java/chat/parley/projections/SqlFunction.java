package chat.parley.projections;

import java.sql.SQLException;

/** A piece of SQL work. */
@FunctionalInterface
public interface SqlFunction<A, T> {
  T apply(A argument) throws SQLException;
}
