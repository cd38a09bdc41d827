package chat.parley.bench.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostsFileTest {

  @TempDir Path directory;

  /** What the forked JVM runs: says the addresses of the names it is given. */
  static final class Resolve {

    private Resolve() {}

    public static void main(String[] names) throws IOException {
      for (String name : names) {
        System.out.println(InetAddress.getByName(name).getHostAddress());
      }
    }
  }

  @Test
  void aJvmWithTheFileKnowsItsNamesAndLocalhost() throws Exception {
    Path file =
        HostsFile.write(
            directory.resolve("hosts"),
            Map.of("node-2.parley.test", "127.0.1.2", "node-3.parley.test", "127.0.1.3"));

    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djdk.net.hosts.file=" + file,
                "-cp",
                System.getProperty("java.class.path"),
                Resolve.class.getName(),
                "node-2.parley.test",
                "node-3.parley.test",
                "localhost")
            .redirectErrorStream(true)
            .start();

    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(said.lines()).containsExactly("127.0.1.2", "127.0.1.3", "127.0.0.1");
  }
}
