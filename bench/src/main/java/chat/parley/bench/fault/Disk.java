package chat.parley.bench.fault;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A small disk that can be filled: ext4 in a file, mounted. Needs root. */
public final class Disk implements AutoCloseable {

  private final Path place;

  private Disk(Path place) {
    this.place = place;
  }

  /** Something that takes all the room there is until it is closed. */
  public interface Filler extends AutoCloseable {
    @Override
    void close();
  }

  static Disk mount(Path image, Path place, int megabytes) {
    try {
      Files.createDirectories(place);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    run("truncate", "-s", megabytes + "M", image.toString());
    run("mkfs.ext4", "-q", "-F", "-m", "0", image.toString());
    run("mount", "-o", "loop", image.toString(), place.toString());
    return new Disk(place);
  }

  Filler fill() {
    Path filler = place.resolve("filler");
    long free = place.toFile().getUsableSpace();
    run("fallocate", "-l", Long.toString(free), filler.toString());
    return () -> filler.toFile().delete();
  }

  private static void run(String... command) {
    try {
      Command.run(command);
    } catch (IllegalStateException e) {
      throw new IllegalStateException("a disk of its own needs root and e2fsprogs", e);
    }
  }

  @Override
  public void close() {
    run("umount", place.toString());
  }
}
