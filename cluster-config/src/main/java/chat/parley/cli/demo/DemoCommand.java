package chat.parley.cli.demo;

import chat.parley.bench.client.ParleyHttp;
import chat.parley.cli.ServerOptions;
import chat.parley.cli.Version;
import chat.parley.cli.importing.IrcLog;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ./parley demo}. */
@Command(
    name = "demo",
    description = {
      "Lets the people of a log chat again, each through a WebSocket session of their own.",
      "",
      "Starts a node where none runs at the URL. Everybody hears everybody; at the end it judges:"
          + " every send acked, every member's messages complete, in order and without repeats."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
public final class DemoCommand implements Callable<Integer> {

  private static final String LOG = "2008-01-03.train-c";
  private static final int COMPLAINTS_SHOWN = 20;

  @Option(
      names = "--log",
      paramLabel = "FILE",
      description = "An IRC log as import takes it. Left out: one that comes with Parley.")
  private Path log;

  @Option(
      names = "--speed",
      paramLabel = "X|max",
      defaultValue = "60",
      description = "How many times as fast as the log, or max (default: ${DEFAULT-VALUE}).")
  private String speed;

  @Option(
      names = "--people",
      paramLabel = "N",
      defaultValue = "1000",
      description = "Only the N who say most (default: ${DEFAULT-VALUE}).")
  private int people;

  @Option(
      names = "--minutes",
      paramLabel = "M",
      defaultValue = "60",
      description = "End after so many minutes at the latest (default: ${DEFAULT-VALUE}).")
  private double minutes;

  @Option(
      names = "--watch",
      description = {
        "People come and go, type before they speak, and read, some on two devices; a watcher",
        "prints who comes, goes, types and reads, and how unread counts change. Of at most "
            + Scene.MOST_PEOPLE
            + " people, since larger rooms show no receipts."
      })
  private boolean watch;

  @Mixin private ServerOptions server;

  @Spec private CommandSpec spec;

  private final PrintStream out;

  public DemoCommand() {
    this(System.out);
  }

  /** Writes what it has to say to {@code out}. */
  public DemoCommand(PrintStream out) {
    this.out = out;
  }

  @Override
  public Integer call() throws IOException {
    DemoScript script = DemoScript.of(log(), watch ? Math.min(people, Scene.MOST_PEOPLE) : people);
    if (script.lines().isEmpty()) {
      out.println("nobody says anything in this log");
      return 1;
    }
    try (LocalNode node = LocalNode.unlessServed(server, out)) {
      return chat(node.url(), script);
    }
  }

  private int chat(URI url, DemoScript script) {
    ParleyHttp admin = new ParleyHttp(url, server.adminToken());
    out.printf(
        Locale.ROOT,
        "%,d messages of %d people, %s%n",
        script.lines().size(),
        script.people().size(),
        speed.equals("max") ? "as fast as it goes" : speed + " times as fast as they were said");
    Demo demo = new Demo(url, admin, server::userToken, script, watch, out);
    List<String> complaints =
        demo.run("Demo", factor(), Duration.ofMillis((long) (minutes * 60_000)));
    complaints.stream().limit(COMPLAINTS_SHOWN).forEach(out::println);
    out.println(
        complaints.isEmpty()
            ? "Good: every send acked; every member got every message, in order, once."
            : "Bad: " + complaints.size() + " complaints.");
    return complaints.isEmpty() ? 0 : 1;
  }

  private double factor() {
    double factor = speed.equals("max") ? Double.POSITIVE_INFINITY : number(speed);
    if (factor > 0) {
      return factor;
    }
    throw new ParameterException(spec.commandLine(), "--speed must be a number above 0, or max");
  }

  private static double number(String text) {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  private IrcLog log() throws IOException {
    return log == null ? bundled() : IrcLog.read(log);
  }

  /** See NOTICE.md next to it. */
  static IrcLog bundled() throws IOException {
    return IrcLog.of(
        LOG,
        resource(LOG + ".raw.txt"),
        new String(resource(LOG + ".annotation.txt"), StandardCharsets.UTF_8));
  }

  private static byte[] resource(String name) throws IOException {
    try (InputStream in = DemoCommand.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IOException("not in this build: " + name);
      }
      return in.readAllBytes();
    }
  }
}
