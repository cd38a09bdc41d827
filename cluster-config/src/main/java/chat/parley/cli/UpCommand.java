package chat.parley.cli;

import chat.parley.node.ChatNode;
import chat.parley.node.NodeSettings;
import chat.parley.node.Switch;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code ./parley up}. */
@Command(
    name = "up",
    description = {
      "Starts a node in the foreground and prints where it serves. SIGTERM and Ctrl-C drain and stop"
          + " it.",
      ""
    },
    footerHeading = "%nSettings, in the environment or in a file:%n",
    mixinStandardHelpOptions = true)
final class UpCommand implements Callable<Integer> {

  /** The node goes on after the command has returned. */
  static final int SERVING = -1;

  @Mixin private NodeOptions options;

  @Spec
  void describe(CommandSpec spec) {
    List<String> lines = new ArrayList<>();
    for (Switch one : Switch.values()) {
      String byDefault = one.byDefault().isEmpty() ? "not set" : one.byDefault();
      lines.add(String.format("  %-26s %s (%s)", one.name(), one.description(), byDefault));
    }
    spec.usageMessage().footer(lines.toArray(String[]::new)).width(110);
  }

  @Override
  public Integer call() {
    NodeSettings settings = options.settings();
    System.out.println(
        settings.databaseUrl().isEmpty()
            ? "Starting with an embedded PostgreSQL in " + settings.dataDir()
            : "Starting with the database " + settings.databaseUrl());
    ChatNode node = ChatNode.start(settings);
    System.out.println("Parley is up: " + node.address());
    System.out.flush();
    return SERVING;
  }
}
