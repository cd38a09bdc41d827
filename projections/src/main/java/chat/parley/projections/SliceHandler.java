package chat.parley.projections;

import akka.projection.jdbc.javadsl.JdbcHandler;
import chat.parley.projections.journal.JournalRow;
import chat.parley.projections.view.GroupWriter;
import java.util.List;

/** Hands the groups of a slice to the views. */
final class SliceHandler extends JdbcHandler<List<JournalRow>, PooledSession> {

  private final GroupWriter writer;
  private final Statistics statistics;

  SliceHandler(GroupWriter writer, Statistics statistics) {
    this.writer = writer;
    this.statistics = statistics;
  }

  @Override
  public void process(PooledSession session, List<JournalRow> rows) throws Exception {
    session.withConnection(
        connection -> {
          writer.write(connection, rows);
          return null;
        });
    statistics.grown(rows.size());
  }
}
