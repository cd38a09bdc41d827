package chat.parley.cli;

import chat.parley.node.NodeSettings;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The settings of the node that a verb is about. */
final class NodeOptions {

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "A file of settings, NAME=value a line; the environment goes before it.")
  private Path config;

  NodeSettings settings() {
    return NodeSettings.of(System.getenv(), config);
  }
}
