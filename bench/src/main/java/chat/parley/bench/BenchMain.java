package chat.parley.bench;

import chat.parley.bench.load.EphemeralCommand;
import chat.parley.bench.load.ScenariosCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The measurements, as one command with a verb for each. */
@Command(
    name = "bench",
    description = "Measures a running node through the wire.",
    subcommands = {
      ListBench.class,
      MetaBench.class,
      RoomBench.class,
      ScenariosCommand.class,
      EphemeralCommand.class
    },
    mixinStandardHelpOptions = true)
public final class BenchMain {

  private BenchMain() {}

  public static void main(String[] args) {
    System.exit(new CommandLine(new BenchMain()).execute(args));
  }
}
