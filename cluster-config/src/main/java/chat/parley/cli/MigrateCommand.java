package chat.parley.cli;

import chat.parley.node.NodeSettings;
import chat.parley.node.ServedDatabase;
import chat.parley.projections.DatabaseSettings;
import chat.parley.projections.migrate.Migrations;
import chat.parley.projections.migrate.TransactionIds;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ./parley migrate}. */
@Command(
    name = "migrate",
    description = "Brings the schema of the database up to date; nodes may serve meanwhile.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class MigrateCommand implements Callable<Integer> {

  @Option(names = "--dry-run", description = "Only lists what would be done.")
  private boolean dryRun;

  @Option(
      names = "--renumber",
      description =
          "After a logical restore of the database: gives the journal's rows transaction ids of this"
              + " server. Stop all nodes first.")
  private boolean renumber;

  @Mixin private NodeOptions options;

  @Override
  public Integer call() throws Exception {
    NodeSettings settings = options.settings();
    try (ServedDatabase served = ServedDatabase.reach(settings)) {
      DatabaseSettings database =
          new DatabaseSettings(served.url(), served.user(), served.password());
      if (renumber) {
        System.out.printf("%,d events renumbered%n", TransactionIds.renumber(database));
        return 0;
      }
      Migrations migrations = new Migrations(database);
      List<String> pending = migrations.pending();
      pending.forEach(line -> System.out.println((dryRun ? "would run " : "runs ") + line));
      if (!dryRun) {
        migrations.migrate();
      }
      System.out.println(
          pending.isEmpty()
              ? "The schema is up to date."
              : dryRun ? "Nothing was changed." : "The schema is up to date now.");
      return 0;
    }
  }
}
