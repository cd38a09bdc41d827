package chat.parley.bench.fault;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * One process's own view of names, for the JVM's option {@code jdk.net.hosts.file}: so each node of
 * a cluster reaches each other through a proxy of that pair. A JVM with this option knows no other
 * names; localhost is added where it is not given.
 */
public final class HostsFile {

  private static final String LOCALHOST = "localhost";

  private HostsFile() {}

  /** Writes it, in place of what is there, and returns where. */
  public static Path write(Path file, Map<String, String> hostToAddress) throws IOException {
    List<String> lines =
        hostToAddress.entrySet().stream()
            .map(entry -> entry.getValue() + " " + entry.getKey())
            .sorted()
            .toList();
    Stream<String> more =
        hostToAddress.containsKey(LOCALHOST) ? Stream.of() : Stream.of("127.0.0.1 " + LOCALHOST);
    return Files.write(file, Stream.concat(lines.stream(), more).toList());
  }
}
