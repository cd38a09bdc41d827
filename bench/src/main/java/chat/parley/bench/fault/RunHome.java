package chat.parley.bench.fault;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** Where a run's data and logs go: a directory that was named, or one of its own that may go. */
public record RunHome(Path path, boolean named) {

  /**
   * Makes it.
   *
   * @param directory null for a new one
   */
  public static RunHome of(Path directory) {
    try {
      return directory == null
          ? new RunHome(Files.createTempDirectory("parley-check"), false)
          : new RunHome(Files.createDirectories(directory.toAbsolutePath().normalize()), true);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** After a run without findings; true when it is not there any more. */
  public boolean clear() {
    if (named) {
      return false;
    }
    try (Stream<Path> all = Files.walk(path)) {
      all.sorted(Comparator.reverseOrder()).forEach(one -> one.toFile().delete());
      return true;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
