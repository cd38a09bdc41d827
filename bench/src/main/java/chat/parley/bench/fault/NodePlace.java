package chat.parley.bench.fault;

import java.net.URI;
import java.util.List;
import java.util.Map;

/**
 * Where a node runs, and where it finds the others.
 *
 * @param entry what goes before its command
 * @param host where it listens to clients
 * @param hosts the addresses of the nodes by their names, as this one sees them
 * @param options of its Java
 * @param database host and port, as this node sees them
 */
record NodePlace(
    List<String> entry,
    String host,
    int httpPort,
    int managementPort,
    Map<String, String> hosts,
    List<String> options,
    String database) {

  URI url() {
    return URI.create("http://" + host + ":" + httpPort);
  }
}
