package chat.parley.bench.check;

import chat.parley.bench.fault.Network;
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

  /** Those that not every network can do, and the one that can. */
  private static final Map<String, Network.Kind> NEED =
      Map.of("db-reset", Network.Kind.PROXIES, "db-commit-cut", Network.Kind.PROXIES);

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

  /** Names out of a list; {@code none} is no fault, {@code all} is every one of this network. */
  static List<String> list(List<String> given, Network.Kind network) {
    List<String> names = new ArrayList<>();
    for (String name : given) {
      switch (name) {
        case "none" -> {}
        case "all" -> names.addAll(names(network));
        default -> {
          names.add(possible(name, network));
        }
      }
    }
    return names;
  }

  private static List<String> names(Network.Kind network) {
    return names().stream().filter(name -> need(name, network) == network).toList();
  }

  private static String possible(String name, Network.Kind network) {
    named(name);
    if (need(name, network) != network) {
      throw new IllegalArgumentException(
          "the fault \"" + name + "\" needs --network " + NEED.get(name));
    }
    return name;
  }

  private static Network.Kind need(String name, Network.Kind otherwise) {
    return NEED.getOrDefault(name, otherwise);
  }
}
