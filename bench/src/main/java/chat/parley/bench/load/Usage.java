package chat.parley.bench.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;

/** What processes have used so far, out of /proc, with all their children. */
final class Usage {

  /** USER_HZ of Linux. */
  private static final double TICKS_PER_SECOND = 100;

  /** Of /proc/pid/stat, counted from the field after the name: utime, stime, cutime, cstime. */
  private static final int FIRST_TIME = 11;

  private static final int TIMES = 4;

  private Usage() {}

  /** Seconds of CPU, user and system, those of children that ended included. */
  static double cpuSeconds(Collection<Long> roots) {
    long ticks = 0;
    for (long pid : withChildren(roots)) {
      String stat = read(pid, "stat");
      String[] fields = stat.substring(stat.lastIndexOf(')') + 1).strip().split(" ");
      for (int i = FIRST_TIME; i < FIRST_TIME + TIMES && i < fields.length; i++) {
        ticks += Long.parseLong(fields[i]);
      }
    }
    return ticks / TICKS_PER_SECOND;
  }

  /** Proportional set size in KiB: what is shared counts by its share. */
  static double proportionalKib(Collection<Long> roots) {
    return sum(roots, "smaps_rollup", "Pss:");
  }

  /** Resident set size in KiB. */
  static double residentKib(Collection<Long> roots) {
    return sum(roots, "status", "VmRSS:");
  }

  private static double sum(Collection<Long> roots, String file, String field) {
    double kib = 0;
    for (long pid : withChildren(roots)) {
      for (String line : read(pid, file).split("\n")) {
        if (line.startsWith(field)) {
          kib += Long.parseLong(line.replaceAll("\\D", ""));
        }
      }
    }
    return kib;
  }

  private static Set<Long> withChildren(Collection<Long> roots) {
    Set<Long> all = new TreeSet<>(roots);
    for (long root : roots) {
      ProcessHandle.of(root)
          .ifPresent(handle -> handle.descendants().map(ProcessHandle::pid).forEach(all::add));
    }
    return all;
  }

  /** Empty when the process is gone. */
  private static String read(long pid, String file) {
    try {
      return Files.readString(Path.of("/proc", Long.toString(pid), file));
    } catch (IOException e) {
      // What is ending can be listed and no longer be read.
      return "";
    }
  }
}
