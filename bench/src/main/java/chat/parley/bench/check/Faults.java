package chat.parley.bench.check;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The faults by name. */
final class Faults {

  private static final Map<String, Fault> ALL = new LinkedHashMap<>();

  static {
    ALL.put("kill", NodeFaults::kill);
    ALL.put("kill-two", NodeFaults::killTwo);
    ALL.put("pause", NodeFaults::pause);
    ALL.put("rolling", NodeFaults::rolling);
    ALL.put("grow", NodeFaults::grow);
    ALL.put("partition", NodeFaults::partition);
    ALL.put("partition-one-way", NodeFaults::oneWay);
    ALL.put("partition-bridge", NodeFaults::bridge);
    ALL.put("clock", NodeFaults::clock);
    ALL.put("attack", Attacks::attack);
    ALL.put("storm", Crowds::storm);
    ALL.put("mute-readers", Crowds::mute);
    ALL.put("postgres-kill", DatabaseFaults::kill);
    ALL.put("backends", DatabaseFaults::terminate);
    ALL.put("db-reset", DatabaseFaults::reset);
    ALL.put("db-silence", DatabaseFaults::silence);
    ALL.put("db-commit-cut", DatabaseFaults::commitCut);
    ALL.put("open-transaction", DatabaseFaults::openTransaction);
    ALL.put("slow-disk", DatabaseFaults::slowDisk);
    ALL.put("full-disk", DatabaseFaults::fullDisk);
  }

  private Faults() {}

  static Set<String> names() {
    return ALL.keySet();
  }

  static Fault named(String name) {
    Fault fault = ALL.get(name);
    if (fault == null) {
      throw new IllegalArgumentException("no fault \"" + name + "\"; there are " + names());
    }
    return fault;
  }

  /** Names out of a list; {@code none} is no fault, {@code all} is every one. */
  static List<String> list(List<String> given) {
    List<String> names = new ArrayList<>();
    for (String name : given) {
      switch (name) {
        case "none" -> {}
        case "all" -> names.addAll(names());
        default -> {
          named(name);
          names.add(name);
        }
      }
    }
    return names;
  }
}
