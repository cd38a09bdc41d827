package chat.parley.browser;

import chat.parley.bench.fault.FaultProxy;
import chat.parley.browser.StartTrial.Figures;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code bench/run web}. */
@Command(
    name = "web",
    description =
        "Opens the page in a real browser and writes tables of what that took: first paint, time"
            + " until one has written, bytes, requests, sockets, memory.",
    mixinStandardHelpOptions = true)
public final class WebFigures implements Callable<Integer> {

  private static final String HEAD =
      "| line | visit | first contentful paint | can be written in | shown | sent | KB | requests |";

  @Option(names = "--runs", defaultValue = "5", description = "Of each (${DEFAULT-VALUE}).")
  private int runs;

  @Option(
      names = "--replay",
      paramLabel = "FILE",
      description = "An IRC log, whose fullest hour is said again; none: no figures of memory.")
  private Path replay;

  @Option(names = "--rate", defaultValue = "40", description = "Lines a second (${DEFAULT-VALUE}).")
  private int rate;

  private final StringBuilder requests = new StringBuilder();

  public static void main(String[] args) {
    System.exit(new CommandLine(new WebFigures()).execute(args));
  }

  @Override
  public Integer call() throws IOException {
    Path home = Files.createTempDirectory("parley-web");
    try (ChatServer server = new ChatServer(home);
        FaultProxy link = FaultProxy.open(new InetSocketAddress("127.0.0.1", 0), at(server.url()));
        Gate gate = new Gate(URI.create("http://127.0.0.1:" + link.port()));
        Chromium chromium = Chromium.start()) {
      System.out.println("Chromium " + chromium.version() + ", median of " + runs + "\n");
      starts(chromium, gate, link);
      System.out.println("\nRequests of somebody who comes back, without the page's files:\n");
      System.out.println(requests);
      sockets(chromium, gate);
      if (replay != null) {
        memory(chromium, gate, server);
      }
    } finally {
      delete(home);
    }
    return 0;
  }

  private static InetSocketAddress at(URI url) {
    return new InetSocketAddress(url.getHost(), url.getPort());
  }

  private void starts(Chromium chromium, Gate gate, FaultProxy link) {
    System.out.println(HEAD + "\n|---|---|---|---|---|---|---|---|");
    for (Line line : Line.values()) {
      Runnable applied = () -> line.applyTo(link);
      row(
          line,
          "the door, nothing cached",
          () -> {
            applied.run();
            return StartTrial.door(chromium, gate);
          });
      for (boolean warm : new boolean[] {false, true}) {
        String visit = warm ? "coming back, files cached" : "coming back, nothing cached";
        List<Figures> all =
            row(
                line,
                visit,
                () -> {
                  link.pass();
                  return StartTrial.comingBack(chromium, gate, applied, warm);
                });
        if (line == Line.NONE && !warm) {
          all.get(0).calls().forEach(call -> requests.append("- `").append(call).append("`\n"));
        }
      }
    }
    link.pass();
  }

  private List<Figures> row(Line line, String visit, Supplier<Figures> trial) {
    List<Figures> all = Stream.generate(trial).limit(runs).toList();
    System.out.printf(
        Locale.ROOT,
        "| %s | %s | %s | %s | %s | %s | %.1f | %.0f |%n",
        line,
        visit,
        ms(all, Figures::paint),
        ms(all, Figures::typable),
        ms(all, Figures::shown),
        ms(all, Figures::sent),
        median(all, one -> one.bytes() / 1e3),
        median(all, one -> one.calls().size()));
    return all;
  }

  private static String ms(List<Figures> all, ToDoubleFunction<Figures> figure) {
    double median = median(all, figure);
    return median == 0 ? "" : String.format(Locale.ROOT, "%,.0f ms", median);
  }

  private static double median(List<Figures> all, ToDoubleFunction<Figures> figure) {
    return all.stream().mapToDouble(figure).sorted().toArray()[all.size() / 2];
  }

  private static void sockets(Chromium chromium, Gate gate) {
    gate.forget();
    List<Visitor> tabs = new ArrayList<>();
    try (Visitor first = Visitor.at(chromium, gate.url())) {
      tabs.add(first.open().comeIn("Ada"));
      for (int i = 1; i < 5; i++) {
        Visitor tab = first.tab().open();
        tab.say("tab " + i);
        first.message("tab " + i).first().waitFor();
        tabs.add(tab);
      }
      System.out.printf(
          "Sockets of %d tabs: %d asked for, %d open%n",
          tabs.size(), gate.sockets(), gate.openSockets());
    }
  }

  private void memory(Chromium chromium, Gate gate, ChatServer server) {
    String room = server.room("Replay", "ada");
    List<LongStay.Said> lines = LongStay.read(replay);
    String hour = fullestHour(lines);
    List<LongStay.Said> said = lines.stream().filter(one -> one.hour().equals(hour)).toList();
    LongStay stay = new LongStay(server, room);
    System.out.println("\n| messages since it was opened | heap | nodes | listeners |");
    System.out.println("|---|---|---|---|");
    try (Visitor ada = Visitor.at(chromium, gate.url())) {
      ada.open().comeIn("Ada").openRoom(room);
      print(LongStay.look(ada, 0));
      stay.replay(ada, said, rate);
      print(LongStay.look(ada, said.size()));
      stay.replay(ada, lines, rate);
      print(LongStay.look(ada, said.size() + lines.size()));
    }
  }

  private static String fullestHour(List<LongStay.Said> lines) {
    return lines.stream()
        .map(LongStay.Said::hour)
        .distinct()
        .max(
            Comparator.comparingLong(
                hour -> lines.stream().filter(one -> one.hour().equals(hour)).count()))
        .orElseThrow();
  }

  private static void print(LongStay.Held held) {
    System.out.printf(
        Locale.ROOT,
        "| %,d | %.1f MB | %,d | %,d |%n",
        held.messages(),
        held.heapMegabytes(),
        held.nodes(),
        held.listeners());
  }

  private static void delete(Path home) throws IOException {
    try (Stream<Path> all = Files.walk(home)) {
      for (Path one : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(one);
      }
    }
  }
}
