package chat.parley.projections;

import akka.projection.jdbc.javadsl.JdbcHandler;
import chat.parley.engine.inbox.CommittedNews;
import chat.parley.projections.journal.JournalRow;
import chat.parley.projections.view.GroupWriter;
import chat.parley.projections.view.ViewNews;
import java.util.List;

/** Hands the groups of a slice to the views, and tells what came of it. */
final class SliceHandler extends JdbcHandler<List<JournalRow>, PooledSession> {

  private final GroupWriter writer;
  private final ViewNews news;
  private final CommittedNews listener;
  private final NoticeOutbox outbox;
  private final Statistics statistics;

  /**
   * @param news of what the writer's views change
   * @param outbox takes the notifications that were made, in the transaction that makes them
   */
  SliceHandler(
      GroupWriter writer,
      ViewNews news,
      CommittedNews listener,
      NoticeOutbox outbox,
      Statistics statistics) {
    this.writer = writer;
    this.news = news;
    this.listener = listener;
    this.outbox = outbox;
    this.statistics = statistics;
    listener.tookOver();
  }

  @Override
  public void process(PooledSession session, List<JournalRow> rows) throws Exception {
    news.clear();
    session.withConnection(
        connection -> {
          writer.write(connection, rows);
          outbox.add(connection, news.made());
          return null;
        });
    session.afterCommit(() -> listener.committed(ViewNews.rooms(rows), news.notices()));
    statistics.grown(rows.size());
  }
}
