package chat.parley.bench.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Where figures were taken, for whoever reads them. */
final class Machine {

  private static final int KIB_IN_GIB = 1 << 20;

  private Machine() {}

  static List<String> lines(Path project) {
    return List.of(
        "Machine: "
            + Runtime.getRuntime().availableProcessors()
            + " cores ("
            + field("/proc/cpuinfo", "model name")
            + "), "
            + Long.parseLong(field("/proc/meminfo", "MemTotal").replaceAll("\\D", "")) / KIB_IN_GIB
            + " GiB, Linux "
            + System.getProperty("os.version")
            + "; Java "
            + System.getProperty("java.version")
            + ", Node "
            + said(project, "node", "--version")
            + ", "
            + said(project, "redis-server", "--version").replaceAll("(?s) sha=.*", "")
            + ".",
        "Release: "
            + said(project, "git", "rev-parse", "--short=12", "HEAD")
            + ". Load of the machine before the start (1, 5, 15 minutes): "
            + read("/proc/loadavg").replaceAll("(\\S+ \\S+ \\S+).*", "$1").strip()
            + ".");
  }

  private static String field(String file, String name) {
    return read(file)
        .lines()
        .filter(line -> line.startsWith(name))
        .map(line -> line.substring(line.indexOf(':') + 1).strip())
        .findFirst()
        .orElse("0");
  }

  private static String read(String file) {
    try {
      return Files.readString(Path.of(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What a command says, "none" when it is not there. */
  private static String said(Path directory, String... command) {
    try {
      Process process = new ProcessBuilder(command).directory(directory.toFile()).start();
      return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      return "none";
    }
  }
}
