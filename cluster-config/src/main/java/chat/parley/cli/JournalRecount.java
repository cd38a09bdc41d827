package chat.parley.cli;

import chat.parley.bench.operations.Recount;
import chat.parley.engine.domain.RoomKey;
import chat.parley.projections.DatabaseSettings;
import chat.parley.projections.counts.CountCheck;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** What {@code ./parley check counts} compares, for a run that has the database at hand. */
public final class JournalRecount implements Recount {

  @Override
  public Result count(String url) {
    List<String> differences = new ArrayList<>();
    CountCheck.Listener listener =
        new CountCheck.Listener() {
          @Override
          public void different(RoomKey room, String userId, String inView, String inJournal) {
            differences.add(
                room.entityId()
                    + " "
                    + userId
                    + ": the view has "
                    + inView
                    + ", the journal "
                    + inJournal);
          }

          @Override
          public void at(long rooms, long total) {}

          @Override
          public void repaired(RoomKey room) {}
        };
    try {
      CountCheck.Result result =
          new CountCheck(new DatabaseSettings(url, null, null)).run(false, listener);
      return new Result(result.rooms(), result.members(), differences);
    } catch (SQLException e) {
      throw new IllegalStateException("the journal cannot be counted", e);
    }
  }
}
