package chat.parley.bench.load;

import chat.parley.bench.fault.ForkedProcess;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The processes of a target, in the order in which they need each other. */
final class Servers {

  private record Launch(
      String name, List<String> command, Map<String, String> environment, String word) {}

  private final Ground ground;
  private final List<Launch> launches = new ArrayList<>();
  private final List<ForkedProcess> running = new ArrayList<>();

  Servers(Ground ground) {
    this.ground = ground;
  }

  /** Starts one and waits for its word. */
  void start(String name, List<String> command, Map<String, String> environment, String word) {
    Launch launch = new Launch(name, command, environment, word);
    launches.add(launch);
    start(launch);
  }

  private void start(Launch launch) {
    running.add(ground.start(launch.name(), launch.command(), launch.environment(), launch.word()));
  }

  /** Starts all of them again as they were, after {@link #stop}. */
  void startAgain() {
    launches.forEach(this::start);
  }

  List<Long> pids() {
    return running.stream().map(ForkedProcess::pid).toList();
  }

  /** Ends them at once, the last one first. */
  void stop() {
    for (int i = running.size() - 1; i >= 0; i--) {
      ground.stop(running.get(i));
    }
    running.clear();
  }
}
