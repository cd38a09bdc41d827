package chat.parley.bench.load;

import chat.parley.bench.fault.Command;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Recordings of Java's Flight Recorder, one of each server, of just the span that is measured. */
final class Recording {

  private final Path directory;
  private final String name;
  private List<Long> recorded = List.of();

  /**
   * @param directory where they go; null for none
   * @param name of the run, of which their names are made
   */
  Recording(Path directory, String name) {
    this.directory = directory;
    this.name = name;
  }

  void begin(List<Long> pids) {
    if (directory != null) {
      recorded = List.copyOf(pids);
      for (long pid : recorded) {
        Command.run("jcmd", Long.toString(pid), "JFR.start", "name=measured", "settings=profile");
      }
    }
  }

  void end() {
    for (int i = 0; i < recorded.size(); i++) {
      String pid = Long.toString(recorded.get(i));
      Command.run("jcmd", pid, "JFR.stop", "name=measured", "filename=" + file(i + 1));
    }
    recorded = List.of();
  }

  private Path file(int number) {
    try {
      return Files.createDirectories(directory.toAbsolutePath())
          .resolve(name + "-" + number + ".jfr");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
