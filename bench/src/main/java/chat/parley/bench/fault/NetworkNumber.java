package chat.parley.bench.fault;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * A number that one owner on this machine has, and that is free again as soon as its process has
 * ended, however that was: the system gives up the lock of its file.
 */
final class NetworkNumber implements AutoCloseable {

  private static final Path LOCKS = Path.of("/run/parley");
  private static final int COUNT = 256;

  /** To open a file whose lock this JVM has, and close it again, would give that lock up. */
  private static final Set<Integer> OURS = new HashSet<>();

  private final int value;
  private final FileChannel file;

  private NetworkNumber(int value, FileChannel file) {
    this.value = value;
    this.file = file;
  }

  /** The first that is free. */
  static NetworkNumber any() {
    return IntStream.range(0, COUNT)
        .mapToObj(NetworkNumber::of)
        .flatMap(Optional::stream)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("all networks are taken, see " + LOCKS));
  }

  /** This one; empty when somebody has it. */
  static Optional<NetworkNumber> of(int value) {
    synchronized (OURS) {
      if (!OURS.add(value)) {
        return Optional.empty();
      }
      Optional<NetworkNumber> locked = lock(value);
      if (locked.isEmpty()) {
        OURS.remove(value);
      }
      return locked;
    }
  }

  private static Optional<NetworkNumber> lock(int value) {
    try {
      Path path = Files.createDirectories(LOCKS).resolve("network-" + value);
      FileChannel file =
          FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (file.tryLock() == null) {
        file.close();
        return Optional.empty();
      }
      return Optional.of(new NetworkNumber(value, file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  int value() {
    return value;
  }

  @Override
  public void close() {
    synchronized (OURS) {
      OURS.remove(value);
      try {
        file.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
