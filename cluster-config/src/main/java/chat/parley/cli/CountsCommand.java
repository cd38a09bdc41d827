package chat.parley.cli;

import chat.parley.engine.domain.RoomKey;
import chat.parley.node.NodeSettings;
import chat.parley.node.ServedDatabase;
import chat.parley.projections.DatabaseSettings;
import chat.parley.projections.counts.CountCheck;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ./parley check counts}. */
@Command(
    name = "counts",
    description = {
      "Counts again, out of the journal, what is unread for every member of every room, and reports"
          + " where the view has another number; nodes may serve meanwhile."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class CountsCommand implements Callable<Integer> {

  private static final long SECOND = 1_000_000_000L;

  @Option(
      names = "--repair",
      description = "Writes the rows of a room with a difference anew, one room at a time.")
  private boolean repair;

  @Mixin private NodeOptions options;

  private final CountCheck.Listener listener =
      new CountCheck.Listener() {
        private long shown = System.nanoTime();

        @Override
        public void different(RoomKey room, String userId, String inView, String inJournal) {
          System.out.printf(
              "%s %s: the view has %s, the journal %s%n",
              room.entityId(), userId, inView, inJournal);
        }

        @Override
        public void at(long rooms, long total) {
          long now = System.nanoTime();
          if (now - shown > SECOND) {
            shown = now;
            System.out.printf(Locale.ROOT, "%,d of %,d rooms%n", rooms, total);
          }
        }

        @Override
        public void repaired(RoomKey room) {
          System.out.printf("%s repaired%n", room.entityId());
        }
      };

  @Override
  public Integer call() throws Exception {
    NodeSettings settings = options.settings();
    try (ServedDatabase served = ServedDatabase.reach(settings)) {
      CountCheck.Result result =
          new CountCheck(new DatabaseSettings(served.url(), served.user(), served.password()))
              .run(repair, listener);
      System.out.printf(
          Locale.ROOT,
          "%,d rooms, %,d members: %,d differences, %,d rooms repaired.%n",
          result.rooms(),
          result.members(),
          result.differences(),
          result.repaired());
      return result.differences() == 0 ? 0 : 1;
    }
  }
}
