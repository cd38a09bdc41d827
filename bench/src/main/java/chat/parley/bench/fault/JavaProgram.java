package chat.parley.bench.fault;

import java.util.ArrayList;
import java.util.List;

/** How the processes of {@code ./parley} are started: with the Java and the classes of this one. */
record JavaProgram(String java, String classPath) {

  private static final String MAIN = "chat.parley.cli.Parley";

  static JavaProgram ofThisOne() {
    return new JavaProgram(
        ProcessHandle.current().info().command().orElse("java"),
        System.getProperty("java.class.path"));
  }

  /**
   * @param entry what goes before the command
   */
  List<String> command(List<String> entry, List<String> options, List<String> arguments) {
    List<String> command = new ArrayList<>(entry);
    command.add(java);
    command.addAll(List.of("-XX:+UseParallelGC", "-XX:+ExitOnOutOfMemoryError"));
    command.addAll(options);
    command.addAll(List.of("-cp", classPath, MAIN));
    command.addAll(arguments);
    return command;
  }
}
