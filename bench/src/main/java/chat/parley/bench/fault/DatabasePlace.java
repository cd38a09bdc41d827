package chat.parley.bench.fault;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where the database runs.
 *
 * @param entry what goes before its command
 * @param host where the one who breaks things reaches it, whatever the network is like
 * @param subnet who else comes in without a password; empty where all come over loopback
 */
record DatabasePlace(List<String> entry, String host, int port, Optional<String> subnet) {

  private static final String LOOPBACK = "127.0.0.1";

  /** One on loopback, as any other program of this machine. */
  static DatabasePlace loopback(int port) {
    return new DatabasePlace(List.of(), LOOPBACK, port, Optional.empty());
  }

  /** For a URL. */
  String address() {
    return host + ":" + port;
  }

  /**
   * What postgresql.conf needs for it.
   *
   * @param home a directory for a file of its own
   */
  Map<String, String> settings(Path home) {
    return subnet.isEmpty()
        ? Map.of()
        : Map.of("listen_addresses", LOOPBACK + "," + host, "hba_file", access(home));
  }

  private String access(Path home) {
    List<String> lines =
        List.of("local all all trust", allow(LOOPBACK + "/32"), allow(subnet.orElseThrow()));
    try {
      return Files.write(Files.createDirectories(home).resolve("access.conf"), lines).toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String allow(String addresses) {
    return "host all all " + addresses + " trust";
  }
}
