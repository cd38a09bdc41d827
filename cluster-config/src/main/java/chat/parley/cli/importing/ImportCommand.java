package chat.parley.cli.importing;

import chat.parley.bench.client.ParleyHttp;
import chat.parley.bench.client.ProblemException;
import chat.parley.cli.ServerOptions;
import chat.parley.cli.Version;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ./parley import}. */
@Command(
    name = "import",
    description = {
      "Takes over history with its original times.",
      "",
      "Goes through POST /api/chat/import of a running node. May be stopped and run again: each room"
          + " remembers how far it has come with each source, and nothing is taken over twice."
    },
    footer = {
      "",
      "irc    Logs like #ubuntu's: [HH:MM] <nick> text. The file's name holds",
      "       its date; STEM.annotation.txt next to STEM.raw.txt says which line",
      "       answers which. Becomes the room irc/STEM; nicks become users, joins",
      "       and parts memberships. A change of nick is two memberships.",
      "jsonl  A host application's own history, see docs/import.md."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
public final class ImportCommand implements Callable<Integer> {

  private static final String IRC = "irc/";
  private static final int HEAD_LINES = 2;

  /** What a file holds. */
  enum Format {
    IRC,
    JSONL
  }

  @Option(names = "--format", required = true, paramLabel = "FORMAT", description = "irc or jsonl.")
  private Format format;

  @Mixin private ServerOptions server;

  @Option(
      names = "--one-room",
      paramLabel = "NAME",
      description = "irc: all files into one room of this name, in the order of their dates.")
  private String oneRoom;

  @Option(
      names = "--chunk",
      paramLabel = "LINES",
      defaultValue = "1000",
      description = "Lines in one request (default: ${DEFAULT-VALUE}).")
  private int chunk;

  @Parameters(paramLabel = "FILE", arity = "1..*", description = "The files.")
  private List<Path> files;

  private final PrintStream out;
  private final ImportReport report = new ImportReport();

  public ImportCommand() {
    this(System.out);
  }

  /** Writes its table, and what it has to say, to {@code out}. */
  public ImportCommand(PrintStream out) {
    this.out = out;
  }

  @Override
  public Integer call() throws IOException {
    Progress progress = new Progress(out, out == System.out && System.console() != null);
    ParleyHttp http = new ParleyHttp(server.url(), server.adminToken());
    ImportRun run = new ImportRun(http, Math.max(1, chunk), progress);
    try {
      if (format == Format.IRC) {
        importLogs(run);
      } else {
        for (Path file : files) {
          importJsonl(run, file);
        }
      }
    } catch (ProblemException | IllegalArgumentException e) {
      progress.done();
      report.print(out);
      out.println("stopped: " + e.getMessage());
      out.println("What is taken over stays; run it again to go on from there.");
      return 1;
    }
    report.print(out);
    return report.isClean() ? 0 : 1;
  }

  private void importLogs(ImportRun run) throws IOException {
    List<IrcLog> logs = new ArrayList<>();
    for (Path file : files) {
      logs.add(IrcLog.read(file));
    }
    logs.sort(Comparator.comparing(IrcLog::date).thenComparing(IrcLog::stem));
    Set<String> present = new HashSet<>();
    for (IrcLog log : logs) {
      importLog(run, log, oneRoom == null ? new HashSet<>() : present);
    }
  }

  private void importLog(ImportRun run, IrcLog log, Set<String> present) {
    long began = System.nanoTime();
    IrcConversion.Result result = IrcConversion.of(log, present);
    String room = oneRoom == null ? log.stem() : oneRoom;
    Stream<String> head =
        Stream.of(ImportLines.source(IRC + log.stem()), ImportLines.room(IRC + room, room));
    Iterator<String> lines = Stream.concat(head, result.lines().stream()).iterator();
    ImportRun.Taken taken = run.send(log.stem(), lines, HEAD_LINES + result.lines().size());
    report.add(log.stem(), result.account(), taken, since(began));
  }

  private void importJsonl(ImportRun run, Path file) throws IOException {
    long began = System.nanoTime();
    String name = file.getFileName().toString();
    long[] count = {0};
    try (BufferedReader reader = Files.newBufferedReader(file)) {
      Iterator<String> lines = reader.lines().peek(line -> count[0]++).iterator();
      ImportRun.Taken taken = run.send(name, lines, -1);
      report.add(name, count[0], taken, since(began));
    }
  }

  private static Duration since(long nanoTime) {
    return Duration.ofNanos(System.nanoTime() - nanoTime);
  }
}
