package chat.parley.bench.fault;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A small disk that can be filled: ext4 in a file, mounted. Needs root. */
public final class Disk implements AutoCloseable {

  private static final long BLOCK = 4_096;

  /** Blocks that a file system keeps for itself while it is being filled. */
  private static final long LEFT_AT_MOST = 1 << 20;

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

  /** To the last block, although others write meanwhile. */
  Filler fill() {
    List<Path> parts = new ArrayList<>();
    for (long size = free(); size >= BLOCK; size = Math.min(size, free())) {
      Path part = place.resolve("filler-" + parts.size());
      try {
        run("fallocate", "-l", Long.toString(size), part.toString());
        parts.add(part);
      } catch (IllegalStateException e) {
        part.toFile().delete();
        size /= 2;
      }
    }
    if (free() > LEFT_AT_MOST) {
      throw new IllegalStateException("the disk at " + place + " could not be filled");
    }
    return () -> parts.forEach(part -> part.toFile().delete());
  }

  private long free() {
    return place.toFile().getUsableSpace();
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
