package chat.parley.cli;

import chat.parley.node.NodeSettings;
import chat.parley.node.ServedDatabase;
import chat.parley.projections.DatabaseSettings;
import chat.parley.projections.rebuild.Rebuild;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code ./parley rebuild}. */
@Command(
    name = "rebuild",
    description =
        "Fills a view anew from the journal while nodes serve, then puts it in the place of the old"
            + " one.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class RebuildCommand implements Callable<Integer> {

  private static final long SECOND = 1_000_000_000L;

  @Parameters(
      paramLabel = "VIEW",
      description = "One of history, directory, receipts, activity, notifications.")
  private String view;

  @Mixin private NodeOptions options;

  private long shown;

  @Override
  public Integer call() throws Exception {
    NodeSettings settings = options.settings();
    try (ServedDatabase served = ServedDatabase.reach(settings)) {
      DatabaseSettings database =
          new DatabaseSettings(served.url(), served.user(), served.password());
      long begun = System.nanoTime();
      long events = new Rebuild(database).run(view, this::show);
      double seconds = (System.nanoTime() - begun) / 1e9;
      System.out.printf(
          Locale.ROOT,
          "The view %s is new: %,d events in %.1f s, %,.0f a second.%n",
          view,
          events,
          seconds,
          events / Math.max(seconds, 0.001));
      return 0;
    }
  }

  private void show(long events, long total) {
    long now = System.nanoTime();
    if (now - shown > SECOND) {
      shown = now;
      System.out.printf(Locale.ROOT, "%,d of %,d events%n", events, total);
    }
  }
}
