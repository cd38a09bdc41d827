package chat.parley.bench.fault;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;

/** How the processes of {@code ./parley} are started: with the Java and the classes of this one. */
record JavaProgram(String java, String classPath, List<String> inherited) {

  private static final String MAIN = "chat.parley.cli.Parley";
  private static final List<String> INHERITED =
      List.of("-XX:SharedArchiveFile=", "-Xshare:", "-Xlog:cds", "-XX:Tier4");

  static JavaProgram ofThisOne() {
    return new JavaProgram(
        ProcessHandle.current().info().command().orElse("java"),
        System.getProperty("java.class.path"),
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
            .filter(option -> INHERITED.stream().anyMatch(option::startsWith))
            .toList());
  }

  /**
   * @param entry what goes before the command
   */
  List<String> command(List<String> entry, List<String> options, List<String> arguments) {
    List<String> command = new ArrayList<>(entry);
    command.add(java);
    command.addAll(List.of("-XX:+UseParallelGC", "-XX:+ExitOnOutOfMemoryError"));
    command.addAll(inherited);
    command.addAll(options);
    command.addAll(List.of("-cp", classPath, MAIN));
    command.addAll(arguments);
    return command;
  }
}
