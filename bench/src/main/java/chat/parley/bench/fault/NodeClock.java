package chat.parley.bench.fault;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The time of day of one node, apart from that of the machine, by libfaketime. */
public final class NodeClock {

  private static final List<Path> LIBRARIES =
      List.of(
          Path.of("/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1"),
          Path.of("/usr/lib/aarch64-linux-gnu/faketime/libfaketimeMT.so.1"));

  private final Path file;

  NodeClock(Path place) {
    file = place.resolve("clock");
  }

  /** What a process needs to go by this clock. */
  Map<String, String> environment() {
    set(Duration.ZERO);
    Path library =
        LIBRARIES.stream()
            .filter(Files::exists)
            .findFirst()
            .orElseThrow(
                () ->
                    new IllegalStateException("clocks that can be set need Debian's libfaketime"));
    return Map.of(
        "LD_PRELOAD",
        library.toString(),
        "FAKETIME_TIMESTAMP_FILE",
        file.toString(),
        "FAKETIME_CACHE_DURATION",
        "1",
        "FAKETIME_DONT_FAKE_MONOTONIC",
        "1",
        // With it, waits of the JVM by the monotonic clock would be over at once.
        "FAKETIME_FORCE_MONOTONIC_FIX",
        "0");
  }

  /** Makes it differ from the machine's; holds within two seconds. */
  public void set(Duration offset) {
    long seconds = offset.toSeconds();
    try {
      Files.createDirectories(file.getParent());
      Path next = file.resolveSibling("clock.next");
      Files.writeString(next, (seconds < 0 ? "" : "+") + seconds + "s\n");
      Files.move(
          next,
          file,
          java.nio.file.StandardCopyOption.ATOMIC_MOVE,
          java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
