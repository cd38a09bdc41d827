package chat.parley.cli;

import chat.parley.bench.check.CheckCommand;
import chat.parley.cli.demo.DemoCommand;
import chat.parley.cli.importing.ImportCommand;
import chat.parley.node.SettingsException;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code ./parley}: one command for everything. */
@Command(
    name = "parley",
    description = {"An actor-based clustered chat engine.", ""},
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    synopsisSubcommandLabel = "VERB",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done",
      "1:not done; the reason stands on the standard error",
      "2:the command line or a setting cannot be used"
    },
    subcommands = {
      UpCommand.class,
      PostgresCommand.class,
      ImportCommand.class,
      DemoCommand.class,
      TokenCommand.class,
      VapidCommand.class,
      MigrateCommand.class,
      RebuildCommand.class,
      CheckCommand.class
    })
public final class Parley {

  public static void main(String[] args) {
    System.exit(commandLine().execute(args));
  }

  static CommandLine commandLine() {
    CommandLine parley = new CommandLine(new Parley());
    parley
        .getSubcommands()
        .get("check")
        .addSubcommand(new CountsCommand())
        .addSubcommand(new OperationsCommand());
    return parley
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExecutionExceptionHandler(
            (failure, command, parsed) -> {
              boolean setting = failure instanceof SettingsException;
              command.getErr().println(setting ? failure.getMessage() : reason(failure));
              return setting ? 2 : 1;
            });
  }

  private static String reason(Throwable failure) {
    StringBuilder reason = new StringBuilder(String.valueOf(failure.getMessage()));
    for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
      reason.append(": ").append(cause.getMessage());
    }
    return reason.toString();
  }
}
