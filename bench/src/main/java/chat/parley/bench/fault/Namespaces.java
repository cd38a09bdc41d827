package chat.parley.bench.fault;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Network namespaces of one owner, called {@code parley-NUMBER-WHAT}. They go when they are closed
 * and when this JVM ends; where it was killed, the next owner of any takes them away, with the
 * processes that live on in them.
 */
final class Namespaces implements AutoCloseable {

  private static final Path ALL = Path.of("/run/netns");
  private static final Pattern NAME = Pattern.compile("parley-(\\d{1,3})-.+");
  private static final Set<Namespaces> OPEN = new HashSet<>();

  static {
    Runtime.getRuntime().addShutdownHook(new Thread(Namespaces::closeAll, "namespaces-end"));
  }

  private final NetworkNumber number;

  private Namespaces(NetworkNumber number) {
    this.number = number;
  }

  /** A number that nobody else has, and no namespaces yet. */
  static Namespaces claim() {
    synchronized (OPEN) {
      leftovers().forEach(NetworkNumber::close);
      Namespaces claimed = new Namespaces(NetworkNumber.any());
      claimed.remove();
      OPEN.add(claimed);
      return claimed;
    }
  }

  /** Numbers of owners that have ended; their namespaces are gone when this returns. */
  private static List<NetworkNumber> leftovers() {
    List<NetworkNumber> dead =
        names().stream()
            .map(NAME::matcher)
            .filter(Matcher::matches)
            .map(name -> Integer.parseInt(name.group(1)))
            .distinct()
            .map(NetworkNumber::of)
            .flatMap(Optional::stream)
            .toList();
    dead.forEach(number -> new Namespaces(number).remove());
    return dead;
  }

  private static List<String> names() {
    if (!Files.isDirectory(ALL)) {
      return List.of();
    }
    try (Stream<Path> all = Files.list(ALL)) {
      return all.map(path -> path.getFileName().toString()).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Different from that of every other owner; 0 to 255. */
  int number() {
    return number.value();
  }

  /** The interface of this machine that leads into these namespaces. */
  String door() {
    return "parley" + number();
  }

  /** The full name of one. */
  String name(String what) {
    return "parley-" + number() + "-" + what;
  }

  /** Makes one, with nothing but its own loopback. */
  void add(String what) {
    Command.run("ip", "netns", "add", name(what));
    ip(what, "link set lo up");
  }

  /** Runs {@code ip} in one; words are separated by a space. */
  void ip(String what, String command) {
    Command.run(("ip -n " + name(what) + " " + command).split(" "));
  }

  /** What goes before a command so that it runs in one. */
  List<String> entry(String what) {
    return List.of("nsenter", "--net=" + ALL.resolve(name(what)));
  }

  private void remove() {
    try {
      // By itself it would go a little later than its namespace.
      Command.run("ip", "link", "del", door());
    } catch (IllegalStateException e) {
      // Then there is none.
    }
    names().stream().filter(name -> name.startsWith(name(""))).forEach(Namespaces::remove);
  }

  private static void remove(String name) {
    List<ProcessHandle> inside =
        Command.run("ip", "netns", "pids", name)
            .lines()
            .map(pid -> ProcessHandle.of(Long.parseLong(pid.strip())))
            .flatMap(Optional::stream)
            .toList();
    inside.forEach(ProcessHandle::destroyForcibly);
    Command.run("ip", "netns", "del", name);
  }

  @Override
  public void close() {
    synchronized (OPEN) {
      if (OPEN.remove(this)) {
        remove();
        number.close();
      }
    }
  }

  private static void closeAll() {
    synchronized (OPEN) {
      List.copyOf(OPEN).forEach(Namespaces::close);
    }
  }
}
