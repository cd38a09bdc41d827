package chat.parley.node;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;

/** A node's own directory: held by one node at a time; keeps the secret that it made itself. */
public final class DataDirectory implements AutoCloseable {

  private static final int SECRET_BYTES = 32;

  private final FileChannel lock;

  private DataDirectory(FileChannel lock) {
    this.lock = lock;
  }

  /** Takes the directory, or fails because another node has it. */
  public static DataDirectory take(Path directory) {
    try {
      Files.createDirectories(directory);
      FileChannel channel =
          FileChannel.open(
              directory.resolve("node.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (isFree(channel)) {
        return new DataDirectory(channel);
      }
      channel.close();
    } catch (IOException e) {
      throw new SettingsException("the data directory " + directory + " cannot be used: " + e);
    }
    throw new SettingsException(
        "another node uses "
            + directory
            + "; stop it, or give this one a PARLEY_DATA_DIR of its own (nodes of one cluster"
            + " share a database by PARLEY_DATABASE_URL)");
  }

  private static boolean isFree(FileChannel channel) throws IOException {
    try {
      return channel.tryLock() != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }

  /** The secret that tokens are signed with where no setting names one; made at first use. */
  public static byte[] secret(Path directory) {
    Path file = directory.resolve("jwt-secret");
    try {
      Files.createDirectories(directory);
      if (Files.notExists(file)) {
        byte[] random = new byte[SECRET_BYTES];
        new SecureRandom().nextBytes(random);
        Files.write(file, HexFormat.of().formatHex(random).getBytes(StandardCharsets.US_ASCII));
        if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
          Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        }
      }
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try {
      lock.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
