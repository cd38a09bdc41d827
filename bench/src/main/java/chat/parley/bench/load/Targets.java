package chat.parley.bench.load;

import java.util.List;
import java.util.Map;

/** The servers that are compared, by name. */
final class Targets {

  static final List<String> NAMES = List.of("parley", "parley3", "socketio", "socketio2", "floor");

  private static final int THREE = 3;

  private Targets() {}

  /**
   * Starts one on an empty database.
   *
   * @param options of Java, for Parley
   * @param switches of Parley's nodes
   */
  static Target start(
      String name, Ground ground, Workload load, String options, Map<String, String> switches) {
    ground.freshDatabase();
    String heap = heap(load.heapMegabytes());
    String java = (options + " " + heap).strip();
    return switch (name) {
      case "parley" -> ParleyTarget.start(ground, 1, java, switches);
      case "parley3" -> ParleyTarget.start(ground, THREE, java, switches);
      case "socketio" -> SocketIoTarget.start(ground, 1);
      case "socketio2" -> SocketIoTarget.start(ground, 2);
      case "floor" -> FloorTarget.start(ground, heap);
      default -> throw new IllegalArgumentException("no target is called " + name);
    };
  }

  private static String heap(int megabytes) {
    return megabytes == 0 ? "" : "-Xms" + megabytes + "m -Xmx" + megabytes + "m";
  }
}
